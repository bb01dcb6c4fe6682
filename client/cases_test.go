package client

import (
	"errors"
	"reflect"
	"testing"

	"origo/certificate/registry"
)

// TestCasesTravelInSecret: nothing about a case is an argument of a transaction, not even which certificate it is about.
func TestCasesTravelInSecret(t *testing.T) {
	open := registry.OpenCase{CaseHead: registry.CaseHead{Certificate: formD, Number: "TH-1", Basis: registry.RandomCheck},
		Opening: registry.CaseContent{Action: registry.CaseOpened, Officer: "o"}, Salt: []byte{1}}
	entry := registry.CaseEntryRequest{Case: "c", After: 1, CaseContent: registry.CaseContent{Action: registry.CaseReminded, Officer: "o"}}
	for function, test := range map[string]struct {
		do        func(*Contract) (Receipt, error)
		transient map[string]string
	}{
		registry.StartCase: {func(c *Contract) (Receipt, error) { return c.OpenCase(t.Context(), open) }, map[string]string{
			"case": `{"certificate":{"form":"D","country":"VN","reference":"VN-TH 26/01/00123"},"number":"TH-1","basis":"random","opening":{"action":"opened","officer":"o"},"salt":"AQ=="}`}},
		registry.AddToCase: {func(c *Contract) (Receipt, error) { return c.AddToCase(t.Context(), entry) }, map[string]string{
			"entry": `{"case":"c","after":1,"action":"reminded","officer":"o"}`}},
	} {
		ledger := &scripted{answers: []answer{{receipt: Receipt{Transaction: "tx", Block: 7}}}}
		if receipt, err := test.do(NewRegistry(ledger)); err != nil || receipt.Block != 7 {
			t.Errorf("%s: %v, %v", function, receipt, err)
		}
		want := []call{{Kind: "submit", Function: function, Transient: test.transient}}
		if !reflect.DeepEqual(ledger.calls, want) {
			t.Errorf("asked %+v\nwant  %+v", ledger.calls, want)
		}
	}
}

func TestReadingCases(t *testing.T) {
	refusal := registry.Refuse(registry.CaseUnknown)
	ledger := &scripted{answers: []answer{{err: refusal}}}
	c := NewRegistry(ledger)
	if _, err := c.Case(t.Context(), "c"); !errors.Is(err, refusal) {
		t.Errorf("got %v", err)
	}
	if _, err := c.FindCases(t.Context(), registry.CaseQuery{Certificate: &formD, Limit: 2}); !errors.Is(err, refusal) {
		t.Errorf("got %v", err)
	}
	want := []call{
		{Kind: "evaluate", Function: registry.ReadCase, Args: []string{"c"}},
		{Kind: "evaluate", Function: registry.FindCases, Args: []string{`{"certificate":{"form":"D","country":"VN","reference":"VN-TH 26/01/00123"},"limit":2}`}},
	}
	if !reflect.DeepEqual(ledger.calls, want) {
		t.Errorf("asked %+v\nwant  %+v", ledger.calls, want)
	}
}
