package chaincode

import (
	"github.com/hyperledger/fabric-contract-api-go/v2/contractapi"

	"origo/certificate"
	"origo/certificate/registry"
)

// certificates is the contract "certificates": anchoring, cancelling, replacing
// and reading.
type certificates struct{ contractapi.Contract }

func newCertificates() *certificates { return &certificates{named("certificates")} }

// GetEvaluateTransactions lists the transactions that change nothing.
func (*certificates) GetEvaluateTransactions() []string {
	return []string{"Record", "Dossier", "View", "History", "SignedBy"}
}

// Issue is registry.Issue.
func (*certificates) Issue(ctx txContext) (string, error) {
	return answer(ctx, begin, (*call).issue)
}

// Replace is registry.Replace.
func (*certificates) Replace(ctx txContext) (string, error) {
	return answer(ctx, begin, (*call).replace)
}

// Cancel is registry.Cancel.
func (*certificates) Cancel(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, (*call).cancel)
}

// Record is registry.ReadRecord.
func (*certificates) Record(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, (*call).record)
}

// Dossier is registry.ReadDossier.
func (*certificates) Dossier(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, func(c *call, id certificate.ID) (registry.Dossier, error) {
		f, err := c.file(id)
		return f.dossier, err
	})
}

// View is registry.ReadView.
func (*certificates) View(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, (*call).view)
}

// History is registry.ReadHistory.
func (*certificates) History(ctx txContext, form, country, reference string) (string, error) {
	return about(ctx, [3]string{form, country, reference}, (*call).history)
}

// SignedBy is registry.ReadSignedBy.
func (*certificates) SignedBy(ctx txContext, query string) (string, error) {
	return answer(ctx, begin, func(c *call) ([]registry.Record, error) { return c.signedBy(query) })
}

// about runs a transaction on the certificate named by form, country and
// reference.
func about[T any](ctx txContext, name [3]string, run func(*call, certificate.ID) (T, error)) (string, error) {
	return answer(ctx, begin, func(c *call) (T, error) {
		id, err := readName(name)
		if err != nil {
			var none T
			return none, err
		}
		return run(c, id)
	})
}

// readName reads the name of a certificate from its three parts.
func readName(name [3]string) (certificate.ID, error) {
	id := certificate.ID{Form: certificate.Form(name[0]), Country: name[1], Reference: name[2]}
	if id.Check() != nil {
		return id, malformed("certificate")
	}
	return id, nil
}
