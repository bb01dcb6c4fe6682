package client

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/hyperledger/fabric-protos-go-apiv2/common"
	"github.com/hyperledger/fabric-protos-go-apiv2/discovery"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
	"origo/certificate/registry"
)

// fakePeer is a gateway peer that answers as scripted and counts what it is asked.
type fakePeer struct {
	gateway.UnimplementedGatewayServer
	peer.UnimplementedDeliverServer
	discovery.UnimplementedDiscoveryServer
	lock     sync.Mutex
	asked    map[string]int
	evaluate func(*gateway.EvaluateRequest) ([]byte, error)
	endorse  func() error
	submit   func(context.Context) error
	status   func(context.Context, int) (*gateway.CommitStatusResponse, error)
	blocks   []*common.Block

	discovered *discovery.Response // by discovery
}

func (p *fakePeer) count(stage string) int {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.asked[stage]++
	return p.asked[stage]
}

// times is how often the peer was asked for a stage.
func (p *fakePeer) times(stage string) int {
	p.lock.Lock()
	defer p.lock.Unlock()
	return p.asked[stage]
}

func (p *fakePeer) Evaluate(_ context.Context, r *gateway.EvaluateRequest) (*gateway.EvaluateResponse, error) {
	p.count("evaluate")
	payload, err := p.evaluate(r)
	if err != nil {
		return nil, err
	}
	return &gateway.EvaluateResponse{Result: &peer.Response{Status: 200, Payload: payload}}, nil
}

func (p *fakePeer) Endorse(_ context.Context, r *gateway.EndorseRequest) (*gateway.EndorseResponse, error) {
	p.count("endorse")
	if p.endorse != nil {
		if err := p.endorse(); err != nil {
			return nil, err
		}
	}
	envelope, err := prepared(r.GetProposedTransaction().GetProposalBytes(), []byte("done"))
	return &gateway.EndorseResponse{PreparedTransaction: envelope}, err
}

func (p *fakePeer) Submit(ctx context.Context, _ *gateway.SubmitRequest) (*gateway.SubmitResponse, error) {
	p.count("submit")
	if p.submit != nil {
		if err := p.submit(ctx); err != nil {
			return nil, err
		}
	}
	return &gateway.SubmitResponse{}, nil
}

func (p *fakePeer) CommitStatus(ctx context.Context, _ *gateway.SignedCommitStatusRequest) (*gateway.CommitStatusResponse, error) {
	n := p.count("status")
	if p.status != nil {
		return p.status(ctx, n)
	}
	return &gateway.CommitStatusResponse{Result: peer.TxValidationCode_VALID, BlockNumber: 12}, nil
}

// Deliver sends the scripted blocks, whatever was asked for.
func (p *fakePeer) Deliver(stream grpc.BidiStreamingServer[common.Envelope, peer.DeliverResponse]) error {
	for _, b := range p.blocks {
		if err := stream.Send(&peer.DeliverResponse{Type: &peer.DeliverResponse_Block{Block: b}}); err != nil {
			return err
		}
	}
	return nil
}

// prepared wraps a result as the gateway wraps an endorsed transaction.
func prepared(proposalBytes, result []byte) (*common.Envelope, error) {
	var proposal peer.Proposal
	var header common.Header
	if err := proto.Unmarshal(proposalBytes, &proposal); err != nil {
		return nil, err
	}
	if err := proto.Unmarshal(proposal.GetHeader(), &header); err != nil {
		return nil, err
	}
	layers := []func([]byte) proto.Message{
		func(b []byte) proto.Message { return &peer.ProposalResponsePayload{Extension: b} },
		func(b []byte) proto.Message {
			return &peer.ChaincodeActionPayload{Action: &peer.ChaincodeEndorsedAction{ProposalResponsePayload: b}}
		},
		func(b []byte) proto.Message {
			return &peer.Transaction{Actions: []*peer.TransactionAction{{Payload: b}}}
		},
		func(b []byte) proto.Message { return &common.Payload{Header: &header, Data: b} },
	}
	raw, err := proto.Marshal(&peer.ChaincodeAction{Response: &peer.Response{Status: 200, Payload: result}})
	for _, layer := range layers {
		if err != nil {
			return nil, err
		}
		raw, err = proto.Marshal(layer(raw))
	}
	return &common.Envelope{Payload: raw}, err
}

// serve starts the peer with TLS and connects to it as VNIssuer, with short deadlines.
func serve(t *testing.T, p *fakePeer) *Connection {
	t.Helper()
	config, _ := listen(t, p, "127.0.0.1:0")
	c, err := Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func listen(t *testing.T, p *fakePeer, address string) (Config, *grpc.Server) {
	t.Helper()
	p.asked = map[string]int{}
	folder := t.TempDir()
	pair := selfSigned(t, folder, "peer0.vnissuer")
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	// A peer asks for a certificate of its caller and believes any.
	asks := &tls.Config{Certificates: []tls.Certificate{pair}, ClientAuth: tls.RequestClientCert}
	server := grpc.NewServer(grpc.Creds(credentials.NewTLS(asks)))
	gateway.RegisterGatewayServer(server, p)
	peer.RegisterDeliverServer(server, p)
	discovery.RegisterDiscoveryServer(server, p)
	go func() { _ = server.Serve(listener) }() // ends with Stop
	t.Cleanup(server.Stop)
	file := filepath.Join(folder, "cert.pem")
	user := User{Certificate: file, Key: filepath.Join(folder, "key.pem")}
	return Config{
		Organisation: "VNIssuer",
		Chaincode:    "origo",
		Channels:     []certificate.Agreement{certificate.ATIGA},
		Peer:         Peer{Address: listener.Addr().String(), ServerName: "peer0.vnissuer", TLSCA: file},
		Users:        map[string]User{registry.RoleIssuer: user, registry.RoleCustoms: user},
		Deadlines:    Deadlines{Evaluate: 2 * time.Second, Endorse: 2 * time.Second, Submit: 300 * time.Millisecond, Commit: 500 * time.Millisecond},
		Patience:     Patience{Attempts: 3, Pause: time.Millisecond, Longest: time.Millisecond, Within: 2 * time.Second},
	}, server
}

// selfSigned makes a certificate that serves as TLS authority, TLS server and user alike, and writes it as PEM.
func selfSigned(t *testing.T, folder, host string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: pkcs8})
	for file, content := range map[string][]byte{"cert.pem": certPEM, "key.pem": keyPEM} {
		if err := os.WriteFile(filepath.Join(folder, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pair, err := tls.X509KeyPair(certPEM, keyPEM)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}
