package cases

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// unseen is a worked case changed in some members, and what is then to be found.
type unseen struct {
	name   string
	base   string         // number of the worked case, such as "08"
	change map[string]any // by path, such as "materials.1.value"; nil removes a member
	want   map[string]any
}

func found(origin, proof, transport, overall string) map[string]any {
	return map[string]any{"origin": origin, "proof": proof, "transport": transport, "overall": overall}
}

// The results that most cases have.
var (
	granted = found("ORIGINATING", "VALID", "OK", "ACCEPT")
	foreign = found("NOT_ORIGINATING", "VALID", "OK", "REJECT")
	unclear = found("REFER", "VALID", "OK", "REFER")
	proofTo = found("ORIGINATING", "REFER", "OK", "REFER")
	noProof = found("ORIGINATING", "INVALID", "OK", "REJECT")
)

func num(text string) any { return json.Number(text) }

// at changes one member.
func at(path string, value any) map[string]any { return map[string]any{path: value} }

func TestUnseenUKVFTACases(t *testing.T) {
	bases := map[string]map[string]any{}
	for _, raw := range ukvftaCases(t) {
		var one map[string]any
		if err := decodeNumbers(raw, &one); err != nil {
			t.Fatal(err)
		}
		bases[strings.TrimPrefix(one["id"].(string), "UKV-")] = one
	}
	for _, u := range unseenCases {
		t.Run(u.base+" "+u.name, func(t *testing.T) {
			changed := cloned(t, bases[u.base])
			for path, value := range u.change {
				put(changed, strings.Split(path, "."), value)
			}
			changed["expected"] = u.want
			raw, err := json.Marshal(changed)
			if err != nil {
				t.Fatal(err)
			}
			if r := runUKVFTA(t, raw); !r.Passed {
				t.Errorf("%s %+v", r.Problem, r.Differences)
			}
		})
	}
}

func cloned(t *testing.T, value map[string]any) map[string]any {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var copied map[string]any
	if err := decodeNumbers(raw, &copied); err != nil {
		t.Fatal(err)
	}
	return copied
}

// put sets or removes the member at a path.
func put(into any, path []string, value any) {
	switch container := into.(type) {
	case map[string]any:
		switch {
		case len(path) > 1:
			put(container[path[0]], path[1:], value)
		case value == nil:
			delete(container, path[0])
		default:
			container[path[0]] = value
		}
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(container) {
			panic(fmt.Sprintf("no element %s", path[0]))
		}
		if len(path) == 1 {
			container[i] = value
			return
		}
		put(container[i], path[1:], value)
	}
}

// material is one more material that does not originate.
func material(code, value, role string) map[string]any {
	m := map[string]any{"hs2012": code, "country": "CN", "status": "NO", "value": num(value), "weight_kg": num("0.1")}
	if role != "" {
		m["role"] = role
	}
	return m
}

// garment is a garment of a code made by processes from materials, as a change of a worked case.
func garment(code string, processes []any, materials ...any) map[string]any {
	return map[string]any{"product.hs2012": code, "product.hs2022": code, "processes": processes, "materials": materials,
		"proof.box7": []any{}}
}

// adding adds changes.
func adding(change map[string]any, path string, value any) map[string]any {
	more := map[string]any{path: value}
	for p, v := range change {
		more[p] = v
	}
	return more
}

var printing = []any{"PRINT", "PREPFIN_GE2", "MAKEUP"}

var unseenCases = []unseen{
	// Value and weight at their limits.
	{"exclusion at 10%", "03", at("materials.0.value", num("2.0")), granted},
	{"exclusion above 10%", "03", at("materials.0.value", num("2.01")), foreign},
	{"exclusion not stated", "03", map[string]any{"materials.0.matches_exclusion": nil, "materials.0.value": num("9")}, unclear},
	{"exclusion not stated but tolerated", "03", at("materials.0.matches_exclusion", nil), granted},
	{"45% exactly", "10", at("materials.0.value", num("42.0")), granted},
	{"above 45%", "10", at("materials.0.value", num("42.01")), foreign},
	{"lining at 8%", "08", at("materials.1.value", num("3.2")), granted},
	{"lining above 8%", "08", at("materials.1.value", num("3.21")), foreign},
	{"flour at 20%", "21", at("materials.0.weight_kg", num("0.2")), granted},
	{"flour above 20%", "21", at("materials.0.weight_kg", num("0.201")), foreign},
	{"sugar at 40%", "22", at("materials.2.weight_kg", num("40")), granted},
	{"sugar above 40%", "22", at("materials.2.weight_kg", num("40.1")), foreign},
	{"sugar and milk at 60%", "22", at("materials.3.status", "NO"), granted},
	{"sugar and milk above 60%", "22", map[string]any{"materials.3.status": "NO", "materials.3.weight_kg": num("22.1")}, foreign},
	{"set at 15%", "27", at("materials.1.value", num("7.5")), map[string]any{"origin": "ORIGINATING", "rule_entry": "ART9", "calc": at("set_no_pct", num("15.0"))}},
	{"set above 15%", "27", at("materials.1.value", num("7.505")), foreign},
	{"same heading at 20%", "23", at("materials.0.value", num("20")), granted},
	{"same heading above 20%, all at 50%", "23", map[string]any{"materials.0.value": num("20.01"), "materials.1.value": num("29.99")}, adding(granted, "alternative", num("2"))},
	{"same heading above 20%", "23", at("materials.0.value", num("20.01")), foreign},
	{"70% exactly", "24", at("materials.1.value", num("115")), granted},
	{"above 70%", "24", at("materials.1.value", num("115.01")), foreign},
	{"shrimp at 10% of value", "16", at("materials.1.value", num("1.0")), granted},
	{"shrimp without the fact", "16", at("facts", map[string]any{}), foreign},
	{"meat at 10% of weight", "16", map[string]any{"product.hs2012": "160100", "product.hs2022": "160100", "facts": map[string]any{},
		"materials.0.hs2012": "020319", "materials.1.hs2012": "020329", "materials.1.weight_kg": num("0.1")}, granted},
	{"spirit at 10% of weight", "15", map[string]any{"materials.0.weight_kg": num("0.07")}, granted},

	// Processes, textiles and choices.
	{"printed fabric at 47.5%", "06", garment("620342", printing, material("520852", "5.7", "unprinted fabric")), adding(granted, "alternative", num("2"))},
	{"printed fabric above 47.5%", "06", garment("620342", printing, material("520852", "5.71", "unprinted fabric")), foreign},
	{"printed fabric with buttons", "06", garment("620342", printing, material("520852", "5.7", "unprinted fabric"), material("960621", "0.5", "")), granted},
	{"two finishing operations", "06", garment("620342", []any{"PRINT", "BLEACH", "CALENDER", "MAKEUP"}, material("520852", "5.7", "unprinted fabric")), granted},
	{"one finishing operation", "06", garment("620342", []any{"PRINT", "BLEACH", "MAKEUP"}, material("520852", "5.7", "unprinted fabric")), foreign},
	{"cut and sewn", "06", garment("620342", []any{"WEAVE", "CUT", "SEW"}, material("520524", "5.7", "")), granted},
	{"embroidered at 40%", "06", adding(garment("620442", []any{"EMBROIDER", "CUT"}, material("520852", "4.8", "unembroidered fabric")), "facts", at("selected_entry", "VN-ex6204")),
		adding(adding(granted, "rule_entry", "VN-ex6204"), "alternative", num("2"))},
	{"embroidered above 40%", "06", adding(garment("620442", []any{"EMBROIDER", "CUT"}, material("520852", "4.81", "unembroidered fabric")), "facts", at("selected_entry", "VN-ex6204")), foreign},
	{"no choice needed", "06", garment("620442", []any{"WEAVE", "MAKEUP"}, material("520524", "4.8", "")), granted},
	{"choice needed", "06", garment("620442", []any{"EMBROIDER", "MAKEUP"}, material("520852", "4.8", "unembroidered fabric")), unclear},
	{"knitted goods without a choice", "04", at("facts", map[string]any{}), unclear},
	{"knitted to shape and assembled", "04", at("processes", []any{"KNIT_SHAPE", "MAKEUP"}), granted},
	{"processes not stated", "04", at("processes", nil), unclear},
	{"knitted 6212", "06", adding(garment("621210", []any{"KNIT", "MAKEUP"}, material("520524", "4.8", "")), "facts", at("selected_entry", "VN-ex6212-knitted")), adding(unclear, "rule_entry", "VN-ex6212-knitted")},
	{"wire, stage not stated", "40", at("materials.0.later_stage", nil), unclear},
	{"wire from 7207", "40", map[string]any{"materials.0.later_stage": nil, "materials.0.hs2012": "720711"}, granted},

	// Insufficient working, wholly obtained goods, editions.
	{"assembly said by its code", "25", at("facts", map[string]any{}), foreign},
	{"assembly with skill", "25", map[string]any{"facts": map[string]any{}, "processes": []any{"ASSEMBLE_SKILLED"}}, granted},
	{"Vietnamese rice only sorted", "20", map[string]any{"materials.0.status": "O", "materials.0.country": "VN"}, granted},
	{"own patent leather", "37", map[string]any{"materials": []any{}, "facts": at("wholly_obtained", true)}, granted},
	{"grown from imported seed", "37", map[string]any{"product.hs2012": "070960", "product.hs2022": "070960", "facts": at("wholly_obtained", true),
		"materials": []any{material("120991", "3", "")}}, granted},
	{"wholly obtained with foreign fruit", "37", map[string]any{"product.hs2012": "070960", "product.hs2022": "070960", "facts": at("wholly_obtained", true),
		"product.net_weight_kg": num("0.5"), "materials": []any{material("070960", "30", "")}}, unclear},
	{"issued before the agreement", "01", map[string]any{"proof.issue_date": "2021-04-30", "proof.shipment_date": "2021-04-29",
		"import.entry_date": "2021-06-01", "import.proof_submitted": "2021-06-01"}, unclear},
	{"issued on its first day", "01", map[string]any{"proof.issue_date": "2021-05-01", "proof.shipment_date": "2021-04-30",
		"import.entry_date": "2021-06-01", "import.proof_submitted": "2021-06-01"}, granted},
	{"the kit by its code of today", "38", at("product.hs2012", nil), adding(granted, "rule_entry", "VN-exch30-3001")},
	{"codes left open", "25", map[string]any{"product.hs2012": []any{"847141", "854890"}, "product.hs2022": "854921", "facts": map[string]any{}, "processes": []any{"RECOVER"}}, unclear},
	{"code of today with several rules", "25", map[string]any{"product.hs2012": nil, "product.hs2022": "854921", "facts": map[string]any{}, "processes": []any{"RECOVER"}}, unclear},

	// Cumulation.
	{"Korean fabric without proof", "06", at("materials.0.proof_of_origin", nil), unclear},
	{"route not known to be open", "06", at("config", map[string]any{}), unclear},
	{"route closed", "06", at("config", at("korea_fabric_cumulation_active", false)), foreign},
	{"Korean fabric for other goods", "06", map[string]any{"product.hs2012": "630260", "product.hs2022": "630260", "facts": at("selected_entry", "VN-6301_6304.3")}, foreign},
	{"union not known to be arranged", "12", at("config", map[string]any{}), unclear},
	{"union not arranged", "12", at("config", at("eu_cumulation_arrangements_in_place", false)), foreign},
	{"union parts without proof", "12", map[string]any{"materials.0.proof_of_origin": nil}, unclear},
	{"British part in Vietnamese goods", "10", map[string]any{"materials.0.country": "GB", "materials.0.status": "O"}, granted},
	{"squid of Singapore", "17", map[string]any{"materials.0.hs2012": "030741", "materials.0.country": "SG", "materials.0.status": "O", "materials.0.cumulation": "Art.3(6)",
		"materials.0.proof_of_origin": "proof as for the UK", "config": at("asean_squid_cumulation_active", true)},
		adding(proofTo, "required_entry", "Application of Article 3(6) of the Origin Reference Document to the Viet Nam-UK FTA")},
	{"squid of Singapore with entry", "17", map[string]any{"materials.0.hs2012": "030741", "materials.0.country": "SG", "materials.0.status": "O", "materials.0.cumulation": "Art.3(6)",
		"materials.0.proof_of_origin": "proof as for the UK", "config": at("asean_squid_cumulation_active", true),
		"proof.box7": []any{"Application of Article 3(6) of the Origin Reference Document to the Viet Nam-UK FTA"}}, granted},
	{"squid of Indonesia", "17", map[string]any{"materials.0.hs2012": "030741", "materials.0.status": "O", "materials.0.cumulation": "Art.3(6)",
		"materials.0.proof_of_origin": "proof as for the UK", "config": at("asean_squid_cumulation_active", true)}, foreign},

	// Proofs.
	{"last day of validity", "32", at("import.proof_submitted", "2026-01-15"), granted},
	{"day after validity", "32", at("import.proof_submitted", "2026-01-16"), proofTo},
	{"third working day", "33", at("proof.issue_date", "2025-03-10"), granted},
	{"fourth working day", "33", at("proof.issue_date", "2025-03-11"), proofTo},
	{"no stamp", "01", at("proof.stamp_present", false), proofTo},
	{"no signature", "01", at("proof.signature_present", false), proofTo},
	{"duplicate", "01", at("proof.box7", []any{"DUPLICATE"}), granted},
	{"duplicate of another date", "01", map[string]any{"proof.box7": []any{"DUPLICATE"}, "proof.original_issue_date": "2025-03-04"}, proofTo},
	{"a cent above the limit", "28", at("proof.consignment_value_eur", num("6000.01")), noProof},
	{"Vietnamese approval not known to be notified", "29", map[string]any{"proof.approved_exporter_no": "1", "config": map[string]any{}}, proofTo},
	{"Vietnamese approval notified", "29", map[string]any{"proof.approved_exporter_no": "1", "config": at("vn_approved_or_registered_exporters_notified", true)}, granted},
	{"Vietnamese approval not notified", "29", at("proof.approved_exporter_no", "1"), noProof},
	{"unsigned", "28", at("proof.signed", false), proofTo},
	{"no undertaking", "30", at("proof.written_undertaking", nil), proofTo},
	{"undertaking of anybody", "28", map[string]any{"proof.signed": false, "proof.written_undertaking": true}, proofTo},
	{"on a bill of lading", "28", at("proof.on_document", "bill of lading"), proofTo},
	{"on a packing list", "28", at("proof.on_document", "packing list"), granted},
	{"other wording", "28", at("proof.text_matches_annex_vi", false), proofTo},
	{"no name", "28", at("proof.signatory_name", false), proofTo},
	{"statement of an importer", "01", at("proof.type", "IMPORTER_KNOWLEDGE"), noProof},
	{"two years less a day, still valid", "43", at("import.proof_submitted", "2025-02-20"), granted},
	{"declaration after two years", "38", at("import.proof_submitted", "2027-05-06"), proofTo},

	{"boxes in the words of the form", "01", map[string]any{"proof.box4": "Socialist Republic of Viet Nam", "proof.box5": "UK"}, granted},
	{"consigned elsewhere", "01", at("proof.box5", "Germany"), found("ORIGINATING", "VALID", "FAIL", "REJECT")},
	{"origin of a third country", "01", at("proof.box4", "China"), noProof},
	{"cancelled", "01", at("proof.status", "CANCELLED"), noProof},
	{"signature not valid", "01", at("proof.signature_valid", false), noProof},
	{"signatory not listed", "01", at("proof.signatory_listed", false), proofTo},
	{"wrong word for late issue", "34", at("proof.box7", []any{"ISSUED RETROACTIVELY"}), proofTo},
	{"no number", "01", at("proof.number", nil), proofTo},
	{"no date of issue", "01", at("proof.issue_date", nil), proofTo},
	{"entry on the declaration's document", "06", map[string]any{"proof": map[string]any{"type": "ORIGIN_DECLARATION", "date": "2025-06-03", "consignment_value_eur": num("5000"),
		"on_document": "commercial invoice", "text_matches_annex_vi": true, "signed": true, "signatory_name": true,
		"box7": []any{"Application of Article 3(11) of Protocol 1 to the Viet Nam-UK FTA"}}}, granted},
	{"nothing presented in Britain", "01", at("proof", at("type", "NONE")), noProof},
	{"nothing presented in Viet Nam", "38", at("proof", at("type", "NONE")), proofTo},

	// Parcels, routes, lines.
	{"parcel at the limit", "39", at("proof.package_value_eur", num("500")), found("ORIGINATING", "EXEMPT", "OK", "ACCEPT")},
	{"parcel above the limit", "39", at("proof.package_value_eur", num("500.01")), noProof},
	{"luggage at the limit", "39", map[string]any{"proof.package_value_eur": num("1200"), "facts.luggage": true}, found("ORIGINATING", "EXEMPT", "OK", "ACCEPT")},
	{"parcel of a trader", "39", at("facts.private_to_private", false), noProof},
	{"parcel to Viet Nam at the limit", "39", toVietNam("200"), found("ORIGINATING", "EXEMPT", "OK", "ACCEPT")},
	{"parcel to Viet Nam above the limit", "39", toVietNam("200.01"), noProof},
	{"repacked on the way", "35", at("route.1.operations", []any{"UNLOAD", "REPACK"}), found("ORIGINATING", "VALID", "FAIL", "REJECT")},
	{"not supervised on the way", "35", at("route.1.customs_supervision", false), found("ORIGINATING", "VALID", "FAIL", "REJECT")},
	{"split on the way, supervision unknown", "35", map[string]any{"route.1.customs_supervision": nil, "route.1.operations": []any{"SPLIT"}}, found("ORIGINATING", "VALID", "REFER", "REFER")},
	{"nothing known of the transit", "35", map[string]any{"route.1.customs_supervision": nil, "route.1.operations": nil}, granted},
	{"wrong direction", "01", map[string]any{"direction": "VN->TH", "import.country": "TH"}, noProof},
	{"all lines in order", "42", map[string]any{"materials.0.process_ok": nil, "processes": []any{"KNIT", "MAKEUP"}},
		adding(granted, "lines", map[string]any{"1": "ACCEPT", "2": "ACCEPT", "3": "ACCEPT"})},
}

// toVietNam is a parcel from Britain to Viet Nam of a value in US dollars.
func toVietNam(value string) map[string]any {
	return map[string]any{"direction": "GB->VN", "import.country": "VN", "proof.package_value_eur": nil, "proof.package_value_usd": num(value),
		"route": []any{map[string]any{"port": "GBLGP", "role": "export"}, map[string]any{"port": "VNHPH", "role": "import"}}}
}
