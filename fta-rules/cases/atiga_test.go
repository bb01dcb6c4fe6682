package cases

import (
	"encoding/json"
	"testing"
)

// TestATIGABoundaries changes what cases give, where the law leaves no doubt of what follows.
func TestATIGABoundaries(t *testing.T) {
	tests := []struct{ id, name, edit, want string }{
		{"C20", "issued on the last day of a year", `{"proof":{"declared_shipment_date":"2025-03-12"}}`,
			`{"decision":"ACCEPT","reasons":[]}`},
		{"C20", "issued a day later", `{"proof":{"declared_shipment_date":"2025-03-11"}}`,
			`{"decision":"REFUSE","reasons":["RETROACTIVE_OVER_ONE_YEAR"]}`},
		{"C22", "filed on the last day", `{"declaration":{"proof_submitted":"2026-01-15"}}`,
			`{"decision":"ACCEPT","reasons":[],"effective_valid_until":"2026-08-31"}`},
		{"C22", "filed a day later", `{"declaration":{"proof_submitted":"2026-01-16"}}`,
			`{"decision":"REFUSE","reasons":["SUBMITTED_AFTER_ONE_YEAR_OF_REGISTRATION"]}`},
		{"C23", "a bank guarantees the difference", `{"declaration":{"bank_guarantee":true}}`,
			`{"decision":"DEFER","rate":"ATIGA","reasons":["NO_PROOF_YET"],"supplement_deadline":"2027-05-08"}`},
		{"C23", "no proof presented and none described", `{"proof":null}`,
			`{"decision":"DEFER","reasons":["NO_PROOF_YET"]}`},
		{"C23", "a price does not claim a waiver", `{"items":[{"fob_usd":54000}]}`,
			`{"decision":"DEFER","reasons":["NO_PROOF_YET"],"supplement_deadline":"2027-05-08"}`},
		{"C26", "presented on the last day of the earliest original",
			`{"declaration":{"registered":"2026-02-27","proof_submitted":"2026-02-28"}}`,
			`{"decision":"ACCEPT","reasons":[],"effective_valid_until":"2026-02-28"}`},
		{"C27", "all that is left", `{"items":[{"qty":300}]}`, `{"decision":"ISSUE","reasons":[],"remaining_qty":300}`},
		{"C31", "the same seal", `{"route":[{"seal":"S2"}]}`, `{"decision":"ACCEPT","reasons":[]}`},
		{"C36", "as much as certified", `{"declaration":{"qty":20000}}`, `{"decision":"ACCEPT","reasons":[],"preferential_qty":null}`},
		{"C38", "a cent too much", `{"items":[{"fob_usd":200.01}]}`, `{"decision":"DEFER","rate":"MFN_OR_ORDINARY"}`},
		{"C39", "another product of the exporter", `{"proof":{"ce":{"products":["3923.21"]}}}`, `{"decision":"ACCEPT","reasons":[]}`},
		{"C40", "the last day for an answer", `{"declaration":{"today":"2026-07-04"}}`,
			`{"decision":"VERIFY","verification_deadline":"2026-07-04","rate":"MFN_OR_ORDINARY"}`},
		{"C14", "20% counts, but is not enough", `{"bom":[{},{"pc_pct":20}]}`,
			`{"decision":"REJECT_APPLICATION","rvc_pct":39.2,"vnm":608,"reasons":["RVC_BELOW_THRESHOLD"]}`},
		{"C07", "tolerance used but not ticked", `{"box13":[]}`, `{"decision":"OFFICER","required_box13":["DE_MINIMIS"]}`},
		{"C09", "the other criterion claimed", `{"box13":[],"items":[{"box8":"55%"}]}`,
			`{"decision":"ISSUE","origin":"ORIGINATING","reasons":[]}`},
		{"C16", "a percentage that is not reached", `{"items":[{"box8":"40%"}]}`, `{"decision":"OFFICER"}`},
		{"C17", "assembled as well", `{"processes":["PACK_FOR_RETAIL","ASSEMBLE"]}`, `{"decision":"ISSUE","rvc_pct":50}`},
		{"C12", "spun as well", `{"processes":["SPIN","DYE_YARN"]}`, `{"decision":"ISSUE","origin":"ORIGINATING"}`},
		{"C02", "a figure below the threshold", `{"items":[{"box8":"39.99%"}]}`, `{"decision":"REFUSE","box5_marked":[1]}`},
		{"C37", "all items qualify", `{"items":[{},{"box8":"40%"},{}]}`, `{"decision":"ACCEPT","box4":"GIVEN","box5_marked":[]}`},
		{"C13", "a material's proof applied for", `{"items":[{"box8":"PC 19%"}]}`, `{"decision":"REFUSE","origin":"PC_ONLY"}`},
	}
	for _, test := range tests {
		t.Run(test.id+" "+test.name, func(t *testing.T) {
			r := runFile(t, edited(t, test.id, test.edit, test.want)).Results[0]
			if !r.Passed {
				t.Errorf("%s %+v", r.Problem, r.Differences)
			}
		})
	}
}

// edited is a file of one case, given and expecting something else.
func edited(t *testing.T, id, edit, want string) []byte {
	t.Helper()
	var f, change, expected map[string]any
	for text, into := range map[string]*map[string]any{string(readFile(t, "atiga.json")): &f, edit: &change, want: &expected} {
		if err := decodeNumbers([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range f["cases"].([]any) {
		if found := one.(map[string]any); found["id"] == id {
			found["given"], found["expected"] = merged(found["given"], change), expected
			f["cases"] = []any{found}
		}
	}
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// merged puts the members and elements of a change over what was there. Null and an empty list replace it.
func merged(old, change any) any {
	switch c := change.(type) {
	case map[string]any:
		object, _ := old.(map[string]any)
		for name, value := range c {
			object = changedIn(object, name, merged(object[name], value))
		}
		return object
	case []any:
		list, ok := old.([]any)
		if !ok || len(c) == 0 || len(list) == 0 || len(c) > len(list) {
			return change
		}
		if _, objects := c[0].(map[string]any); !objects {
			return change
		}
		for i := range c {
			list[i] = merged(list[i], c[i])
		}
		return list
	}
	return change
}
