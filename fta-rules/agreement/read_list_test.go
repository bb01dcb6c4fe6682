package agreement

import (
	"strings"
	"testing"
)

func TestReadList(t *testing.T) {
	list, err := ReadList(strings.NewReader("no,code,citation,source\n1,8471.30.20,Annex 4 no. 1,circular\n2,8471.41,Annex 4 no. 2,circular\n"))
	if err != nil || len(list) != 2 || list[0].HS != 847130 || list[0].Code != "8471.30.20" || list[1].Citation != "Annex 4 no. 2" {
		t.Errorf("list is %+v, %v", list, err)
	}
	for name, test := range map[string]struct{ text, want string }{
		"empty":       {"", "no header row"},
		"header":      {"no,hs,citation,source\n", "no header row"},
		"short row":   {"no,code,citation,source\n1,8471.30\n", "wrong number of fields"},
		"short code":  {"no,code,citation,source\n1,8471,a,b\n", "row 2"},
		"twice":       {"no,code,citation,source\n1,8471.30,a,b\n2,8471.30,a,b\n", "row 3: the code is listed twice"},
		"no citation": {"no,code,citation,source\n1,8471.30,,b\n", "it has no citation"},
		"no source":   {"no,code,citation,source\n1,8471.30,a,\n", "it has no source"},
	} {
		if _, err := ReadList(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error is %v, want %s", name, err, test.want)
		}
	}
}

func FuzzReadList(f *testing.F) {
	f.Add("no,code,citation,source\n1,8471.30.20,Annex 4 no. 1,circular\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := ReadList(strings.NewReader(text))
		for _, entry := range list {
			if err != nil || entry.Code == "" || entry.Citation == "" || entry.HS > 999999 {
				t.Errorf("%q reads as %+v, %v", text, entry, err)
			}
		}
	})
}
