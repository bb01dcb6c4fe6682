package chaincode

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate/registry"
)

// cases is the contract "cases": the verification of proofs between the customs
// of the importing country and the issuing authority.
type cases struct{ contractapi.Contract }

func newCases() *cases { return &cases{named("cases")} }

// GetEvaluateTransactions lists the transactions that change nothing.
func (*cases) GetEvaluateTransactions() []string { return []string{"Case", "Find"} }

// Open is registry.StartCase.
func (*cases) Open(ctx txContext) error { return unanswered(ctx, (*call).openCase) }

// Add is registry.AddToCase.
func (*cases) Add(ctx txContext) error { return unanswered(ctx, (*call).addToCase) }

// Case is registry.ReadCase.
func (*cases) Case(ctx txContext, id string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.Case, error) { return c.readCase(id) })
}

// Find is registry.FindCases.
func (*cases) Find(ctx txContext, query string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.CasePage, error) { return c.findCases(query) })
}

// unanswered runs a transaction that answers nothing: what a transaction
// answers stands in the block for the whole channel to read.
func unanswered(ctx txContext, run func(*call) error) error {
	c, err := begin(ctx)
	if err != nil {
		return outward(err)
	}
	if err := run(c); err != nil {
		return outward(err)
	}
	return c.flush()
}
