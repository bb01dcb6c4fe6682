package console

import (
	"strings"
	"testing"

	"origo/api/wire"
	"origo/certificate"
)

// TestNamesakes: a number is looked for with the members of the ledgers that are
// served here, whoever they are.
func TestNamesakes(t *testing.T) {
	member := func(country string) wire.NetworkOrganisation {
		return wire.NetworkOrganisation{Name: country + "Customs", Country: &country, Member: true}
	}
	atiga := wire.NetworkChannel{Agreement: certificate.ATIGA, Organisations: []wire.NetworkOrganisation{member("VN"), member("SG"), member("VN"), {Name: "Orderer"}}}
	vkfta := wire.NetworkChannel{Agreement: certificate.VKFTA}
	for _, c := range []struct {
		text    string
		ledgers []wire.NetworkChannel
		want    string
	}{
		{"VN-TH 1", []wire.NetworkChannel{atiga}, "D VN VN-TH 1; OD VN VN-TH 1 atiga; D SG VN-TH 1; OD SG VN-TH 1 atiga"},
		{"7", []wire.NetworkChannel{vkfta}, "VK KR 7; KV KR 7; VK VN 7; KV VN 7"},
		{"D MY 7", []wire.NetworkChannel{atiga}, "D MY 7; D VN D MY 7; OD VN D MY 7 atiga; D SG D MY 7; OD SG D MY 7 atiga"},
		{"7", nil, ""},
	} {
		var got []string
		for _, n := range namesakes(c.text, c.ledgers) {
			got = append(got, strings.TrimSpace(n.id.String()+" "+string(n.agreement)))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q", c.text, got)
		}
	}
}
