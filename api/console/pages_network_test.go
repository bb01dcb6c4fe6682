package console

import (
	"net/http"
	"strings"
	"testing"
)

// networkAnswer is one channel of three members.
func networkAnswer(own, sight, thailand string) string {
	return `{"organisation":"THCustoms","at":"2026-11-23T01:00:00Z","watching_since":"2026-11-22T20:00:00Z","channels":[{"agreement":"atiga",
"own_peer":` + own + `,"sight":` + sight + `,"organisations":[
{"name":"KRCustomsOrderer","own":false,"member":false,"peers":[],"orderers":["orderer.kr:7351"]},
{"name":"THCustoms","country":"TH","own":true,"member":true,"peers":[{"address":"peer0.th:7501","state":"seen","seen_at":"2026-11-23T01:00:00Z","height":1000,"behind":0}],"orderers":[]},
{"name":"VNIssuer","country":"VN","own":false,"member":true,"peers":[` + thailand + `],"orderers":[]}]}]}`
}

const (
	answering = `{"answers":true,"answered_at":"2026-11-23T01:00:00Z","height":1000,"block_time":"2026-11-22T22:30:00Z","age_seconds":9000}`
	telling   = `{"answers":true,"answered_at":"2026-11-23T01:00:00Z"}`
	vietnam   = `{"address":"peer0.vn:7101","state":"seen","seen_at":"2026-11-23T01:00:00Z","height":998,"behind":2}`
)

// TestNetworkPage: each silence is shown as what it is, with the time of the last word, and says that it says nothing
// about certificates.
func TestNetworkPage(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		words  []string
		not    string
	}{
		"all seen": {networkAnswer(answering, telling, vietnam),
			[]string{"Everybody is seen", "1,000", "998", "2 hours old", "orderer.kr:7351", "Korea Customs (orderer)", "Thai Customs"}, "No word"},
		"a partner is silent": {networkAnswer(answering, telling, `{"address":"peer0.vn:7101","state":"unseen","seen_at":"2026-11-22T23:00:00Z","height":990}`),
			[]string{"No word from Viet Nam, issuing authority since 22 November 2026, 23:00 UTC", "not seen", "2 hours ago", "never as invalid"}, "Everybody"},
		"a partner was never seen": {networkAnswer(answering, telling, `{"address":"peer0.vn:7101","state":"unseen"}`),
			[]string{"since 22 November 2026, 20:00 UTC, when this server began to watch", "never"}, "Everybody"},
		"no discovery": {networkAnswer(answering, `{"answers":false,"answered_at":"2026-11-23T00:00:00Z"}`, `{"address":"peer0.vn:7101","state":"unknown","seen_at":"2026-11-23T00:00:00Z","height":990}`),
			[]string{"has not said since 23 November 2026, 00:00 UTC which other peers it sees", "not known"}, "No word"},
		"no discovery ever": {networkAnswer(answering, `{"answers":false}`, `{"address":"peer0.vn:7101","state":"unknown"}`),
			[]string{"does not say which other peers it sees"}, "No word"},
		"own peer silent": {networkAnswer(`{"answers":false,"answered_at":"2026-11-22T23:00:00Z","height":900,"block_time":"2026-11-22T22:30:00Z"}`, `{"answers":false}`, vietnam),
			[]string{"Your own peer does not answer. Its last word was on 22 November 2026, 23:00 UTC", "900"}, "No word"},
		"own peer never answered": {`{"organisation":"THCustoms","at":"2026-11-23T01:00:00Z","watching_since":"2026-11-22T20:00:00Z","channels":[{"agreement":"atiga","own_peer":{"answers":false},"sight":{"answers":false},"organisations":[]}]}`,
			[]string{"has not answered since 22 November 2026, 20:00 UTC"}, "No word"},
	} {
		t.Run(name, func(t *testing.T) {
			d := signedIn(t)
			d.answers("GET /v1/network", c.answer)
			_, page := d.get("/network")
			wants(t, page, append(c.words, `hx-trigger="every 10s"`, `href="/network"`)...)
			if strings.Contains(page, c.not) {
				t.Errorf("the page says %q", c.not)
			}
			for _, l := range languages() {
				if _, page := d.get("/network?lang=" + string(l)); strings.Contains(page, "network.") && strings.Contains(page, ">network.") {
					t.Errorf("%s lacks a word", l)
				}
			}
		})
	}
}

// TestNetworkFile has a row for every peer.
func TestNetworkFile(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/network", networkAnswer(answering, telling, vietnam))
	_, file := d.get("/network.csv")
	wants(t, file, "atiga,TH,THCustoms,peer0.th:7501,seen,1000,0,2026-11-23T01:00:00Z", "atiga,VN,VNIssuer,peer0.vn:7101,seen,998,2,2026-11-23T01:00:00Z")
}

// TestNetworkForPeopleAlone: strangers are asked to sign in.
func TestNetworkForPeopleAlone(t *testing.T) {
	d := newDesk(t, officer)
	at := must(d.browser.Get(d.site.URL + "/network"))(t)
	defer at.Body.Close()
	if at.StatusCode != http.StatusOK || !strings.HasPrefix(at.Request.URL.String(), d.provider.URL) {
		t.Errorf("%s answered %d", at.Request.URL, at.StatusCode)
	}
}
