package client

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/peer"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"

	"origo/certificate"
	"origo/certificate/registry"
)

// failure is a gateway error with what single organisations' peers or orderers said: organisation, text, ….
func failure(t *testing.T, code codes.Code, text string, said ...string) error {
	t.Helper()
	s := status.New(code, text)
	for i := 0; i+1 < len(said); i += 2 {
		var err error
		detail := &gateway.ErrorDetail{Address: "peer:1", MspId: said[i], Message: said[i+1]}
		if s, err = s.WithDetails(protoadapt.MessageV1Of(detail)); err != nil {
			t.Fatal(err)
		}
	}
	return s.Err()
}

func committedAs(code peer.TxValidationCode) func(context.Context, int) (*gateway.CommitStatusResponse, error) {
	return func(context.Context, int) (*gateway.CommitStatusResponse, error) {
		return &gateway.CommitStatusResponse{Result: code, BlockNumber: 12}, nil
	}
}

// never is a transaction whose commit is not learned before the deadline.
func never(ctx context.Context, _ int) (*gateway.CommitStatusResponse, error) {
	<-ctx.Done()
	return nil, status.FromContextError(ctx.Err()).Err()
}

const quorumText = "insufficient number of orderers could successfully process transaction to satisfy quorum requirement"

func TestSubmit(t *testing.T) {
	refusal := "chaincode response 500, " + registry.Refuse(registry.DuplicateReference).Wire()
	ordered := func(err error) func(context.Context) error { return func(context.Context) error { return err } }
	endorsed := func(err error) func() error { return func() error { return err } }
	duplicate := failure(t, codes.Unavailable, quorumText, "VNIssuer", "received unsuccessful response from orderer: status=SERVICE_UNAVAILABLE, info=request already processed")
	cases := []struct {
		name    string
		peer    fakePeer
		check   func(error) bool
		submits int
	}{
		{"committed", fakePeer{}, succeeded, 1},
		{"refused by our own peer", fakePeer{endorse: endorsed(failure(t, codes.Aborted, "failed to endorse transaction", "VNIssuer", refusal))}, is[*registry.Refusal], 0},
		{"refused by another peer only", fakePeer{endorse: endorsed(failure(t, codes.Aborted, "failed to collect enough", "THCustoms", refusal))}, is[*registry.Refusal], 0},
		{"peers disagree", fakePeer{endorse: endorsed(failure(t, codes.Aborted, "failed to collect enough", "THCustoms", mismatch))}, is[*Unavailable], 0},
		{"contract down", fakePeer{endorse: endorsed(failure(t, codes.Aborted, "failed to endorse transaction", "VNIssuer", "error in simulation: failed to execute transaction: connection refused"))}, is[*Unavailable], 0},
		{"no endorsers", fakePeer{endorse: endorsed(failure(t, codes.FailedPrecondition, "no combination of peers can be derived which satisfy the endorsement policy"))}, is[*Unavailable], 0},
		{"orderers say already processed, and it is", fakePeer{submit: ordered(duplicate)}, succeeded, 1},
		{"orderers say already processed, and it never shows", fakePeer{submit: ordered(duplicate), status: never}, is[*Unknown], 1},
		{"gateway turns it away", fakePeer{submit: ordered(failure(t, codes.FailedPrecondition, "no orderers"))}, is[*Unavailable], 3},
		{"ordering never answers, yet it commits", fakePeer{submit: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }}, succeeded, 1},
		{"commit not learned", fakePeer{status: never}, is[*Unknown], 1},
		{"peer lost while waiting", fakePeer{status: func(ctx context.Context, n int) (*gateway.CommitStatusResponse, error) {
			if n == 1 {
				return nil, failure(t, codes.Unavailable, "transport is closing")
			}
			return committedAs(peer.TxValidationCode_VALID)(ctx, n)
		}}, succeeded, 1},
		{"race lost three times", fakePeer{status: committedAs(peer.TxValidationCode_MVCC_READ_CONFLICT)}, is[*Unavailable], 3},
		{"phantom once", fakePeer{status: func(ctx context.Context, n int) (*gateway.CommitStatusResponse, error) {
			if n == 1 {
				return committedAs(peer.TxValidationCode_PHANTOM_READ_CONFLICT)(ctx, n)
			}
			return committedAs(peer.TxValidationCode_VALID)(ctx, n)
		}}, succeeded, 2},
		{"endorsement short", fakePeer{status: committedAs(peer.TxValidationCode_ENDORSEMENT_POLICY_FAILURE)}, is[*Invalid], 3},
	}
	for i := range cases {
		test := &cases[i]
		t.Run(test.name, func(t *testing.T) {
			c, err := serve(t, &test.peer).Registry(certificate.ATIGA, registry.RoleIssuer)
			if err != nil {
				t.Fatal(err)
			}
			receipt, err := c.Issue(t.Context(), registry.Submission{Certificate: []byte("{}")})
			if !test.check(err) || test.peer.times("submit") != test.submits {
				t.Errorf("%d submissions, %v (%T), want %d", test.peer.times("submit"), err, err, test.submits)
			}
			if err == nil && (receipt.Block != 12 || len(receipt.Transaction) != 64) {
				t.Errorf("receipt %+v", receipt)
			}
		})
	}
}

func TestResolve(t *testing.T) {
	var fate atomic.Int32 // of the transaction; none until it is known
	fate.Store(-1)
	connection := serve(t, &fakePeer{status: func(ctx context.Context, n int) (*gateway.CommitStatusResponse, error) {
		if code := fate.Load(); code >= 0 {
			return committedAs(peer.TxValidationCode(code))(ctx, n)
		}
		return never(ctx, n)
	}})
	c, err := connection.Registry(certificate.ATIGA, registry.RoleIssuer)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Issue(t.Context(), registry.Submission{})
	var unknown *Unknown
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v", err)
	}
	if _, err := connection.Resolve(t.Context(), certificate.ATIGA, unknown); !is[*Unknown](err) {
		t.Errorf("still open: got %v", err)
	}
	fate.Store(int32(peer.TxValidationCode_VALID))
	receipt, err := connection.Resolve(t.Context(), certificate.ATIGA, unknown)
	if err != nil || receipt != (Receipt{Transaction: unknown.Transaction, Block: 12}) {
		t.Errorf("got %+v, %v", receipt, err)
	}
	fate.Store(int32(peer.TxValidationCode_MVCC_READ_CONFLICT))
	if _, err := connection.Resolve(t.Context(), certificate.ATIGA, unknown); !is[*Conflict](err) {
		t.Errorf("lost: got %v", err)
	}
}

func TestEvaluate(t *testing.T) {
	unknown := registry.Refuse(registry.CertificateUnknown)
	text := "chaincode response 500, " + unknown.Wire()
	cases := []struct {
		name  string
		err   error
		check func(error) bool
	}{
		{"answered", nil, succeeded},
		{"refused, said in details", failure(t, codes.Unknown, "evaluate call failed", "VNIssuer", text), is[*registry.Refusal]},
		{"refused, said in the message", failure(t, codes.Unknown, "evaluate call to endorser returned error: "+text), is[*registry.Refusal]},
		{"contract down", failure(t, codes.Aborted, "failed to evaluate transaction", "VNIssuer", "error in simulation"), is[*Unavailable]},
		{"no answer", failure(t, codes.DeadlineExceeded, "evaluate timeout expired"), is[*Unavailable]},
		{"contract fault", failure(t, codes.Unknown, "chaincode response 500, stack of nonsense"), is[*Unavailable]},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			var targets []string
			p := &fakePeer{evaluate: func(r *gateway.EvaluateRequest) ([]byte, error) {
				targets = r.GetTargetOrganizations()
				return []byte(`[]`), test.err
			}}
			c, err := serve(t, p).Registry(certificate.ATIGA, registry.RoleCustoms)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := c.Approvals(t.Context()); !test.check(err) {
				t.Errorf("got %v (%T)", err, err)
			}
			if len(targets) != 1 || targets[0] != "VNIssuer" {
				t.Errorf("asked %v, want our own organisation only", targets)
			}
		})
	}
}

func TestOwnPeerDown(t *testing.T) {
	p := &fakePeer{evaluate: func(*gateway.EvaluateRequest) ([]byte, error) { return []byte(`[]`), nil }}
	config, server := listen(t, p, "127.0.0.1:0")
	connection, err := Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	server.Stop()
	c, err := connection.Registry(certificate.ATIGA, registry.RoleIssuer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Approvals(t.Context()); !is[*Unavailable](err) {
		t.Errorf("reading: %v", err)
	}
	if _, err := c.Issue(t.Context(), registry.Submission{}); !is[*Unavailable](err) {
		t.Errorf("writing: %v", err)
	}
}

// TestStandby: while the first peer is down the next one of the organisation serves.
func TestStandby(t *testing.T) {
	p := &fakePeer{evaluate: func(*gateway.EvaluateRequest) ([]byte, error) { return []byte(`[]`), nil }}
	config, _ := listen(t, p, "127.0.0.1:0")
	down := config.Peer
	down.Address = "127.0.0.1:1"
	config.Standby, config.Peer = []Peer{config.Peer}, down
	connection, err := Dial(config)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	c, err := connection.Registry(certificate.ATIGA, registry.RoleIssuer)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Approvals(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestDialRefusesIncompleteConfiguration(t *testing.T) {
	whole, _ := listen(t, &fakePeer{}, "127.0.0.1:0")
	cases := map[string]func(*Config){
		"no organisation": func(c *Config) { c.Organisation = "" },
		"no chaincode":    func(c *Config) { c.Chaincode = "" },
		"no peer":         func(c *Config) { c.Peer = Peer{} },
		"no users":        func(c *Config) { c.Users = nil },
		"no such TLS CA":  func(c *Config) { c.Peer.TLSCA = "missing.pem" },
		"TLS CA is a key": func(c *Config) { c.Peer.TLSCA = c.Users[registry.RoleIssuer].Key },
		"no such key":     func(c *Config) { c.Users = map[string]User{"issuer": {Certificate: c.Peer.TLSCA, Key: "missing.pem"}} },
		"key is no key":   func(c *Config) { c.Users = map[string]User{"issuer": {Certificate: c.Peer.TLSCA, Key: c.Peer.TLSCA}} },
	}
	for name, spoil := range cases {
		t.Run(name, func(t *testing.T) {
			config := whole
			spoil(&config)
			if c, err := Dial(config); err == nil {
				t.Error("connected", c.Close())
			}
		})
	}
}

func TestRegistryNeedsChannelAndRole(t *testing.T) {
	c := serve(t, &fakePeer{})
	if _, err := c.Registry(certificate.VKFTA, registry.RoleIssuer); !errors.Is(err, ErrNoChannel) {
		t.Errorf("foreign channel: %v", err)
	}
	if _, err := c.Registry(certificate.ATIGA, registry.RoleAdmin); !errors.Is(err, ErrNoRole) {
		t.Errorf("role without user: %v", err)
	}
}
