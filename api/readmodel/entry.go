package readmodel

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"origo/certificate"
	"origo/certificate/registry"
)

// Entry is what the model holds of one certificate.
type Entry struct {
	Agreement certificate.Agreement `json:"agreement"`
	certificate.ID
	ImportingCountry string           `json:"importing_country"`
	Office           string           `json:"office"`
	Status           registry.Status  `json:"status"` // the issuing authority's word
	IssueDate        certificate.Date `json:"issue_date"`
	Expiry           certificate.Date `json:"expiry"` // last valid day

	// What only the two countries of the certificate see; empty for others.
	Usage     registry.LineStatus `json:"usage,omitempty"` // of all items together
	Exporter  string              `json:"exporter,omitempty"`
	Consignee string              `json:"consignee,omitempty"`
	HS        []string            `json:"hs,omitempty"` // codes of the items, each once, sorted
	Decisions []Decision          `json:"-"`            // that stand, in order of Sequence
	Holders   Holders             `json:"-"`
	Share     Share               `json:"-"`
}

// Holders are the traders a certificate belongs to, zero where no usable number stands on it.
type Holders struct{ Exporter, Consignee certificate.Holder }

// project makes the entry of a certificate from what the ledger says of it.
func project(agreement certificate.Agreement, v registry.View) Entry {
	e := Entry{
		Agreement: agreement, ID: v.Record.ID, ImportingCountry: v.Record.ImportingCountry, Office: v.Record.Office,
		Status: v.Record.Status, IssueDate: v.Record.IssueDate, Expiry: v.Record.Expiry,
	}
	if v.Dossier != nil {
		e.describe(v.Dossier.Certificate)
	}
	if v.Account != nil {
		e.account(*v.Account)
	}
	return e
}

// describe adds what stands on the certificate. A version of the format that
// this server does not read yet stays undescribed: its record is still listed.
func (e *Entry) describe(raw []byte) {
	d, err := certificate.ParseDraft(raw)
	if err != nil {
		return
	}
	e.Exporter, e.Consignee, e.Holders = d.Exporter.Name, d.Consignee.Name, HoldersOf(d)
	for _, item := range d.Items {
		if item.HS.Code != "" {
			e.HS = append(e.HS, item.HS.Code)
		}
	}
	slices.Sort(e.HS)
	e.HS = slices.Compact(e.HS)
}

// HoldersOf finds the traders that a certificate belongs to.
func HoldersOf(d *certificate.Document) Holders {
	return Holders{d.Exporter.Holder(), d.Consignee.Holder()}
}

// account adds what importing customs made of it.
func (e *Entry) account(a registry.Account) {
	e.Usage, e.Share, e.Decisions = UsageOf(a.Balances), share(a.Balances), decisions(a)
}

// UsageOf is the one word for several items: unused, used up or refused where all
// are, else partly used. An item refused beside unused ones counts as refused.
func UsageOf(balances []registry.Balance) registry.LineStatus {
	seen := map[registry.LineStatus]bool{}
	for _, b := range balances {
		seen[b.Status()] = true
	}
	switch {
	case len(seen) == 0, len(seen) == 1 && seen[registry.Unused]:
		return registry.Unused
	case len(seen) == 1 && seen[registry.UsedUp]:
		return registry.UsedUp
	case !seen[registry.PartlyUsed] && !seen[registry.UsedUp]:
		return registry.LineRefused
	default:
		return registry.PartlyUsed
	}
}

// The kinds of term that certificates are found by.
const (
	termExporter  = "exporter"
	termConsignee = "consignee"
	termHS        = "hs"
	termHolder    = "holder"
)

// term is a word under which a certificate is found.
type term struct{ kind, word string }

// terms lists the words of an entry, sorted, each once.
func (e Entry) terms() []term {
	var all []term
	for _, word := range words(e.Exporter) {
		all = append(all, term{termExporter, word})
	}
	for _, word := range words(e.Consignee) {
		all = append(all, term{termConsignee, word})
	}
	for _, holder := range []certificate.Holder{e.Holders.Exporter, e.Holders.Consignee} {
		if holder != (certificate.Holder{}) {
			all = append(all, term{termHolder, holder.String()})
		}
	}
	for _, code := range e.HS {
		for length := 2; length <= len(code); length += 2 {
			all = append(all, term{termHS, code[:length]})
		}
	}
	slices.SortFunc(all, func(a, b term) int { return strings.Compare(a.kind+" "+a.word, b.kind+" "+b.word) })
	return slices.Compact(all)
}

// words are the words of a name as people type them: lower case, no marks over
// or under letters, no punctuation.
func words(name string) []string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case r == 'đ':
			folded.WriteRune('d')
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r), unicode.IsDigit(r):
			folded.WriteRune(r)
		default:
			folded.WriteRune(' ')
		}
	}
	return strings.Fields(norm.NFC.String(folded.String()))
}
