package chaincode_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/chaincode/memledger"
	"origo/chaincode/memledger/seeded"
)

// doubt is a request about a certificate of Viet Nam.
func doubt(id certificate.ID, number string) registry.OpenCase {
	return registry.OpenCase{
		CaseHead: registry.CaseHead{Certificate: id, Number: number, Basis: registry.ReasonableDoubt, Items: []int{1}},
		Opening: registry.CaseContent{
			Action: registry.CaseOpened, Officer: "KR-1",
			Reasons:   []registry.Ground{{Item: 1, Code: "criterion_doubtful", Citation: "VKFTA Art. 3.21.1", Text: "no factory at this address"}},
			Documents: []registry.CaseDocument{{Name: "scan of the certificate", Digest: digest(7)}},
		},
		Salt: bytes.Repeat([]byte{9}, 32),
	}
}

func digest(n byte) string {
	return string(bytes.Repeat([]byte{'0' + n}, 64))
}

// verification is a case in the hands of a test.
type verification struct {
	t  *testing.T
	w  *seeded.World
	id string
	// importing customs and issuing authority
	customs, issuer *memledger.Session
}

// opened opens a case of Korea about a certificate of Viet Nam.
func opened(t *testing.T) verification {
	t.Helper()
	w := world(t, certificate.VKFTA)
	id := issued(t, w, w.Specimen(certificate.FormVK, "VN", 1))
	v := verification{t: t, w: w, customs: w.Customs("KR"), issuer: w.Issuer("VN")}
	must(t, send(t, v.customs, registry.StartCase, registry.TransientCase, doubt(id, "KCS-1")))
	v.id = v.find(registry.CaseQuery{})[0].ID
	return v
}

func (v verification) find(q registry.CaseQuery) []registry.Case {
	v.t.Helper()
	return ask[registry.CasePage](v.t, v.customs, registry.FindCases, text(v.t, q)).Cases
}

func (v verification) read() registry.Case {
	v.t.Helper()
	return ask[registry.Case](v.t, v.issuer, registry.ReadCase, v.id)
}

// add makes an entry by the side whose action it is.
func (v verification) add(content registry.CaseContent) error {
	v.t.Helper()
	by := v.customs
	if registry.SideOfAction(content.Action) == registry.IssuingSide {
		by = v.issuer
	}
	return v.addAs(by, content, len(v.read().Entries))
}

func (v verification) addAs(by *memledger.Session, content registry.CaseContent, after int) error {
	v.t.Helper()
	if content.Officer == "" {
		content.Officer = "officer"
	}
	return send(v.t, by, registry.AddToCase, registry.TransientEntry, registry.CaseEntryRequest{Case: v.id, After: after, CaseContent: content})
}

func replied(answer registry.CaseAnswer) registry.CaseContent {
	return registry.CaseContent{Action: registry.CaseReplied, Answers: []registry.ItemAnswer{{Answer: answer, Text: "see the file"}}}
}

func closed(result registry.CaseResult) registry.CaseContent {
	c := registry.CaseContent{Action: registry.CaseClosed, Result: result}
	if result != registry.CaseAccepted {
		c.Reasons = []registry.Ground{{Item: 1, Code: "not_originating", Citation: "VKFTA Art. 3.22"}}
	}
	return c
}

func TestCaseIsAnsweredAndClosed(t *testing.T) {
	v := opened(t)
	must(t, v.add(registry.CaseContent{Action: registry.CaseReceived}))
	must(t, v.add(replied(registry.Authentic)))
	must(t, v.add(closed(registry.CaseAccepted)))
	c := v.read()
	if c.Standing != (registry.CaseStanding{State: registry.CaseIsClosed, Result: registry.CaseAccepted}) || len(c.Entries) != 4 {
		t.Errorf("%+v", c)
	}
	for i, want := range []string{"KRCustoms", "VNIssuer", "VNIssuer", "KRCustoms"} {
		if e := c.Entries[i]; e.By != want || e.Sequence != i+1 || e.Transaction == "" {
			t.Errorf("entry %d: %+v", i+1, e)
		}
	}
	if c.Number != "KCS-1" || c.Entries[0].Reasons[0].Text != "no factory at this address" {
		t.Errorf("%+v", c.CaseHead)
	}
}

func text(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	must(t, err)
	return string(raw)
}
