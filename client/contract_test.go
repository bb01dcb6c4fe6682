package client

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"origo/certificate"
	"origo/certificate/registry"
)

// call is what a scripted ledger was asked.
type call struct {
	Kind      string
	Function  string
	Transient map[string]string
	Args      []string
}

// scripted is a Ledger that notes what it is asked and gives prepared answers in turn, the last one for ever.
type scripted struct {
	calls   []call
	answers []answer
}

type answer struct {
	payload string
	receipt Receipt
	err     error
}

func (s *scripted) take(kind, function string, transient map[string][]byte, args []string) answer {
	c := call{Kind: kind, Function: function, Args: args}
	for key, value := range transient {
		if c.Transient == nil {
			c.Transient = map[string]string{}
		}
		c.Transient[key] = string(value)
	}
	s.calls = append(s.calls, c)
	return s.answers[min(len(s.calls), len(s.answers))-1]
}

func (s *scripted) Evaluate(_ context.Context, function string, transient map[string][]byte, args ...string) ([]byte, error) {
	a := s.take("evaluate", function, transient, args)
	return []byte(a.payload), a.err
}

func (s *scripted) Submit(_ context.Context, function string, transient map[string][]byte, args ...string) ([]byte, Receipt, error) {
	a := s.take("submit", function, transient, args)
	return []byte(a.payload), a.receipt, a.err
}

var formD = certificate.ID{Form: certificate.FormD, Country: "VN", Reference: "VN-TH 26/01/00123"}

func TestSubmissionsAreEncoded(t *testing.T) {
	named := []string{"D", "VN", "VN-TH 26/01/00123"}
	ctx := t.Context()
	cases := []struct {
		name string
		do   func(*Contract) (Receipt, error)
		want call
	}{
		{"issue", func(c *Contract) (Receipt, error) {
			return c.Issue(ctx, registry.Submission{Certificate: []byte("{}"), Seal: []byte{1}, Salt: []byte{2}})
		}, call{Function: registry.Issue, Transient: map[string]string{"submission": `{"certificate":"e30=","seal":"AQ==","salt":"Ag=="}`}}},
		{"replace", func(c *Contract) (Receipt, error) { return c.Replace(ctx, registry.Submission{}) },
			call{Function: registry.Replace, Transient: map[string]string{"submission": `{"certificate":null,"seal":null,"salt":null}`}}},
		{"cancel", func(c *Contract) (Receipt, error) {
			return c.Cancel(ctx, formD, registry.SealedAct{Act: []byte{1}, Seal: []byte{2}})
		}, call{Function: registry.Cancel, Args: named, Transient: map[string]string{"act": `{"act":"AQ==","seal":"Ag=="}`}}},
		{"reverse", func(c *Contract) (Receipt, error) {
			return c.ReverseUse(ctx, registry.ReverseRequest{Certificate: formD, Declaration: "1", Reason: "r", Officer: "o"})
		}, call{Function: registry.ReverseUse, Args: named, Transient: map[string]string{
			"reversal": `{"certificate":{"form":"D","country":"VN","reference":"VN-TH 26/01/00123"},"declaration":"1","reason":"r","officer":"o"}`}}},
		{"revocation list", func(c *Contract) (Receipt, error) { return c.ImportCRL(ctx, "ab", []byte{0x30, 0xff}) },
			call{Function: registry.ImportCRL, Args: []string{"ab", "MP8="}}},
		{"act", func(c *Contract) (Receipt, error) { return c.ApplyAct(ctx, registry.SealedAct{Act: []byte{1}}) },
			call{Function: registry.ApplyAct, Args: []string{`{"act":"AQ==","seal":null}`}}},
		{"proposal", func(c *Contract) (Receipt, error) { return c.ProposeAct(ctx, registry.SealedAct{Act: []byte{1}}) },
			call{Function: registry.ProposeAct, Args: []string{`{"act":"AQ==","seal":null}`}}},
		{"confirmation", func(c *Contract) (Receipt, error) { return c.ConfirmAct(ctx, "ab") },
			call{Function: registry.ConfirmAct, Args: []string{"ab"}}},
		{"retire", func(c *Contract) (Receipt, error) { return c.RetireAuthority(ctx, "VN", "ab") },
			call{Function: registry.RetireAuthority, Args: []string{"VN", "ab"}}},
		{"close", func(c *Contract) (Receipt, error) { return c.CloseOffice(ctx, "VN", "01") },
			call{Function: registry.CloseOffice, Args: []string{"VN", "01"}}},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			ledger := &scripted{answers: []answer{{receipt: Receipt{Transaction: "tx", Block: 7}}}}
			receipt, err := test.do(NewRegistry(ledger))
			if err != nil || receipt != (Receipt{Transaction: "tx", Block: 7}) {
				t.Fatalf("got %v, %v", receipt, err)
			}
			test.want.Kind = "submit"
			if !reflect.DeepEqual(ledger.calls, []call{test.want}) {
				t.Errorf("asked %+v\nwant  %+v", ledger.calls[0], test.want)
			}
		})
	}
}

// TestNothingCommercialTravelsAsArgument: arguments are written into blocks that all members read.
func TestNothingCommercialTravelsAsArgument(t *testing.T) {
	ledger := &scripted{answers: []answer{{}}}
	quantity, err := certificate.ParseDecimal("4711.5")
	if err != nil {
		t.Fatal(err)
	}
	use := registry.UseRequest{Certificate: formD, Declaration: "10234", DecidedOn: certificate.NewDate(2026, 3, 1), Lines: []registry.UseLine{{Item: 1, Quantity: quantity, Unit: "KGM"}}}
	if _, err := NewRegistry(ledger).Use(t.Context(), use); err != nil {
		t.Fatal(err)
	}
	if want := []string{"D", "VN", "VN-TH 26/01/00123"}; !reflect.DeepEqual(ledger.calls[0].Args, want) {
		t.Errorf("arguments %q, want %q", ledger.calls[0].Args, want)
	}
	var sent registry.UseRequest
	if err := json.Unmarshal([]byte(ledger.calls[0].Transient["use"]), &sent); err != nil || !reflect.DeepEqual(sent, use) {
		t.Errorf("sent %+v, %v", sent, err)
	}
}

func TestReadingsAreDecodedStrictly(t *testing.T) {
	cases := []struct {
		name, payload string
		ok            bool
	}{
		{"an approval", `[{"organisation":"VNIssuer","version":1,"digest":"ab","at":"2026-11-22T08:30:00Z"}]`, true},
		{"no approvals", `[]`, true},
		{"a field we do not know", `[{"organisation":"VNIssuer","weight":1}]`, false},
		{"a second value", `[] []`, false},
		{"another type", `{"organisation":"VNIssuer"}`, false},
		{"nothing", ``, false},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			_, err := NewRegistry(&scripted{answers: []answer{{payload: test.payload}}}).Approvals(t.Context())
			var unavailable *Unavailable
			if test.ok != (err == nil) || !test.ok && !errors.As(err, &unavailable) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// TestErrorsPassThrough: what the ledger says reaches the caller as it is, for every reading.
func TestErrorsPassThrough(t *testing.T) {
	refusal := registry.Refuse(registry.CertificateUnknown)
	c, ctx := NewRegistry(&scripted{answers: []answer{{err: refusal}}}), t.Context()
	readings := map[string]func() error{
		registry.ReadRecord:      func() error { _, err := c.Record(ctx, formD); return err },
		registry.ReadDossier:     func() error { _, err := c.Dossier(ctx, formD); return err },
		registry.ReadView:        func() error { _, err := c.View(ctx, formD); return err },
		registry.ReadHistory:     func() error { _, err := c.History(ctx, formD); return err },
		registry.ReadAccount:     func() error { _, err := c.Account(ctx, formD); return err },
		registry.ReadMembership:  func() error { _, err := c.Membership(ctx); return err },
		registry.ReadSigner:      func() error { _, err := c.Signer(ctx, "ab"); return err },
		registry.FindSigner:      func() error { _, err := c.FindSigner(ctx, "ab"); return err },
		registry.ListAuthorities: func() error { _, err := c.Authorities(ctx, "VN"); return err },
		registry.ListCRLs:        func() error { _, err := c.RevocationLists(ctx); return err },
		registry.ListOffices:     func() error { _, err := c.Offices(ctx, ""); return err },
		registry.Approvals:       func() error { _, err := c.Approvals(ctx); return err },
		registry.ListActs:        func() error { _, err := c.Acts(ctx, "ab"); return err },
		registry.ReadSignedBy:    func() error { _, err := c.SignedBy(ctx, registry.SignedQuery{Signer: "ab"}); return err },
		registry.ListSigners:     func() error { _, err := c.Signers(ctx, "VN", "01"); return err },
	}
	for function, read := range readings {
		ledger := c.ledger.(*scripted)
		ledger.calls = nil
		if err := read(); !errors.Is(err, refusal) {
			t.Errorf("%s: got %v", function, err)
		}
		if ledger.calls[0].Function != function || ledger.calls[0].Kind != "evaluate" {
			t.Errorf("%s: asked %+v", function, ledger.calls[0])
		}
	}
}

func TestConfirm(t *testing.T) {
	document, salt := []byte(`{"a":1}`), []byte("salt")
	held := registry.Dossier{ID: formD, Certificate: document, Salt: salt}
	dossier, err := json.Marshal(held)
	if err != nil {
		t.Fatal(err)
	}
	right := `{"form":"D","country":"VN","reference":"VN-TH 26/01/00123","digest":"` + PublicDigest(held) + `","issue_date":"2026-01-05","expiry":"2027-01-05"}`
	wrong := `{"form":"D","country":"VN","reference":"VN-TH 26/01/00123","digest":"00","issue_date":"2026-01-05","expiry":"2027-01-05"}`
	away := &Unavailable{Doing: "reading", Cause: errors.New("down")}
	cases := []struct {
		name     string
		answers  []answer
		document []byte
		want     error
	}{
		{"as written", []answer{{payload: string(dossier)}, {payload: right}}, document, nil},
		{"other bytes", []answer{{payload: string(dossier)}}, []byte(`{"a":2}`), ErrOtherBytes},
		{"other digest", []answer{{payload: string(dossier)}, {payload: wrong}}, document, ErrOtherDigest},
		{"dossier out of reach", []answer{{err: away}}, document, away},
		{"record out of reach", []answer{{payload: string(dossier)}, {err: away}}, document, away},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			record, err := Confirm(t.Context(), NewRegistry(&scripted{answers: test.answers}), formD, test.document)
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if test.want == nil && record.Digest != PublicDigest(held) {
				t.Errorf("answered with %+v", record)
			}
		})
	}
}

// TestDecodeReadsWhatItWrote: every approval survives its own encoding.
func TestDecodeReadsWhatItWrote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := registry.Approval{
			Organisation: rapid.String().Draw(t, "organisation"),
			Version:      rapid.Int().Draw(t, "version"),
			Digest:       rapid.StringMatching(`[0-9a-f]{64}`).Draw(t, "digest"),
		}
		raw, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode[registry.Approval](raw)
		if err != nil || got != want {
			t.Fatalf("got %+v, %v", got, err)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":{"form":"D","country":"VN","reference":"1"},"balances":[],"uses":[]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		account, err := decode[registry.Account](raw)
		if err != nil {
			return
		}
		if _, err := json.Marshal(account); err != nil {
			t.Fatalf("cannot write what was read: %v", err)
		}
	})
}
