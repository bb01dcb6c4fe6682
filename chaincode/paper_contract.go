package chaincode

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate"
	"origo/certificate/registry"
)

// paper is the contract "paper": certificates on paper, as the importing customs count them.
type paper struct{ contractapi.Contract }

func newPaper() *paper { return &paper{named("paper")} }

// GetEvaluateTransactions lists the transactions that change nothing.
func (*paper) GetEvaluateTransactions() []string { return []string{"Read", "Find"} }

// Enter is registry.EnterPaper.
func (*paper) Enter(ctx txContext) error {
	c, err := begin(ctx)
	if err == nil {
		err = c.enterPaper()
	}
	if err != nil {
		return outward(err)
	}
	return c.flush()
}

// Use is registry.UsePaper.
func (*paper) Use(ctx txContext, form, country, reference string) error {
	return silently(ctx, [3]string{form, country, reference}, (*call).usePaper)
}

// Reverse is registry.ReversePaper.
func (*paper) Reverse(ctx txContext, form, country, reference string) error {
	return silently(ctx, [3]string{form, country, reference}, (*call).reversePaper)
}

// Join is registry.JoinPaper.
func (*paper) Join(ctx txContext, form, country, reference string) error {
	return silently(ctx, [3]string{form, country, reference}, (*call).joinPaper)
}

// Read is registry.ReadPaper.
func (*paper) Read(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, func(c *call, id certificate.ID) (registry.Paper, error) {
		if err := c.mustKeepPapers(); err != nil {
			return registry.Paper{}, err
		}
		return c.paper(id)
	})
}

// Find is registry.FindPapers.
func (*paper) Find(ctx txContext, query string) (string, error) {
	return answer(ctx, begin, func(c *call) (registry.PaperPage, error) { return c.findPapers(query) })
}
