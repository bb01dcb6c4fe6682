package cases

import (
	"regexp"
	"strings"

	"origo/fta-rules/hs"
	"origo/fta-rules/psr"
)

// rule puts a rule from the notation of the dossier into that of package psr: RVC40 is RVC(40), "CTH ex 74.07" is
// "CTH except(7407)", and what follows SP: is a process or a limit in words.
func (r *vkftaReader) rule(text string) string {
	if text == "" {
		return ""
	}
	parts := strings.Split(text, "; [")
	for i, part := range parts {
		label, rest := "", strings.TrimSpace(part)
		if i > 0 {
			rest = "[" + rest
		}
		if strings.HasPrefix(rest, "[") {
			label, rest, _ = strings.Cut(rest, "]")
			label += "] "
		}
		parts[i] = label + r.alternatives(strings.TrimSpace(rest))
	}
	rule := strings.Join(parts, "; ")
	if _, err := psr.Parse(rule); err != nil {
		r.fail("rule %q: %w", text, err)
	}
	return rule
}

func (r *vkftaReader) alternatives(text string) string {
	alternatives := strings.Split(text, " or ")
	for i, alternative := range alternatives {
		conditions := strings.Split(alternative, " & ")
		for j, condition := range conditions {
			conditions[j] = r.condition(strings.TrimSpace(condition))
		}
		alternatives[i] = strings.Join(conditions, " & ")
	}
	return strings.Join(alternatives, " or ")
}

// vkftaConditions are the simple conditions of the dossier, each with what it is in the notation of package psr. Codes
// are put into theirs.
var vkftaConditions = []struct {
	in  *regexp.Regexp
	out string
}{
	{regexp.MustCompile(`^(WO|PE|CC|CTH|CTSH)$`), "$1"},
	{regexp.MustCompile(`^RVC ?\(?(\d+(?:\.\d+)?)\)? ?%?$`), "RVC($1)"},
	{regexp.MustCompile(`^(CC|CTH|CTSH) ex ([\d.,-]+)$`), "$1 except({$2})"},
	{regexp.MustCompile(`^WO\(([\d.,-]+)\)$`), "WO({$1})"},
	{regexp.MustCompile(`^SP:cut_and_sewn_in_a_Party$`), "P(CUT_AND_SEWN)"},
	{regexp.MustCompile(`^SP:print_or_dye_plus_2_finishing$`), "P(DYE_OR_PRINT_2_FINISHING)"},
	{regexp.MustCompile(`^SP:non_originating_([\d.,-]+)<=(\d+(?:\.\d+)?)%_of_FOB$`), "MaxNOM($2 of {$1})"},
	{regexp.MustCompile(`^SP:non_originating_([\d.,-]+)<=(\d+(?:\.\d+)?)%_of_weight$`), "MaxWeight($2 sum {$1})"},
	{regexp.MustCompile(`^SP:non_party_milk_material<=(\d+(?:\.\d+)?)%_weight_of_milk_material$`), `MaxWeight($1 sum "milk material" per "milk material")`},
}

// codesInRule are the codes of a condition that still have to be written as package psr does.
var codesInRule = regexp.MustCompile(`\{([^}]*)\}`)

func (r *vkftaReader) condition(text string) string {
	for _, known := range vkftaConditions {
		if !known.in.MatchString(text) {
			continue
		}
		return codesInRule.ReplaceAllStringFunc(known.in.ReplaceAllString(text, known.out), func(codes string) string {
			set, err := hs.ParseSet(strings.Trim(codes, "{}"))
			if err != nil {
				r.fail("rule %q: %w", text, err)
			}
			return set.String()
		})
	}
	r.fail("rule %q is not understood", text)
	return text
}
