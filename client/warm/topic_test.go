package warm

import (
	"encoding/json"
	"slices"
	"testing"

	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
)

// TestChanges: what each event makes forgotten.
func TestChanges(t *testing.T) {
	id := certificate.ID{Form: certificate.FormD, Country: "VN", Reference: "VN-TH 26/01/00001"}
	other := id
	other.Reference = "VN-TH 26/01/00002"
	record, _ := json.Marshal(registry.Record{ID: id, Replaces: &other, BackToBack: []certificate.ID{other}})
	use, _ := json.Marshal(id)
	office, _ := json.Marshal(registry.TrustChange{Kind: registry.KeyOffice, Key: []string{"VN", "02"}})
	for _, c := range []struct {
		name, payload string
		want          []topic
	}{
		{registry.EventUsed, string(use), []topic{aboutCertificate(id)}},
		{registry.EventReplaced, string(record), []topic{aboutCertificate(id), aboutCertificate(other), aboutCertificate(other)}},
		{registry.EventTrust, string(office), []topic{trust, registry.KeyOffice, "office/VN/02"}},
		{registry.EventCase, `{}`, []topic{cases}},
		{registry.EventPaper, `{}`, []topic{papers}},
		{registry.EventUsed, `{`, []topic{everything}},
		{registry.EventUsed, `{}`, []topic{everything}},
		{registry.EventTrust, `[]`, []topic{everything}},
		{"something.new", string(use), []topic{everything}},
	} {
		if got := changedBy(client.Event{Name: c.name, Payload: []byte(c.payload)}); !slices.Equal(got, c.want) {
			t.Errorf("%s %s: %v, want %v", c.name, c.payload, got, c.want)
		}
	}
}

func FuzzChanges(f *testing.F) {
	f.Add(registry.EventUsed, []byte(`{"form":"D","country":"VN","reference":"1"}`))
	f.Add(registry.EventTrust, []byte(`{"kind":"crl","key":["a"]}`))
	f.Fuzz(func(t *testing.T, name string, payload []byte) {
		topics := changedBy(client.Event{Name: name, Payload: payload})
		if len(topics) == 0 {
			t.Error("an event that changes nothing")
		}
	})
}
