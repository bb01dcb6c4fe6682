package wire

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
)

// Fault is the first thing wrong with a request. Its words are meant for the
// caller and quote nothing of the request.
type Fault struct {
	Pointer string // JSON pointer to the field
	Detail  string
}

// Error gives pointer and detail.
func (f *Fault) Error() string { return f.Pointer + ": " + f.Detail }

// check returns the first fault of a list of verdicts, nil if all are nil.
func check(verdicts ...*Fault) error {
	for _, v := range verdicts {
		if v != nil {
			return v
		}
	}
	return nil
}

func demand(ok bool, pointer, detail string) *Fault {
	if ok {
		return nil
	}
	return &Fault{Pointer: pointer, Detail: detail}
}

func filled(value []byte, pointer string) *Fault {
	return demand(len(value) > 0, pointer, "must not be empty")
}

// line demands one line of printable ASCII, as numbers and codes are.
func line(value, pointer string, longest int) *Fault {
	for _, r := range value {
		if r < ' ' || r > '~' {
			return &Fault{pointer, "must be printable ASCII"}
		}
	}
	return words(value, pointer, longest)
}

// words demands a text of 1 to longest characters.
func words(value, pointer string, longest int) *Fault {
	n := len([]rune(value))
	return demand(n > 0 && n <= longest, pointer, fmt.Sprintf("must have 1 to %d characters", longest))
}

var fingerprint = regexp.MustCompile(`^[0-9a-f]{64}$`)

func digest(value, pointer string) *Fault {
	return demand(fingerprint.MatchString(value), pointer, "must be a SHA-256 in 64 lower hex digits")
}

func moment(value, pointer string) *Fault {
	_, err := time.Parse("2006-01-02T15:04:05Z", value)
	return demand(err == nil, pointer, "must be a time in UTC to the second, such as 2026-11-22T08:30:00Z")
}

func forms(all []certificate.Form, pointer string) *Fault {
	for i, f := range all {
		if !f.Known() {
			return &Fault{pointer + "/" + strconv.Itoa(i), "must be one of D, VK, KV, EUR.1, OD"}
		}
	}
	return demand(len(all) > 0 && len(all) <= 9, pointer, "must have 1 to 9 entries")
}

// Validate demands both parts.
func (r SealedCertificate) Validate() error {
	return check(filled(r.Certificate, "/certificate"), filled(r.Seal, "/seal"))
}

// Validate demands both parts.
func (r SealedAct) Validate() error {
	return check(filled(r.Act, "/act"), filled(r.Seal, "/seal"))
}

// Validate demands a declaration, a known outcome, a date, and lines and
// grounds that can mean something.
func (r UseDecision) Validate() error {
	verdicts := []*Fault{
		line(r.Declaration, "/declaration", 80),
		demand(knownOutcome(r.Outcome), "/outcome", "must be accepted, accepted_in_part, refused or reexported"),
		demand(!r.DecidedOn.IsZero(), "/decided_on", "must be a date"),
	}
	if r.Assessment != nil {
		verdicts = append(verdicts, digest(*r.Assessment, "/assessment"))
	}
	return check(append(verdicts, r.parts()...)...)
}

func knownOutcome(o registry.Outcome) bool {
	return o == registry.Accepted || o == registry.AcceptedInPart || o == registry.Refused || o == registry.Reexported
}

func (r UseDecision) parts() []*Fault {
	var verdicts []*Fault
	for i, l := range some(r.Lines) {
		at := "/lines/" + strconv.Itoa(i)
		verdicts = append(verdicts,
			demand(l.Item >= 1 && l.Item <= certificate.MaxItems, at+"/item", "must be the number of an item"),
			demand(l.Quantity.Sign() > 0, at+"/quantity", "must be above zero"),
			line(l.Unit, at+"/unit", 3))
	}
	for i, g := range some(r.Grounds) {
		at := "/grounds/" + strconv.Itoa(i)
		verdicts = append(verdicts,
			demand(g.Item >= 0 && g.Item <= certificate.MaxItems, at+"/item", "must be the number of an item, or 0 for the whole certificate"),
			line(g.Code, at+"/code", 64),
			words(g.Citation, at+"/citation", 200))
	}
	return append(verdicts,
		demand(len(some(r.Lines)) <= certificate.MaxItems, "/lines", "too many"),
		demand(len(some(r.Grounds)) <= 99, "/grounds", "too many"))
}

// some is the list behind an optional field, nil if it was left out.
func some[T any](list *[]T) []T {
	if list == nil {
		return nil
	}
	return *list
}

// Request is the decision in the words of the ledger.
func (r UseDecision) Request(id certificate.ID, officer string) registry.UseRequest {
	u := registry.UseRequest{
		Certificate: id, Declaration: r.Declaration, Outcome: r.Outcome,
		Lines: some(r.Lines), Grounds: some(r.Grounds), Officer: officer, DecidedOn: r.DecidedOn,
	}
	if r.Assessment != nil {
		u.Assessment = *r.Assessment
	}
	return u
}

// Validate demands a declaration and a reason.
func (r UseReversal) Validate() error {
	return check(line(r.Declaration, "/declaration", 80), words(r.Reason, "/reason", 500))
}

// Validate demands the certificate.
func (r NewAuthority) Validate() error { return check(filled(r.Certificate, "/certificate")) }

// Validate demands authority and list.
func (r NewRevocationList) Validate() error {
	return check(digest(r.Authority, "/authority"), filled(r.Crl, "/crl"))
}

// Validate demands code, name, kind and forms. Which kinds need an authorisation
// is the ledger's to say.
func (r NewOffice) Validate() error {
	return check(line(r.Code, "/code", 70), words(r.Name, "/name", 200), forms(r.Forms, "/forms"),
		demand(knownKind(r.Kind), "/kind", "must be issuing_authority, approved_exporter, certified_exporter or exporter"))
}

func knownKind(k registry.OfficeKind) bool {
	switch k {
	case registry.IssuingAuthority, registry.ApprovedExporter, registry.CertifiedExporter, registry.AnyExporter:
		return true
	}
	return false
}

// Validate demands office, certificate, forms and an interval.
func (r Enrolment) Validate() error {
	return check(line(r.Office, "/office", 70), filled(r.Certificate, "/certificate"), forms(r.Forms, "/forms"),
		moment(r.From, "/from"), moment(r.Until, "/until"),
		demand(r.From < r.Until, "/until", "must be later than from"))
}

// Validate demands a certificate and a known stage.
func (r RulesCheck) Validate() error {
	return check(filled(r.Certificate, "/certificate"),
		demand(r.Stage == "issue" || r.Stage == "clearance", "/stage", "must be issue or clearance"))
}

// Validate demands exactly one way of saying which certificate is meant.
func (r VerificationRequest) Validate() error {
	sent := r.Certificate != nil || r.Seal != nil
	if r.Print != nil {
		return check(filled(*r.Print, "/print"),
			demand(!sent && r.Reference == nil && r.Entered == nil, "/print", "send the printed certificate, or what names or makes up a certificate"))
	}
	if r.Entered != nil {
		return check(demand(!sent && r.Reference == nil, "/entered", "send either what was entered, or a reference, or certificate and seal"))
	}
	if !sent {
		return check(demand(r.Reference != nil || r.Stamp != nil, "/reference", "send a reference, a stamp, or certificate and seal"))
	}
	return check(
		demand(r.Reference == nil, "/reference", "send either a reference or certificate and seal"),
		demand(r.Certificate != nil && len(*r.Certificate) > 0, "/certificate", "must not be empty"),
		demand(r.Seal != nil && len(*r.Seal) > 0, "/seal", "must not be empty"))
}
