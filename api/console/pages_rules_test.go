package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

const (
	provisionsAnswer = `{"agreement":"vkfta","on":"2026-11-22","provisions":[
{"topic":"transport","title":"Direct transport","text":"Goods go straight.","message":"x","citation":"VKFTA Art. 3.8"},
{"topic":"transport","title":"Direct transport","text":"Papers show it.","message":"y","citation":"VKFTA Art. 3.9","from":"2020-01-01"},
{"topic":"packing","title":"Packing","text":"Packing does not count.","message":"z","citation":"VKFTA Art. 3.12"}]}`
	ruleAnswer = `{"agreement":"vkfta","on":"2026-11-22","hs":{"code":"620342","edition":2022},"known":true,
"rules":{"version":"vkfta-hs2017","edition":2017,"from":"2022-08-01","official":false,"citation":"VKFTA Annex 3-A","digest":"ab12"},
"mapping":{"from":2022,"to":2017,"candidates":["620342","620343"],"certain":false},
"entries":[{"code":"620342","state":"known","rule":"CC & P(CUT_AND_SEWN) or RVC(40)","citation":"VKFTA Annex 3-A p. 202","source":"derived",
"alternatives":[{"number":1,"rule":"CC & P(CUT_AND_SEWN)","words":"w1"},{"number":2,"rule":"RVC(40)","words":"w2"}],
"tolerances":[{"id":"t","words":"up to 10 %","citation":"VKFTA Art. 3.9.1(b)"}]}],"notes":["This table was derived."]}`
)

// rulesDesk answers about the rules of VKFTA.
func rulesDesk(t *testing.T) *desk {
	d := signedIn(t)
	d.answers("GET /v1/rules/vkfta", provisionsAnswer)
	d.answers("GET /v1/rules/vkfta/6203.42", ruleAnswer)
	d.refuses("GET /v1/rules/vkfta/12", http.StatusBadRequest, "parameter_invalid")
	return d
}

// TestRulePage draws the rule as a tree: any of two ways, the first of which asks for two things.
func TestRulePage(t *testing.T) {
	d := rulesDesk(t)
	for l, words := range map[string][]string{
		"en": {"Any one of these", "All of these", "change of chapter (CC)", "cutting and sewing", "regional value content of at least 40%", "The rule is known", "In HS 2017"},
		"vi": {"Một trong các điều kiện sau", "Tất cả các điều kiện sau", "Đã biết quy tắc", "22/11/2026"},
		"ko": {"다음 중 하나", "다음 모두", "기준이 확인됨"},
	} {
		_, page := d.get("/rules?agreement=vkfta&hs=6203.42&lang=" + l)
		wants(t, page, append(words, "VKFTA Annex 3-A p. 202", "VKFTA Art. 3.9.1(b)", "P(CUT_AND_SEWN)", "RVC(40)", "6203.43", "Direct transport", "This table was derived.")...)
		if strings.Contains(page, ">rules.") || strings.Contains(page, ">w1<") {
			t.Errorf("%s: a code without words, or a rule that was not drawn", l)
		}
		if any, all := strings.Index(page, words[0]), strings.Index(page, words[1]); l == "en" && any > all {
			t.Error("the tree grows upside down")
		}
	}
}

// TestRulePageWithoutNotation: a notation that the console cannot read is shown in the words of the API.
func TestRulePageWithoutNotation(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/rules/vkfta", provisionsAnswer)
	d.answers("GET /v1/rules/vkfta/6203.42", strings.Replace(ruleAnswer, `"rule":"CC & P(CUT_AND_SEWN) or RVC(40)"`, `"rule":"SOMETHING NEW"`, 1))
	_, page := d.get("/rules?agreement=vkfta&hs=6203.42")
	wants(t, page, "Any one of these", "w1", "w2", "SOMETHING NEW")
}

// TestRulePageUnknown: where the rule is not certain the page says whose task it is.
func TestRulePageUnknown(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/rules/vkfta", provisionsAnswer)
	d.answers("GET /v1/rules/vkfta/6203.42", strings.Replace(ruleAnswer, `"known":true`, `"known":false`, 1))
	_, page := d.get("/rules?agreement=vkfta&hs=6203.42")
	wants(t, page, "an officer must find it")
}

// TestRuleForm: nothing asked, a whole agreement, and a code that is none; what was typed stays.
func TestRuleForm(t *testing.T) {
	d := rulesDesk(t)
	_, page := d.get("/rules")
	wants(t, page, `name="hs"`, "How many codes the rules decide", "/rules/determination")
	_, page = d.get("/rules?agreement=vkfta")
	wants(t, page, "Goods go straight.", "from 1 January 2020", "VKFTA Art. 3.12", "<details open")
	d = signedIn(t)
	d.answers("GET /v1/rules/vkfta", provisionsAnswer)
	d.api.HandleFunc("GET /v1/rules/vkfta/12", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"code":"parameter_invalid","pointer":"hs"}`))
	})
	status, page := d.get("/rules?agreement=vkfta&hs=12")
	if wants(t, page, "A tariff code has 6 to 10 digits", `value="12"`); status != http.StatusBadRequest {
		t.Errorf("answered %d", status)
	}
	d.refuses("GET /v1/rules/atiga", http.StatusBadRequest, "parameter_invalid")
	status, page = d.get("/rules?agreement=atiga")
	if wants(t, page, "Remedy of parameter_invalid", `name="hs"`); status != http.StatusBadRequest {
		t.Errorf("answered %d", status)
	}
}

const coverageAnswer = `[{"agreement":"atiga","rules":{"version":"atiga-hs2022","edition":2022,"from":"2023-04-01","official":true,"citation":"c","digest":"d"},
"lines":{},"subheadings":{"by_code":4708,"needs_choice":12},"general":3000,"chapters":[{"chapter":84,"lines":{},"subheadings":{"by_code":500,"unknown":2},"general":400}]}]`

func TestCoveragePage(t *testing.T) {
	d := signedIn(t)
	d.answers("GET /v1/rules/coverage", coverageAnswer)
	_, page := d.get("/rules/coverage")
	wants(t, page, "4,708", "3,000", "ATIGA, atiga-hs2022", ">84<")
	_, file := d.get("/rules/coverage.csv")
	wants(t, file, "atiga,atiga-hs2022,84,500,0,0,0,2,400")
}

// TestDetermination: the answer is a tree of findings; a bill that was refused stays in the form.
func TestDetermination(t *testing.T) {
	d := signedIn(t)
	d.answers("POST /v1/rules/determinations", `{"outcome":"not_met","words":"the good does not originate","tree":{"outcome":"not_met","word":"not met","text":"Value content",
"citation":"Art. 28","parts":[{"outcome":"cannot_tell","word":"cannot tell","text":"Freight","evidence":["an invoice"]}]},"remedies":[{"outcome":"not_met","word":"","text":"Use more local steel."}],"result":{}}`)
	_, page := d.post("/rules/determination", url.Values{"bill": {"{}"}})
	wants(t, page, "the good does not originate", "Value content", "Art. 28", "Freight", "Would settle it: an invoice", "Use more local steel.", "✕", "?")
	d = signedIn(t)
	d.refuses("POST /v1/rules/determinations", http.StatusUnprocessableEntity, "field_invalid")
	status, page := d.post("/rules/determination", url.Values{"bill": {`{"hs":"x"}`}})
	if wants(t, page, "Remedy of field_invalid", "{&#34;hs&#34;:&#34;x&#34;}"); status != http.StatusUnprocessableEntity {
		t.Errorf("answered %d", status)
	}
}
