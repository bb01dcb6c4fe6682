package cli

import (
	"regexp"
	"slices"
)

// printedCodes are the check codes that the demonstration's anchoring printed,
// by what stands for them in later steps.
type printedCodes map[string]string

// codeOf stands, in a step, for the check code of the certificate in a file.
func codeOf(file string) string { return "{check code of " + file + "}" }

var printedCode = regexp.MustCompile(`check code ([0-9A-Z-]+)`)

// learn notes the code that a step printed.
func (c printedCodes) learn(r demoResult) {
	if found := printedCode.FindStringSubmatch(r.Output); found != nil && len(r.Command) > 2 && r.Command[1] == "anchor" {
		c[codeOf(r.Command[2])] = found[1]
	}
}

// fill puts codes where they are known by now.
func (c printedCodes) fill(step demoStep) demoStep {
	step.Command = slices.Clone(step.Command)
	for i, word := range step.Command {
		if code, known := c[word]; known {
			step.Command[i] = code
		}
	}
	return step
}
