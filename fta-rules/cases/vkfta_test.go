package cases

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"origo/fta-rules/psr"
	"origo/fta-rules/vkfta"
)

// edit changes members of a case by their paths, such as "certificate.issue_date"; nil removes one.
type edit map[string]any

// null is a member that is there and null.
type null struct{}

// variantOf is a case of the file with changes and another expectation.
func variantOf(t *testing.T, id string, changes edit, expected map[string]any) json.RawMessage {
	t.Helper()
	var f struct {
		Cases []map[string]any `json:"cases"`
	}
	if err := decodeNumbers(readFile(t, "vkfta.json"), &f); err != nil {
		t.Fatal(err)
	}
	for _, one := range f.Cases {
		if one["id"] != id {
			continue
		}
		for path, value := range changes {
			change(one, strings.Split(path, "."), value)
		}
		one["expected"] = expected
		raw, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	t.Fatalf("no case %s", id)
	return nil
}

func change(object map[string]any, path []string, value any) {
	if len(path) > 1 {
		change(object[path[0]].(map[string]any), path[1:], value)
		return
	}
	switch value.(type) {
	case nil:
		delete(object, path[0])
	case null:
		object[path[0]] = nil
	default:
		object[path[0]] = value
	}
}

func vkftaInput(name, hs string, originating bool, value, weight float64) map[string]any {
	origin := map[bool]string{true: "KR", false: "CN"}[originating]
	return map[string]any{"name": name, "hs": hs, "origin": origin, "originating": originating, "value_usd": value, "weight_kg": weight}
}

// expecting is an expectation: a decision, the three findings in the order origin, document, transport (y, n or ?), and
// reasons.
func expecting(decision, matters string, reasons ...string) map[string]any {
	expected := map[string]any{"decision": decision, "reasons": reasons}
	for i, name := range []string{"origin_ok", "document_ok", "transport_ok"} {
		expected[name] = map[byte]any{'y': true, 'n': false, '?': nil}[matters[i]]
	}
	return expected
}

// variants are the limits of the law around the worked cases.
var variants = []struct {
	name    string
	of      string
	changes edit
	want    map[string]any
}{
	{"panels of exactly 10% of the weight", "VK-06", edit{"production.cut_and_sewn": true, "materials": []any{
		vkftaInput("fabric", "600632", false, 9000, 1300), vkftaInput("panels", "611790", false, 2500, 150)}},
		expecting("ACCEPT", "yyy", "OR_CTC_DEMINIMIS_OK")},
	{"panels above 10% of weight and value", "VK-06", edit{"production.cut_and_sewn": true, "materials": []any{
		vkftaInput("fabric", "600632", false, 9000, 1300), vkftaInput("panels", "611790", false, 2500, 150.1)}},
		expecting("REFUSE", "nyy", "OR_CTC_FAIL", "OR_RVC_FAIL")},
	{"panels within the tolerance, but not cut and sewn", "VK-06", edit{"materials": []any{
		vkftaInput("fabric", "600632", false, 9000, 1300), vkftaInput("panels", "611790", false, 2500, 150)}},
		expecting("REFUSE", "nyy", "OR_SP_FAIL", "OR_RVC_FAIL")},
	{"panels within the value limit", "VK-06", edit{"production.cut_and_sewn": true, "materials": []any{
		vkftaInput("fabric", "600632", false, 9000, 1000), vkftaInput("panels", "611790", false, 1800, 400)}},
		expecting("ACCEPT", "yyy", "OR_CTC_DEMINIMIS_OK")},
	{"exactly 10% outside textiles", "VK-08", edit{"good.fob_usd": 19000}, expecting("ACCEPT", "yyy", "OR_CTC_DEMINIMIS_OK")},
	{"a cent less of FOB", "VK-08", edit{"good.fob_usd": 18999.99}, expecting("REFUSE", "nyy", "OR_CTC_FAIL", "OR_RVC_FAIL")},
	{"45% exactly", "VK-11", edit{"good.fob_usd": 15272.73}, expecting("ACCEPT", "yyy", "OR_RVC_OK")},
	{"a cent below 45%", "VK-11", edit{"good.fob_usd": 15272.72}, expecting("REFUSE", "nyy", "OR_RVC_FAIL")},
	{"parts of gear boxes", "VK-41", edit{"good.psr_branch": "parts", "certificate.box8": "RVC 45%"},
		expecting("REFUSE", "nyy", "OR_CTC_FAIL", "OR_RVC_FAIL")},
	{"gear boxes or parts, nobody says", "VK-41", edit{"good.psr_branch": nil},
		expecting("VERIFY", "?yy", "vkfta.criterion.cannot_tell", "vkfta.origin.cannot_tell")},
	{"PSR by the build-up method", "VK-11", edit{"production.costs": map[string]any{"originating_materials_usd": 4000,
		"labour_usd": 1500, "overhead_usd": 500, "other_usd": 100, "profit_usd": 650}}, expecting("ACCEPT", "yyy", "OR_RVC_OK")},
	{"the criterion claimed is not the one met", "VK-47", edit{"certificate.box8": "RVC 40%", "certificate.box9_fob_usd": 10000},
		expecting("CORRECT", "yny", "vkfta.criterion.other_met")},
	{"box 8 cannot be read", "VK-12", edit{"certificate.box8": "ACU"}, expecting("CORRECT", "yny", "vkfta.criterion.unreadable")},
	{"nothing but minimal operations", "VK-12", edit{"production.operations": []string{"cleaning", "packing and labelling"}},
		expecting("REFUSE", "nyy", "OR_NONQUALIFYING")},
	{"shelling of cashew nuts", "VK-04", edit{"production.operations": []string{"shelling", "grading"}}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"shelling of other nuts", "VK-04", edit{"good.hs": "080212", "materials": []any{vkftaInput("almonds in shell", "080211", false, 70000, 1)},
		"production.operations": []string{"shelling", "grading"}}, expecting("REFUSE", "nyy", "OR_NONQUALIFYING")},
	{"operations not stated", "VK-12", edit{"production.operations": nil}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"the table decides", "VK-13", edit{"psr": nil}, expecting("REFUSE", "nyy", "OR_CTC_FAIL", "OR_RVC_FAIL")},
	{"codes of HS 2022", "VK-12", edit{"good.hs_version": "HS2022"}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"codes of HS 2012", "VK-12", edit{"good.hs_version": "HS2012", "psr": nil}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"milk material within half of the weight", "VK-12", edit{"good.hs": "040310", "psr": nil, "good.fob_usd": 1000, "good.weight_kg": 1000,
		"materials":             []any{vkftaInput("milk powder", "040210", false, 700, 50), vkftaInput("raw milk", "040120", true, 100, 50)},
		"production.operations": []string{"fermenting"}, "good.hs_version": "HS2012"}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"more milk material than half", "VK-12", edit{"good.hs": "040310", "psr": nil, "good.fob_usd": 1000, "good.weight_kg": 1000,
		"materials":             []any{vkftaInput("milk powder", "040210", false, 700, 51), vkftaInput("raw milk", "040120", true, 100, 50)},
		"production.operations": []string{"fermenting"}, "good.hs_version": "HS2012"}, expecting("REFUSE", "nyy", "OR_SP_FAIL", "OR_RVC_FAIL")},

	{"entered commerce on the way", "VK-18", edit{"shipment.entered_commerce_in_transit": true}, expecting("REFUSE", "yyn", "TR_NOT_DIRECT")},
	{"repacked on the way", "VK-18", edit{"shipment.operations_in_transit": []string{"unloading", "repacking", "reloading"}},
		expecting("REFUSE", "yyn", "TR_NOT_DIRECT")},
	{"no papers and a new seal", "VK-18", edit{"shipment.through_bill_of_lading": false, "shipment.container_seal_unchanged": false,
		"shipment.documents": []string{}}, expecting("REFUSE", "yyn", "TR_NOT_DIRECT")},
	{"no papers, but the same seal, into Viet Nam", "VK-18", edit{"shipment.through_bill_of_lading": false, "shipment.documents": []string{}},
		expecting("ACCEPT", "yyy", "TR_TRANSIT_OK")},
	{"no papers, but the same seal, into Korea", "VK-12", edit{"shipment.through_bill_of_lading": false, "shipment.documents": []string{},
		"production.party": "VN", "certificate.form": "VK", "certificate.reference_no": "VN-KR 24/02/00123", "import.country": "KR",
		"shipment.route": []string{"VNSGN", "HKHKG", "KRPUS"}}, expecting("REFUSE", "yyn", "TR_NOT_DIRECT")},
	{"shipped from elsewhere", "VK-12", edit{"shipment.route": []string{"SGSIN", "VNHPH"}}, expecting("REFUSE", "yyn", "TR_NOT_DIRECT")},

	{"box 13 names another company", "VK-20", edit{"certificate.box13": "Non-Party Invoicing; XYZ Ltd, Singapore"},
		expecting("CORRECT", "yny", "vkfta.invoice.names_differ")},
	{"box 13 names no company", "VK-20", edit{"certificate.box13": "Non-Party Invoicing"}, expecting("CORRECT", "yny", "DOC_NONPARTY_INVOICE_UNMARKED")},
	{"invoice of another Korean company", "VK-21", edit{"import.invoice_country": "KR"}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"fourth working day without label", "VK-22", edit{"certificate.issue_date": "2024-06-04"}, expecting("CORRECT", "yny", "DOC_RETRO_LABEL_MISSING")},
	{"last day of retroactive issue", "VK-25", edit{"certificate.issue_date": "2025-05-30"}, expecting("ACCEPT", "yyy", "OR_WO_OK")},
	{"the day after", "VK-25", edit{"certificate.issue_date": "2025-05-31"}, expecting("REFUSE", "yny", "DOC_RETRO_TOO_LATE")},
	{"last day of validity", "VK-26", edit{"import.certificate_presented_date": "2024-03-10"}, expecting("ACCEPT", "yyy", "OR_PE_OK")},
	{"the day after validity", "VK-26", edit{"import.certificate_presented_date": "2024-03-11"}, expecting("REFUSE", "yny", "DOC_EXPIRED")},
	{"last day of filing", "VK-28", edit{"import.certificate_presented_date": "2024-09-01"}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"filed a day late", "VK-28", edit{"import.certificate_presented_date": "2024-09-02"}, expecting("REFUSE", "yny", "DOC_LATE_FILING")},
	{"filed late in Korea", "VK-24", edit{"certificate.issue_date": "2025-05-30", "import.certificate_presented_date": "2025-06-11"},
		expecting("REFUSE", "yny", "DOC_LATE_FILING")},
	{"USD 600", "VK-29", edit{"import.customs_value_fob_usd": 600}, expecting("ACCEPT", "yyy", "WAIVER_600")},
	{"a cent more", "VK-29", edit{"import.customs_value_fob_usd": 600.01}, expecting("REFUSE", "yny", "WAIVER_EXCEEDED")},
	{"parcels of different orders", "VK-30", edit{"import.same_order": false}, expecting("ACCEPT", "yyy", "WAIVER_600")},
	{"no certificate and no waiver claimed", "VK-29", edit{"import.customs_value_fob_usd": nil}, expecting("REFUSE", "yny", "DOC_MISSING")},
	{"proof for the declared code on the tenth day", "VK-32", edit{"import.supporting_documents_days": 10}, expecting("ACCEPT", "yyy", "HS_DIFF_SAME_CRITERION")},
	{"and on the eleventh", "VK-32", edit{"import.supporting_documents_days": 11}, expecting("VERIFY", "?yy", "HS_DIFF_SAME_CRITERION")},
	{"another kind of criterion", "VK-32", edit{"import.declared_hs": "87032351"}, expecting("VERIFY", "?yy", "HS_DIFF_OTHER_CRITERION")},
	{"originating materials only", "VK-15", edit{"certificate.box7_hs": "392310", "import.declared_hs": "39239090"}, expecting("ACCEPT", "yyy", "HS_DIFF_PE")},
	{"landed as certified", "VK-35", edit{"good.quantity_landed_kg": 10000}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"Article 3.5 at 40%", "VK-36", edit{"good.total_non_originating_input_usd": 12000}, expecting("ACCEPT", "yyy", "OR_ART35_OK")},
	{"above 40%", "VK-36", edit{"good.total_non_originating_input_usd": 12000.01}, expecting("REFUSE", "nyy", "OR_ART35_FAIL")},
	{"issued by a chamber", "VK-36", edit{"certificate.issuer": "KCCI"}, expecting("REFUSE", "yny", "ART35_ISSUER")},
	{"after the complex was closed", "VK-36", edit{"certificate.issue_date": "2016-02-11", "shipment.date": "2016-02-11",
		"import.declaration_date": "2016-02-20", "import.certificate_presented_date": "2016-02-20"},
		expecting("VERIFY", "?yy", "vkfta.article35.complex_closed")},
	{"copy on the last day", "VK-42", edit{"certificate.true_copy_issue_date": "2025-01-15", "import.certificate_presented_date": "2025-01-15"},
		expecting("ACCEPT", "yyy", "OR_PE_OK")},
	{"copy too late", "VK-42", edit{"certificate.true_copy_issue_date": "2025-01-16"}, expecting("REFUSE", "yny", "DOC_TRUECOPY_TOO_LATE")},
	{"first day of a seal", "VK-43", edit{"certificate.issue_date": "2024-04-16", "shipment.date": "2024-04-16"}, expecting("ACCEPT", "yyy", "OR_CTC_OK")},
	{"its eve", "VK-43", edit{"certificate.issue_date": "2024-04-15", "shipment.date": "2024-04-15"}, expecting("VERIFY", "yny", "DOC_SEAL_UNKNOWN")},
	{"a seal never registered", "VK-43", edit{"certificate.seal_registered_effective": null{}, "certificate.seal_notified": nil},
		expecting("VERIFY", "yny", "DOC_SEAL_UNKNOWN")},
	{"last day for the reply", "VK-44", edit{"import.verification.today": "2024-08-01"}, expecting("VERIFY", "?yy", "VERIF_PENDING")},
	{"no consent to a visit", "VK-44", edit{"import.verification": map[string]any{"visit_notified": "2024-02-01", "visit_consent": nil, "today": "2024-03-03"}},
		expecting("REFUSE", "?yy", "VERIF_NO_CONSENT")},
	{"time for consent", "VK-44", edit{"import.verification": map[string]any{"visit_notified": "2024-02-01", "visit_consent": nil, "today": "2024-03-02"}},
		expecting("VERIFY", "?yy", "VERIF_PENDING")},
	{"reply that the goods do not originate", "VK-44", edit{"import.verification": map[string]any{"request_received": "2024-02-01",
		"reply": "goods do not originate", "today": "2024-05-01"}}, expecting("REFUSE", "nyy", "VERIF_NOT_ORIGINATING")},
	{"empty box 9", "VK-10", edit{"certificate.box9_fob_usd": null{}}, expecting("CORRECT", "yny", "DOC_BOX9_MISSING_FOB")},
	{"erasure", "VK-12", edit{"certificate.erasure": true}, expecting("CORRECT", "yny", "DOC_ERASURE")},
	{"number used twice", "VK-12", edit{"certificate.duplicate_reference": true}, expecting("VERIFY", "yny", "DOC_DUPLICATE_REF")},
	{"typing error", "VK-12", edit{"certificate.minor_discrepancies": []string{"spelling"}}, expecting("ACCEPT", "yyy", "DOC_MINOR")},
}

func TestVKFTAVariants(t *testing.T) {
	b, err := book()
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range variants {
		t.Run(v.of+" "+v.name, func(t *testing.T) {
			r := vkftaSchema.run(b, source{raw: variantOf(t, v.of, v.changes, v.want)}, 1)
			if !r.Passed {
				t.Errorf("%s %+v", r.Problem, r.Differences)
			}
		})
	}
}

func TestVKFTACasesPass(t *testing.T) {
	for _, r := range runFile(t, readFile(t, "vkfta.json")).Results {
		if !r.Passed {
			t.Errorf("%s %s: %s %+v", r.ID, r.Title, r.Problem, r.Differences)
		}
	}
}

// TestVKFTACasesPassByTheTable leaves out the rule that each case gives.
func TestVKFTACasesPassByTheTable(t *testing.T) {
	var f map[string]any
	if err := decodeNumbers(readFile(t, "vkfta.json"), &f); err != nil {
		t.Fatal(err)
	}
	for _, one := range f["cases"].([]any) {
		delete(one.(map[string]any), "psr")
	}
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runFile(t, raw).Results {
		if !r.Passed {
			t.Errorf("%s %s: %s %+v", r.ID, r.Title, r.Problem, r.Differences)
		}
	}
}

// TestVKFTARules translates every form of rule that the dossier has.
func TestVKFTARules(t *testing.T) {
	tests := []struct{ dossier, want string }{
		{"WO", "WO"},
		{"CC or RVC45", "CC or RVC(45)"},
		{"CTH & SP:non_party_milk_material<=50%_weight_of_milk_material or RVC45", `CTH & MaxWeight(50 sum "milk material" per "milk material") or RVC(45)`},
		{"[thyme; bay leaves] WO ; [other] RVC40", "[thyme; bay leaves] WO; [other] RVC(40)"},
		{"[rice flour; rye flour] WO ; [other] CC & WO(10.03,10.06) or RVC40 & WO(10.03,10.06)",
			"[rice flour; rye flour] WO; [other] CC & WO(1003,1006) or RVC(40) & WO(1003,1006)"},
		{"CTH ex 04.09,17.02", "CTH except(0409,1702)"},
		{"CC ex 1211.20", "CC except(1211.20)"},
		{"CTH or RVC40 & WO(1211.20,1212.20,1302.19)", "CTH or RVC(40) & WO(1211.20,1212.20,1302.19)"},
		{"CTH & SP:non_originating_24.03<=60%_of_FOB", "CTH & MaxNOM(60 of 2403)"},
		{"CTH ex 52.04-52.06 or RVC40", "CTH except(5204-5206) or RVC(40)"},
		{"CC & SP:cut_and_sewn_in_a_Party or RVC40", "CC & P(CUT_AND_SEWN) or RVC(40)"},
		{"CTH or SP:print_or_dye_plus_2_finishing or RVC40", "CTH or P(DYE_OR_PRINT_2_FINISHING) or RVC(40)"},
		{"CTSH ex 8410.12,8410.13 or RVC40", "CTSH except(8410.12,8410.13) or RVC(40)"},
		{"[drive-axles with differential; non-driving axles] CTH or RVC40 ; [parts] CTH or RVC45",
			"[drive-axles with differential; non-driving axles] CTH or RVC(40); [parts] CTH or RVC(45)"},
	}
	for _, test := range tests {
		r := vkftaReader{given: &vkftaCase{}}
		if got := r.rule(test.dossier); got != test.want || r.err != nil {
			t.Errorf("%s: %s, want %s (%v)", test.dossier, got, test.want, r.err)
		}
	}
	for _, unknown := range []string{"CTX", "SP:magic", "RVC", "CTH ex", "[a] CTH ; RVC40", "CTH ex 7"} {
		r := vkftaReader{given: &vkftaCase{}}
		if r.rule(unknown); r.err == nil {
			t.Errorf("%s: read", unknown)
		}
	}
}

// TestOperationCodesAreKnown holds the codes of the vocabulary against what VKFTA and the rules know.
func TestOperationCodesAreKnown(t *testing.T) {
	versions, err := vkfta.Rules()
	if err != nil {
		t.Fatal(err)
	}
	minimal := map[string]bool{}
	for _, m := range versions[0].Terms.Minimal {
		minimal[m.Code] = true
	}
	working := map[string]bool{"HEAT_PRESS": true, "MAKE_IRONING_BOARD": true, "SHELL_MOULD": true}
	for _, known := range operationWords {
		if _, process := psr.Processes[known.code]; !minimal[known.code] && !process && !working[known.code] {
			t.Errorf("%s: nothing knows the code %s", known.word, known.code)
		}
	}
}

func TestTransitCodes(t *testing.T) {
	tests := []struct{ texts, want string }{
		{"unloading|reloading", "UNLOAD RELOAD"}, {"unloading and repacking", "UNLOAD REPACKING"},
		{"temporary storage", "STORE"}, {"relabelling before reloading", "RELABELLING_BEFORE_RELOADING"},
	}
	for _, test := range tests {
		if got := strings.Join(inTransit(strings.Split(test.texts, "|")), " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.texts, got, test.want)
		}
	}
}

// FuzzVKFTARule: whatever the text, what is translated can be read.
func FuzzVKFTARule(f *testing.F) {
	f.Add("[a] CTH ex 74.07 or RVC40 & WO(1211.20) ; [b] SP:non_originating_24.03<=60%_of_FOB")
	f.Fuzz(func(t *testing.T, text string) {
		r := vkftaReader{given: &vkftaCase{}}
		if rule := r.rule(text); r.err == nil && text != "" {
			if _, err := psr.Parse(rule); err != nil {
				t.Errorf("%q became %q: %v", text, rule, err)
			}
		}
	})
}

// FuzzVKFTACase: no case, however malformed, does more than fail.
func FuzzVKFTACase(f *testing.F) {
	b, err := book()
	if err != nil {
		f.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/vkfta.json")
	if err != nil {
		f.Fatal(err)
	}
	var cases file
	if err := json.Unmarshal(raw, &cases); err != nil {
		f.Fatal(err)
	}
	for _, one := range cases.Cases {
		f.Add([]byte(one))
	}
	f.Fuzz(func(_ *testing.T, raw []byte) { vkftaSchema.run(b, source{raw: raw}, 1) })
}

func TestOperationCodes(t *testing.T) {
	tests := []struct{ texts, want string }{
		{"cleaning|sorting and grading|bagging", "CLEAN SORT GRADE BAG"},
		{"testing with dedicated equipment|testing", "TESTING_WITH_DEDICATED_EQUIPMENT TEST_SIMPLE"},
		{"hot-dip galvanising", "HOT_DIP_GALVANISING"},
		{"cutting and sewing", "CUT_AND_SEWN"},
		{"cutting|sewing|ironing", "CUT SEW IRON"},
		{"dyeing|degumming|stentering", "DYE DEGUMMING STENTERING PREPFIN_GE2"},
		{"dyeing|degumming", "DYE DEGUMMING"},
		{"simple assembly|assembly on dedicated line|assembly", "ASSEMBLE_SIMPLE ASSEMBLY_ON_DEDICATED_LINE ASSEMBLY"},
		{"slaughter|chilling|freezing", "SLAUGHTER CHILL FREEZE_FOR_TRANSPORT"},
		{"upgrading of firmware", "UPGRADING_OF_FIRMWARE"},
	}
	for _, test := range tests {
		if got := strings.Join(operationCodes(strings.Split(test.texts, "|")), " "); got != test.want {
			t.Errorf("%s: %s, want %s", test.texts, got, test.want)
		}
	}
}
