package chaincode_test

import (
	"testing"
	"time"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

func TestUseRefusals(t *testing.T) {
	ground := registry.Ground{Item: 1, Code: "criterion_not_met", Citation: "VKFTA Art. 3.5"}
	tests := []struct {
		name   string
		change func(*registry.UseRequest)
		by     func(*seeded.World) *memledger.Session
		want   registry.Code
	}{
		{name: "accepted"},
		{name: "role", by: func(w *seeded.World) *memledger.Session { return w.Issuer("KR") }, want: registry.RoleRequired},
		{name: "exporting customs", by: func(w *seeded.World) *memledger.Session { return w.Customs("VN") }, want: registry.WrongCountry},
		{name: "other certificate inside", change: func(u *registry.UseRequest) { u.Certificate.Reference = "VN-KR 26/02/00055" }, want: registry.Malformed},
		{name: "no declaration", change: func(u *registry.UseRequest) { u.Declaration = "" }, want: registry.Malformed},
		{name: "no officer", change: func(u *registry.UseRequest) { u.Officer = "" }, want: registry.Malformed},
		{name: "assessment", change: func(u *registry.UseRequest) { u.Assessment = "ABC" }, want: registry.Malformed},
		{name: "outcome", change: func(u *registry.UseRequest) { u.Outcome = "maybe" }, want: registry.Malformed},
		{name: "nothing debited", change: func(u *registry.UseRequest) { u.Lines = nil }, want: registry.Malformed},
		{name: "accepted with grounds", change: func(u *registry.UseRequest) { u.Grounds = []registry.Ground{ground} }, want: registry.Malformed},
		{name: "part without grounds", change: func(u *registry.UseRequest) { u.Outcome = registry.AcceptedInPart }, want: registry.GroundsRequired},
		{name: "part without lines", want: registry.Malformed, change: func(u *registry.UseRequest) {
			u.Outcome, u.Lines, u.Grounds = registry.AcceptedInPart, nil, []registry.Ground{ground}
		}},
		{name: "refused without grounds", want: registry.GroundsRequired,
			change: func(u *registry.UseRequest) { u.Outcome, u.Lines = registry.Refused, nil }},
		{name: "refused with debit", want: registry.Malformed,
			change: func(u *registry.UseRequest) { u.Outcome, u.Grounds = registry.Refused, []registry.Ground{ground} }},
		{name: "ground without citation", want: registry.Malformed, change: func(u *registry.UseRequest) {
			u.Outcome, u.Grounds = registry.AcceptedInPart, []registry.Ground{{Code: "x"}}
		}},
		{name: "ground for an unknown item", want: registry.ItemUnknown, change: func(u *registry.UseRequest) {
			u.Outcome, u.Grounds = registry.AcceptedInPart, []registry.Ground{{Item: 9, Code: "x", Citation: "y"}}
		}},
		{name: "item twice", change: func(u *registry.UseRequest) { u.Lines = append(u.Lines, u.Lines[0]) }, want: registry.Malformed},
		{name: "unknown item", change: func(u *registry.UseRequest) { u.Lines[0].Item = 7 }, want: registry.ItemUnknown},
		{name: "other unit", change: func(u *registry.UseRequest) { u.Lines[0].Unit = "GRM" }, want: registry.UnitDiffers},
		{name: "nothing of it", change: func(u *registry.UseRequest) { u.Lines[0].Quantity = certificate.Decimal{} }, want: registry.QuantityNotPositive},
		{name: "less than nothing", change: func(u *registry.UseRequest) { u.Lines[0].Quantity = certificate.DecimalOf(-1) }, want: registry.QuantityNotPositive},
		{name: "more than certified", change: func(u *registry.UseRequest) { u.Lines[0].Quantity = certificate.DecimalOf(12001) }, want: registry.BalanceExceeded},
		{name: "all that is certified", change: func(u *registry.UseRequest) { u.Lines[0].Quantity = certificate.DecimalOf(12000) }},
		{name: "decided in the future", change: func(u *registry.UseRequest) { u.DecidedOn = u.DecidedOn.AddDays(2) }, want: registry.TimeImplausible},
		{name: "not decided", change: func(u *registry.UseRequest) { u.DecidedOn = certificate.Date{} }, want: registry.Malformed},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := world(t, certificate.VKFTA)
			doc := w.Specimen(certificate.FormVK, "VN", 1)
			id := issued(t, w, doc)
			u := acceptance(t, doc, "D-1", "10")
			if test.change != nil {
				test.change(&u)
			}
			by := w.Customs("KR")
			if test.by != nil {
				by = test.by(w)
			}
			mustRefuse(t, send(t, by, registry.RecordUse, registry.TransientUse, u, seeded.Name(id)...), test.want)
		})
	}
}

func TestUseOfNothing(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	mustRefuse(t, use(t, w, "KR", acceptance(t, doc, "D-1", "10")), registry.CertificateUnknown)
	issued(t, w, doc)
	unknown := registry.ReverseRequest{Certificate: doc.ID(), Declaration: "D-9", Reason: "mistake", Officer: "KR-1"}
	mustRefuse(t, reverse(t, w, "KR", unknown), registry.UseUnknown)
	for _, spoil := range []func(*registry.ReverseRequest){
		func(r *registry.ReverseRequest) { r.Reason = "" },
		func(r *registry.ReverseRequest) { r.Officer = "\n" },
		func(r *registry.ReverseRequest) { r.Declaration = "" },
	} {
		bad := unknown
		spoil(&bad)
		mustRefuse(t, reverse(t, w, "KR", bad), registry.Malformed)
	}
}

func TestUsesAddUpExactly(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	must(t, use(t, w, "KR", acceptance(t, doc, "D-1", "11999.9")))
	mustRefuse(t, use(t, w, "KR", acceptance(t, doc, "D-2", "0.2")), registry.BalanceExceeded)
	must(t, use(t, w, "KR", acceptance(t, doc, "D-3", "0.1")))
	a := account(t, w, id, "KR")
	if a.Balances[0].Status() != registry.UsedUp || a.Balances[1].Status() != registry.Unused {
		t.Errorf("balances %+v", a.Balances)
	}
	if len(a.Uses) != 2 || a.Uses[0].Declaration != "D-1" || a.Uses[1].Sequence != 2 || a.Uses[1].By != "KRCustoms" {
		t.Errorf("uses %+v", a.Uses)
	}
}

func TestUseIsIdempotentByDeclaration(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	first := acceptance(t, doc, "D-1", "100")
	must(t, use(t, w, "KR", first))
	must(t, use(t, w, "KR", first))
	mustRefuse(t, use(t, w, "KR", acceptance(t, doc, "D-1", "101")), registry.DeclarationDiffers)
	if used := account(t, w, id, "KR").Balances[0].Used.String(); used != "100" {
		t.Errorf("used %s", used)
	}

	back := registry.ReverseRequest{Certificate: id, Declaration: "D-1", Reason: "declaration cancelled", Officer: "KR-1"}
	must(t, reverse(t, w, "KR", back))
	must(t, reverse(t, w, "KR", back))
	other := back
	other.Reason = "another"
	mustRefuse(t, reverse(t, w, "KR", other), registry.DeclarationReversed)
	mustRefuse(t, use(t, w, "KR", first), registry.DeclarationReversed)
	a := account(t, w, id, "KR")
	if !a.Balances[0].Used.IsZero() || len(a.Uses) != 1 || a.Uses[0].Reversal == nil {
		t.Errorf("account %+v", a)
	}
}

func TestRefusalsCanBeReconsidered(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	status := func() registry.LineStatus { return account(t, w, id, "KR").Balances[0].Status() }
	must(t, use(t, w, "KR", refusal(doc, "D-1")))
	if got := status(); got != registry.LineRefused {
		t.Errorf("refused line is %s", got)
	}
	must(t, use(t, w, "KR", acceptance(t, doc, "D-2", "10")))
	if got := status(); got != registry.PartlyUsed {
		t.Errorf("reconsidered line is %s", got)
	}
	if got := account(t, w, id, "KR").Balances[1].Status(); got != registry.LineRefused {
		t.Errorf("other line is %s", got)
	}
	must(t, reverse(t, w, "KR", registry.ReverseRequest{Certificate: id, Declaration: "D-1", Reason: "mistake", Officer: "KR-1"}))
	if got := account(t, w, id, "KR").Balances[1].Status(); got != registry.Unused {
		t.Errorf("line whose refusal was taken back is %s", got)
	}
}

func TestUseLongAfterExpiry(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	issued(t, w, doc)
	w.Ledger.Advance(4 * 365 * 24 * time.Hour)
	u := acceptance(t, doc, "D-1", "10")
	u.DecidedOn = doc.Expiry().AddYears(2)
	must(t, use(t, w, "KR", u))
	u.Declaration, u.DecidedOn = "D-2", u.DecidedOn.AddDays(1)
	mustRefuse(t, use(t, w, "KR", u), registry.CertificateExpired)
}

func TestRacingDebitsCannotBothWin(t *testing.T) {
	w := world(t, certificate.VKFTA)
	doc := w.Specimen(certificate.FormVK, "VN", 1)
	id := issued(t, w, doc)
	var racing []*memledger.Endorsed
	for _, declaration := range []string{"D-1", "D-2"} {
		transient, err := seeded.Transient(registry.TransientUse, acceptance(t, doc, declaration, "7000"))
		must(t, err)
		endorsed, err := w.Customs("KR").Endorse(registry.RecordUse, transient, seeded.Name(id)...)
		must(t, err)
		racing = append(racing, endorsed)
	}
	_, failures := w.Ledger.Commit(racing...)
	must(t, failures[0])
	failure, ok := failures[1].(*memledger.CommitError)
	if !ok || failure.Code != memledger.ReadConflict {
		t.Fatalf("second debit: %v", failures[1])
	}
	if used := account(t, w, id, "KR").Balances[0].Used.String(); used != "7000" {
		t.Errorf("used %s", used)
	}
	mustRefuse(t, use(t, w, "KR", acceptance(t, doc, "D-2", "7000")), registry.BalanceExceeded)
}
