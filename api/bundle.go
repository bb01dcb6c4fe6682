package api

import (
	"context"
	"fmt"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/clearance"
)

// ExportBundle exports the trust registry and what is wanted of certificates, for verification without a server. Whoever
// asked adds the expiry and signs it.
func (s *Server) ExportBundle(ctx context.Context, r wire.ExportBundleRequestObject) (wire.ExportBundleResponseObject, error) {
	ledger, err := s.ledger(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	wanted := clearance.Wanted{Dossiers: r.Params.Dossiers != nil && *r.Params.Dossiers}
	if role := acting(ctx); wanted.Dossiers && role != identity.Customs && role != identity.Issuer {
		return nil, fault{code: string(registry.RoleRequired), pointer: "dossiers", params: map[string]string{"role": string(identity.Customs)}}
	}
	if wanted.Certificates, err = readNames(r.Params.Certificate); err != nil {
		return nil, err
	}
	for _, id := range wanted.Certificates {
		if err := s.ownOnly(ctx, address{id.Form, id.Country, id.Reference, &r.Params.Agreement}); err != nil {
			return nil, err
		}
	}
	fresh, err := s.Registries.Freshness(ctx, r.Params.Agreement)
	if err != nil {
		return nil, err
	}
	wanted.AsOf = clearance.LedgerAsOf(fresh, s.Now())
	bundle, err := clearance.Export(ctx, ledger, wanted)
	if err != nil {
		return nil, err
	}
	person, _ := identity.From(ctx)
	bundle.Organisation, bundle.ExportedBy = s.Organisation, person.Name
	bundle.ExportedAt = certificate.InstantOf(s.Now()).String()
	bundle.Authorities, bundle.CRLs = present(bundle.Authorities), present(bundle.CRLs)
	bundle.Offices, bundle.Signers, bundle.Records = present(bundle.Offices), present(bundle.Signers), present(bundle.Records)
	return wire.ExportBundle200JSONResponse(bundle), nil
}

// maxNames bounds the records added to one export.
const maxNames = 100

func readNames(texts *[]string) ([]certificate.ID, error) {
	if texts == nil {
		return nil, nil
	}
	var ids []certificate.ID
	for _, text := range *texts {
		id, err := certificate.ParseID(text)
		if err != nil || len(ids) == maxNames {
			return nil, fault{code: codeParameter, pointer: "certificate",
				detail: fmt.Sprintf("must name at most %d certificates such as %q", maxNames, "D VN VN-TH 26/01/00123")}
		}
		ids = append(ids, id)
	}
	return ids, nil
}
