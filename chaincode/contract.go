// Package chaincode is the contract of the origin ledger: who may sign, which
// certificates stand, and what has been used of them.
//
// It is a deterministic function of the ledger, the request and the
// transaction's own time: endorsing peers of different countries must come to
// the same bytes. There is no clock, no map order, no float and no environment
// in it, and it refuses with registry codes only.
//
// The contracts are thin: they name transactions and hand over to
// methods of call, which read like the rules they enforce.
package chaincode

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate/registry"
	"origo/certificate/seal/conformance"
)

// New makes the contract, ready to be served by the shim. It fails if the
// verifier does not give the verdicts it was built to give.
func New() (*contractapi.ContractChaincode, error) {
	if err := conformance.SelfTest(); err != nil {
		return nil, fmt.Errorf("test verifier: %w", err)
	}
	contracts := []contractapi.ContractInterface{newTrust(), newCertificates(), newUses(), newCases(), newPaper()}
	chaincode, err := contractapi.NewChaincode(contracts...)
	if err != nil {
		return nil, fmt.Errorf("assemble contract: %w", err)
	}
	return chaincode, nil
}

// named is what the contracts have in common.
func named(name string) contractapi.Contract {
	return contractapi.Contract{Name: name, UnknownTransaction: unknown}
}

// unknown answers calls of transactions that do not exist.
func unknown(ctx contractapi.TransactionContextInterface) (string, error) {
	return "", outward(malformed("function"))
}

// opening starts a transaction: open or begin.
type opening func(contractapi.TransactionContextInterface) (*call, error)

// answer runs one transaction and gives its result as JSON.
func answer[T any](ctx contractapi.TransactionContextInterface, start opening, run func(*call) (T, error)) (string, error) {
	c, err := start(ctx)
	if err != nil {
		return "", outward(err)
	}
	result, err := run(c)
	if err != nil {
		return "", outward(err)
	}
	if err := c.flush(); err != nil {
		return "", err
	}
	raw, err := json.Marshal(result)
	if err != nil {
		return "", outward(err)
	}
	return string(raw), nil
}

// outward puts a refusal into the form clients look for.
func outward(err error) error {
	var refusal *registry.Refusal
	if errors.As(err, &refusal) {
		return errors.New(refusal.Wire())
	}
	return err
}
