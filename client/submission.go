package client

import (
	"context"
	"errors"
	"time"

	gw "github.com/hyperledger/fabric-gateway/pkg/client"
	"github.com/hyperledger/fabric-protos-go-apiv2/gateway"
	"github.com/hyperledger/fabric-protos-go-apiv2/msp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"origo/certificate"
	"origo/certificate/registry"
)

// gatewayLedger is the Ledger of one channel and identity behind a Fabric gateway peer.
type gatewayLedger struct {
	gateway   *gw.Gateway
	channel   string
	contract  *gw.Contract
	deadlines Deadlines
}

// Evaluate asks peers of our own organisation only: an answer from elsewhere would be somebody else's word.
func (l *gatewayLedger) Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, l.deadlines.Evaluate)
	defer cancel()
	payload, err := l.contract.EvaluateWithContext(ctx, function, gw.WithArguments(args...), gw.WithTransient(transient),
		gw.WithEndorsingOrganizations(l.gateway.Identity().MspID()))
	if err != nil {
		return nil, evaluationError(function, err)
	}
	return payload, nil
}

// Submit takes a transaction through its three stages. The gateway peer chooses the endorsers: it runs the proposal
// itself, sees which keys and collections are touched and, since there is transient data, asks only members of those
// collections.
func (l *gatewayLedger) Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, Receipt, error) {
	options := []gw.ProposalOption{gw.WithArguments(args...), gw.WithTransient(transient)}
	if registry.Alone(function) {
		options = append(options, gw.WithEndorsingOrganizations(l.gateway.Identity().MspID()))
	}
	transaction, err := l.endorse(ctx, function, options...)
	if err != nil {
		return nil, Receipt{}, err
	}
	if err := l.order(ctx, function, transaction); err != nil {
		return nil, Receipt{}, err
	}
	receipt, err := l.committed(ctx, transaction.TransactionID())
	if err != nil {
		return nil, Receipt{}, err
	}
	return transaction.Result(), receipt, nil
}

func (l *gatewayLedger) endorse(ctx context.Context, function string, options ...gw.ProposalOption) (*gw.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, l.deadlines.Endorse)
	defer cancel()
	proposal, err := l.contract.NewProposal(function, options...)
	if err != nil {
		return nil, &Unavailable{Doing: "preparing " + function, Cause: err}
	}
	transaction, err := proposal.EndorseWithContext(ctx)
	if err != nil {
		return nil, endorsementError(function, l.gateway.Identity().MspID(), err)
	}
	return transaction, nil
}

// order hands the transaction to the orderers. A failure that leaves the outcome open is no failure here: whether the
// transaction got there is for its commit status to say.
func (l *gatewayLedger) order(ctx context.Context, function string, transaction *gw.Transaction) error {
	if err := ctx.Err(); err != nil {
		return &Unavailable{Doing: "submitting " + function, Cause: err}
	}
	ctx, cancel := context.WithTimeout(ctx, l.deadlines.Submit)
	defer cancel()
	_, err := transaction.SubmitWithContext(ctx)
	var submitted *gw.SubmitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &submitted) && !neverOrdered(err):
		return nil
	default: // the gateway turned it away, or it could not even be signed
		return &Unavailable{Doing: "submitting " + function, Cause: err}
	}
}

// committed waits until our own peer has committed the transaction and says in which block. Losing the peer while
// waiting is not the end of the wait: the status can be asked for again until the deadline.
func (l *gatewayLedger) committed(ctx context.Context, transaction string) (Receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, l.deadlines.Commit)
	defer cancel()
	for pause := 100 * time.Millisecond; ; pause = min(2*pause, time.Second) {
		result, err := l.status(ctx, transaction)
		if err == nil {
			receipt := Receipt{Transaction: transaction, Block: result.BlockNumber}
			return receipt, validationError(receipt, result.Code)
		}
		if !askAgain(err) || wait(ctx, pause) != nil {
			return Receipt{}, &Unknown{Transaction: transaction, Cause: err}
		}
	}
}

// askAgain tells whether a question for a commit status failed only because the peer was out of reach.
func askAgain(err error) bool {
	return status.Code(err) == codes.Unavailable || status.Code(err) == codes.Aborted
}

// status asks our peer for a transaction's status by its id alone.
func (l *gatewayLedger) status(ctx context.Context, transaction string) (*gw.Status, error) {
	request, err := l.statusRequest(transaction)
	if err != nil {
		return nil, err
	}
	commit, err := l.gateway.NewCommit(request)
	if err != nil {
		return nil, err
	}
	return commit.StatusWithContext(ctx)
}

func (l *gatewayLedger) statusRequest(transaction string) ([]byte, error) {
	id := l.gateway.Identity()
	creator, err := proto.Marshal(&msp.SerializedIdentity{Mspid: id.MspID(), IdBytes: id.Credentials()})
	if err != nil {
		return nil, err
	}
	request, err := proto.Marshal(&gateway.CommitStatusRequest{ChannelId: l.channel, TransactionId: transaction, Identity: creator})
	if err != nil {
		return nil, err
	}
	return proto.Marshal(&gateway.SignedCommitStatusRequest{Request: request})
}

// Resolve asks again for the fate of a transaction whose outcome was not learned. It answers with the receipt, with
// *Invalid or *Conflict if the transaction changed nothing, or with *Unknown once more.
func (c *Connection) Resolve(ctx context.Context, agreement certificate.Agreement, unknown *Unknown) (Receipt, error) {
	ledger, err := c.ledger(agreement, c.anyRole())
	if err != nil {
		return Receipt{}, err
	}
	return ledger.committed(ctx, unknown.Transaction)
}
