package api

import (
	"context"
	"strings"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

func (s *shelf) EnterPaper(context.Context, registry.PaperRequest) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) UsePaper(context.Context, registry.UseRequest) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) ReversePaper(context.Context, registry.ReverseRequest) (client.Receipt, error) {
	return s.receipt, s.err
}
func (s *shelf) JoinPaper(context.Context, certificate.ID) (client.Receipt, error) {
	return s.receipt, s.err
}

// Paper is one that was joined already.
func (s *shelf) Paper(_ context.Context, id certificate.ID) (registry.Paper, error) {
	return registry.Paper{
		PaperEntry: registry.PaperEntry{Certificate: id, IssueDate: certificate.DateOf(today), Scan: strings.Repeat("0a", 32),
			Reason: registry.PartnerOutage, Officer: "VN-1", Lines: []registry.PaperLine{}},
		Balances: []registry.Balance{}, Uses: []registry.Use{}, By: "VNCustoms", EnteredAt: "2026-11-22T08:00:00Z", Transaction: "tx1",
		Joined: &registry.PaperJoining{Record: strings.Repeat("0a", 32), At: "2026-11-22T08:00:00Z", Transaction: "tx1"}, Salt: []byte("salt"),
	}, s.err
}

// FindPapers is the paper of a shelf.
func (s *shelf) FindPapers(ctx context.Context, _ registry.PaperQuery) (registry.PaperPage, error) {
	p, err := s.Paper(ctx, certificate.ID{Form: certificate.FormD, Country: "TH", Reference: "D2026-1"})
	return registry.PaperPage{Papers: []registry.Paper{p}}, err
}
