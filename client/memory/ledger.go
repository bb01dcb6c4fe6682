// Package memory serves the registry port from the real contract over a ledger in memory. It is for tests and
// demonstrations: nothing outlives the process, and all organisations live in it.
//
// The contract, its policies, private data and conflicts behave as on a network; ordering and outages do not occur.
package memory

import (
	"context"
	"errors"
	"fmt"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode"
	"origo/chaincode/memledger"
	"origo/client"
)

// Channel starts the demonstration channel of an agreement: its organisations, its private data collection and the
// contract, with no membership approved yet.
func Channel(agreement certificate.Agreement) (*memledger.Ledger, error) {
	contract, err := chaincode.New()
	if err != nil {
		return nil, fmt.Errorf("start channel in memory: %w", err)
	}
	config, err := memledger.Demonstration(string(agreement), contract)
	if err != nil {
		return nil, fmt.Errorf("start channel in memory: %w", err)
	}
	return memledger.New(config)
}

// Registry is an organisation's access to the channel under a role, with the repetitions of a real connection but
// without pauses.
func Registry(ledger *memledger.Ledger, organisation, role string) *client.Contract {
	return over(ledger.As(organisation, role))
}

// Administrator is Registry for an administrator with a ledger identity of his own.
func Administrator(ledger *memledger.Ledger, organisation, name string) *client.Contract {
	return over(ledger.As(organisation, registry.RoleAdmin).Person(name))
}

func over(session *memledger.Session) *client.Contract {
	patience := client.Patience{Attempts: 6, Pause: time.Microsecond, Longest: time.Microsecond, Within: time.Minute}
	return client.NewRegistry(client.Retrying(Ledger{session}, patience))
}

// Freshness says how far the channel has come.
func Freshness(ledger *memledger.Ledger, agreement certificate.Agreement) client.Freshness {
	return client.Freshness{
		Channel: string(agreement), Height: ledger.Height(), BlockTime: certificate.InstantOf(ledger.Now()).String(),
	}
}

// Ledger is one client of the channel as a client.Ledger.
type Ledger struct{ Session *memledger.Session }

var _ client.Ledger = Ledger{}

// Evaluate asks the organisation's own peer.
func (l Ledger) Evaluate(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, &client.Unavailable{Doing: "evaluating " + function, Cause: err}
	}
	payload, err := l.Session.Evaluate(function, transient, args...)
	return payload, meaning(function, client.Receipt{}, err)
}

// Submit endorses and commits.
func (l Ledger) Submit(ctx context.Context, function string, transient map[string][]byte, args ...string) ([]byte, client.Receipt, error) {
	if err := ctx.Err(); err != nil {
		return nil, client.Receipt{}, &client.Unavailable{Doing: "submitting " + function, Cause: err}
	}
	payload, transaction, block, err := l.Session.Submit(function, transient, args...)
	receipt := client.Receipt{Transaction: transaction, Block: block}
	if err != nil {
		return nil, client.Receipt{}, meaning(function, receipt, err)
	}
	return payload, receipt, nil
}

// meaning puts an error of the ledger in memory in the port's words, as the gateway's errors are.
func meaning(function string, receipt client.Receipt, err error) error {
	var endorsement *memledger.EndorsementError
	var disagreement *memledger.Disagreement
	var commit *memledger.CommitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &endorsement):
		if refusal, ok := registry.ParseRefusal(endorsement.Message); ok {
			return refusal
		}
	case errors.As(err, &disagreement):
		return &client.Conflict{Transaction: receipt.Transaction, Cause: err}
	case errors.As(err, &commit):
		return invalid(receipt, commit)
	}
	return &client.Unavailable{Doing: "running " + function, Cause: err}
}

func invalid(receipt client.Receipt, commit *memledger.CommitError) error {
	failed := &client.Invalid{Receipt: receipt, Code: commit.Code}
	if commit.Code == memledger.ReadConflict || commit.Code == memledger.PhantomConflict {
		return &client.Conflict{Transaction: receipt.Transaction, Cause: failed}
	}
	return failed
}
