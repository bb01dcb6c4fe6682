package stamp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"origo/certificate"
)

// Facts are what a stamp says of a certificate: what stood on it when it was stamped.
type Facts struct {
	certificate.ID
	Agreement        certificate.Agreement `json:"agreement"`
	Network          string                `json:"network"`
	Office           string                `json:"office"`
	ImportingCountry string                `json:"importing_country"`
	IssueDate        certificate.Date      `json:"issue_date"`
	Expiry           certificate.Date      `json:"expiry"` // last valid day
	Exporter         string                `json:"exporter"`
	Consignee        string                `json:"consignee,omitempty"`
	Items            int                   `json:"items"`        // lines of goods
	HS               string                `json:"hs,omitempty"` // of the first line, 6 to 10 digits
	Quantity         certificate.Measure   `json:"quantity"`     // of the first line
	Digest           string                `json:"digest"`       // SHA-256 of the certificate's canonical bytes, lower hex
	StampedAt        certificate.Instant   `json:"stamped_at"`   // as the signer claims
}

// MaxName is the greatest length of a party's name in a stamp, in bytes of UTF-8.
const MaxName = 40

// cutMark ends a name that was cut off.
const cutMark = "…"

// FactsOf are the facts of a certificate, to be stamped at the given moment. It fails for a document that has no
// canonical form, such as one without lines of goods.
func FactsOf(d *certificate.Document, at certificate.Instant) (Facts, error) {
	record, err := d.Canonical()
	if err != nil {
		return Facts{}, err
	}
	if len(d.Items) == 0 {
		return Facts{}, fmt.Errorf("stamp %s: it has no line of goods", d.ID())
	}
	digest := sha256.Sum256(record)
	return Facts{
		ID: d.ID(), Agreement: d.Agreement, Network: d.Network, Office: d.Office, ImportingCountry: d.ImportingCountry,
		IssueDate: d.IssueDate, Expiry: d.Expiry(), Exporter: shortened(d.Exporter.Name), Consignee: shortened(d.Consignee.Name),
		Items: len(d.Items), HS: d.Items[0].HS.Code, Quantity: d.Items[0].Quantity,
		Digest: hex.EncodeToString(digest[:]), StampedAt: at,
	}, nil
}

// shortened cuts a name to MaxName bytes, never inside a letter or between a letter and its marks.
func shortened(name string) string {
	if len(name) <= MaxName {
		return name
	}
	end := MaxName - len(cutMark)
	for end > 0 && !beginsLetter(name[end:]) {
		end--
	}
	return strings.TrimRight(name[:end], " ") + cutMark
}

// beginsLetter reports whether the text may be cut off before it.
func beginsLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return utf8.RuneStart(text[0]) && !unicode.Is(unicode.M, r)
}

// Differences names the facts, by their names in JSON and in their order, that are not those of the document. Nothing
// differs on the paper of which the stamp was made. When it was stamped is not compared.
func (f Facts) Differences(d *certificate.Document) ([]string, error) {
	own, err := FactsOf(d, f.StampedAt)
	if err != nil {
		return nil, err
	}
	var differing []string
	theirs := own.pairs()
	for i, p := range f.pairs() {
		if p != theirs[i] {
			differing = append(differing, p.name)
		}
	}
	return differing, nil
}

// pair is a fact as text.
type pair struct{ name, value string }

// pairs lists the facts about the certificate.
func (f Facts) pairs() []pair {
	return []pair{
		{"form", string(f.Form)}, {"country", f.Country}, {"reference", f.Reference}, {"agreement", string(f.Agreement)},
		{"network", f.Network}, {"office", f.Office}, {"importing_country", f.ImportingCountry},
		{"issue_date", f.IssueDate.String()}, {"expiry", f.Expiry.String()}, {"exporter", f.Exporter},
		{"consignee", f.Consignee}, {"items", fmt.Sprint(f.Items)}, {"hs", f.HS},
		{"quantity", f.amount()}, {"digest", f.Digest},
	}
}

// amount is the quantity as a stamp writes it, such as "240 H87".
func (f Facts) amount() string { return f.Quantity.Value.String() + " " + f.Quantity.Unit }
