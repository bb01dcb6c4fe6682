package chaincode

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate"
)

// uses is the contract "uses": what the importing customs do with certificates.
type uses struct{ contractapi.Contract }

func newUses() *uses { return &uses{named("uses")} }

// GetEvaluateTransactions lists the transactions that change nothing.
func (*uses) GetEvaluateTransactions() []string { return []string{"Account"} }

// Record is registry.RecordUse.
func (*uses) Record(ctx txContext, form, country, reference string) error {
	return silently(ctx, [3]string{form, country, reference}, (*call).recordUse)
}

// Reverse is registry.ReverseUse.
func (*uses) Reverse(ctx txContext, form, country, reference string) error {
	return silently(ctx, [3]string{form, country, reference}, (*call).reverseUse)
}

// Account is registry.ReadAccount.
func (*uses) Account(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, (*call).readAccount)
}

// silently runs a transaction on a certificate and answers nothing: what a
// transaction answers stands in the block for the whole channel to read.
func silently(ctx txContext, name [3]string, run func(*call, certificate.ID) error) error {
	c, err := begin(ctx)
	if err != nil {
		return outward(err)
	}
	id, err := readName(name)
	if err != nil {
		return outward(err)
	}
	if err := run(c, id); err != nil {
		return outward(err)
	}
	return c.flush()
}
