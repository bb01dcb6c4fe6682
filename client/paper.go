package client

import (
	"context"

	"origo/certificate"
	"origo/certificate/registry"
)

// Papers are the certificates on paper that the organisation's own customs keep. Nobody else reads or endorses them.
type Papers interface {
	// EnterPaper takes a paper down; the same entry again changes nothing, another under its number is refused.
	EnterPaper(ctx context.Context, p registry.PaperRequest) (Receipt, error)
	UsePaper(ctx context.Context, u registry.UseRequest) (Receipt, error)
	ReversePaper(ctx context.Context, r registry.ReverseRequest) (Receipt, error)
	// JoinPaper notes that the electronic certificate's account has taken the paper's uses over; see package paper.
	JoinPaper(ctx context.Context, id certificate.ID) (Receipt, error)
	Paper(ctx context.Context, id certificate.ID) (registry.Paper, error)
	// FindPapers lists the papers in order of form, issuing country and reference number.
	FindPapers(ctx context.Context, q registry.PaperQuery) (registry.PaperPage, error)
}

// EnterPaper takes a certificate on paper down.
func (c *Contract) EnterPaper(ctx context.Context, p registry.PaperRequest) (Receipt, error) {
	return c.private(ctx, registry.EnterPaper, registry.TransientPaper, p)
}

// UsePaper records a decision on a declaration that relies on a paper.
func (c *Contract) UsePaper(ctx context.Context, u registry.UseRequest) (Receipt, error) {
	return c.private(ctx, registry.UsePaper, registry.TransientUse, u, name(u.Certificate)...)
}

// ReversePaper takes a use of a paper back.
func (c *Contract) ReversePaper(ctx context.Context, r registry.ReverseRequest) (Receipt, error) {
	return c.private(ctx, registry.ReversePaper, registry.TransientReversal, r, name(r.Certificate)...)
}

// JoinPaper closes a paper whose electronic record counts from now on.
func (c *Contract) JoinPaper(ctx context.Context, id certificate.ID) (Receipt, error) {
	return c.plain(ctx, registry.JoinPaper, name(id)...)
}

// Paper reads a paper.
func (c *Contract) Paper(ctx context.Context, id certificate.ID) (registry.Paper, error) {
	return read[registry.Paper](ctx, c.ledger, registry.ReadPaper, name(id)...)
}

// FindPapers lists papers that the organisation keeps.
func (c *Contract) FindPapers(ctx context.Context, q registry.PaperQuery) (registry.PaperPage, error) {
	return find[registry.PaperPage](ctx, c.ledger, registry.FindPapers, q)
}
