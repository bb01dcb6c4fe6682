package seed

import (
	"encoding/json"
	"strings"
	"testing"

	"origo/certificate"
	"origo/cmd/origo/internal/site"
)

// A further member of a channel is a further party of its agreement, and
// nobody else's business.
func TestPartiesFollowTheTopology(t *testing.T) {
	both := []string{"issuing", "customs"}
	base := map[string]site.Organisation{
		"VNIssuer":  {Country: "VN", Functions: both[:1], Channels: []string{"atiga", "vkfta"}},
		"VNCustoms": {Country: "VN", Functions: both[1:], Channels: []string{"atiga", "vkfta"}},
		"THCustoms": {Country: "TH", Functions: both, Channels: []string{"atiga"}},
		"KRCustoms": {Country: "KR", Functions: both, Channels: []string{"vkfta"}},
	}
	const th, vn = `{"country":"TH","issuing":["THCustoms"],"customs":["THCustoms"]}`, `{"country":"VN","issuing":["VNIssuer"],"customs":["VNCustoms"]}`
	for _, c := range []struct {
		name  string
		joins site.Organisation
		want  string
	}{
		{"nobody", site.Organisation{}, `[` + th + `,` + vn + `]`},
		{"a third country", site.Organisation{Country: "MY", Functions: both, Channels: []string{"atiga"}},
			`[{"country":"MY","issuing":["Joins"],"customs":["Joins"]},` + th + `,` + vn + `]`},
		{"another authority", site.Organisation{Country: "TH", Functions: both[:1], Channels: []string{"atiga"}},
			`[{"country":"TH","issuing":["Joins","THCustoms"],"customs":["THCustoms"]},` + vn + `]`},
		{"another agreement's", site.Organisation{Country: "MY", Functions: both, Channels: []string{"vkfta"}}, `[` + th + `,` + vn + `]`},
		{"one that cannot clear", site.Organisation{Country: "MY", Functions: both[:1], Channels: []string{"atiga"}}, "MY needs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			organisations := map[string]site.Organisation{"Joins": c.joins}
			for name, o := range base {
				organisations[name] = o
			}
			m, err := membership(certificate.ATIGA, organisations)
			got, _ := json.Marshal(m.Parties)
			if err != nil {
				got = []byte(err.Error())
			}
			if string(got) != c.want && (err == nil || !strings.HasPrefix(string(got), c.want)) {
				t.Errorf("parties %s, want %s", got, c.want)
			}
		})
	}
}
