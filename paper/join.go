package paper

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// Ledger is what joining needs; client.Registry serves it under the role of customs.
type Ledger interface {
	Paper(ctx context.Context, id certificate.ID) (registry.Paper, error)
	JoinPaper(ctx context.Context, id certificate.ID) (client.Receipt, error)
	Account(ctx context.Context, id certificate.ID) (registry.Account, error)
	Use(ctx context.Context, u registry.UseRequest) (client.Receipt, error)
}

// Grounds that a use taken over may carry besides its own.
const (
	Exceeds     = "paper_exceeds_record" // the record's line had less left
	UnknownItem = "paper_line_unknown"   // the record has no such line
	OtherUnit   = "paper_unit_differs"   // the record counts the line in another unit
)

// citation stands where a ground needs one: these grounds follow from the figures, not from a rule of the agreement.
const citation = "taken over from the paper entry"

// Join hands the uses of a paper over to the account of its electronic record, under their own declaration numbers, and
// then closes the paper. What the record does not cover is not debited; the use then says so. It may be repeated, also
// after it broke off half way: what was taken over already is left alone. It fails with CertificateUnknown while there is
// no record, with CertificateNotValid if the record no longer stands, and with PaperUnknown.
func Join(ctx context.Context, ledger Ledger, id certificate.ID) (registry.Paper, error) {
	p, err := ledger.Paper(ctx, id)
	if err != nil || p.Joined != nil {
		return p, err
	}
	for _, use := range p.Uses {
		if use.Reversal != nil {
			continue
		}
		if err := takeOver(ctx, ledger, use); err != nil {
			return p, fmt.Errorf("take over declaration %s: %w", use.Declaration, err)
		}
	}
	if _, err := ledger.JoinPaper(ctx, id); err != nil {
		return p, err
	}
	return ledger.Paper(ctx, id)
}

// takeOver records one use in the electronic account unless it stands there.
func takeOver(ctx context.Context, ledger Ledger, use registry.Use) error {
	account, err := ledger.Account(ctx, use.Certificate)
	if err != nil {
		return err
	}
	if stands(account, use.Declaration) {
		return nil
	}
	_, err = ledger.Use(ctx, covered(use.UseRequest, account.Balances))
	return err
}

// covered is the use as far as the balances cover it.
func covered(use registry.UseRequest, balances []registry.Balance) registry.UseRequest {
	asked := use.Lines
	use.Lines, use.Grounds = nil, slices.Clone(use.Grounds)
	for _, line := range asked {
		kept, ground := cover(line, balances)
		if kept.Quantity.Sign() > 0 {
			use.Lines = append(use.Lines, kept)
		}
		if ground != "" {
			text := "on paper: " + strconv.Itoa(line.Item) + " = " + line.Quantity.String() + " " + line.Unit
			use.Grounds = append(use.Grounds, registry.Ground{Item: line.Item, Code: ground, Citation: citation, Text: text})
		}
	}
	switch {
	case len(use.Lines) == 0:
		use.Outcome = registry.Refused
	case len(use.Grounds) > 0:
		use.Outcome = registry.AcceptedInPart
	}
	return use
}

// cover is the part of a line that its balance covers, and why not all of it.
func cover(line registry.UseLine, balances []registry.Balance) (registry.UseLine, string) {
	nothing := registry.UseLine{Item: line.Item, Unit: line.Unit}
	at := slices.IndexFunc(balances, func(b registry.Balance) bool { return b.Item == line.Item })
	if at < 0 {
		return nothing, UnknownItem
	}
	if balances[at].Unit != line.Unit {
		return nothing, OtherUnit
	}
	left := balances[at].Certified.Sub(balances[at].Used)
	if line.Quantity.Cmp(left) > 0 {
		line.Quantity = left
		return line, Exceeds
	}
	return line, ""
}

// Settle joins the paper of a certificate whose record is about to be used, if there is one that is open: nothing is
// debited electronically before what was used on paper is. Where the organisation keeps no papers it does nothing.
func Settle(ctx context.Context, ledger Ledger, id certificate.ID) error {
	_, err := Join(ctx, ledger, id)
	var refusal *registry.Refusal
	if errors.As(err, &refusal) && (refusal.Code == registry.PaperUnknown || refusal.Code == registry.PaperNotKept || refusal.Code == registry.CertificateUnknown) {
		return nil
	}
	return err
}
