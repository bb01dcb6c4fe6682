package chaincode

import (
	"slices"

	"origo/certificate"
	"origo/certificate/registry"
)

// Bounds of a case.
const (
	maxCaseNumber    = 64  // characters of a file number
	maxCaseItems     = 200 // items or answers of one entry
	maxCaseDocuments = 50  // documents of one entry
	maxDocumentName  = 200 // bytes
	maxCaseEntries   = 200 // entries of a case: a correspondence, not an archive
)

// checkOpening refuses requests that do not say what is to be verified.
func (c *call) checkOpening(asked registry.OpenCase) error {
	head := asked.CaseHead
	switch {
	case len(asked.Salt) != saltSize:
		return malformed("salt")
	case head.Certificate.Check() != nil:
		return malformed("certificate")
	case !slices.Contains(head.Certificate.Form.Agreements(), c.membership.Agreement):
		return registry.Refuse(registry.WrongAgreement, "form", string(head.Certificate.Form))
	case len(head.Number) > maxCaseNumber || !isPrintable(head.Number, ' '):
		return malformed("number")
	case head.Basis != registry.RandomCheck && head.Basis != registry.ReasonableDoubt:
		return malformed("basis")
	case !areItems(head.Items):
		return malformed("items")
	case head.PresentedOn.After(c.today().AddDays(1)):
		return registry.Refuse(registry.TimeImplausible, "field", "presented_on")
	case asked.Opening.Action != registry.CaseOpened:
		return malformed("action")
	case head.Basis == registry.ReasonableDoubt && len(asked.Opening.Reasons) == 0:
		return registry.Refuse(registry.GroundsRequired)
	}
	if err := c.checkContent(asked.Opening); err != nil {
		return err
	}
	return c.checkParts(asked.Opening)
}

// areItems wants every item once.
func areItems(items []int) bool {
	for _, item := range items {
		if item < 1 || item > certificate.MaxItems {
			return false
		}
	}
	return len(items) <= maxCaseItems && !hasDuplicates(items)
}

// checkEntry refuses entries that do not say what their action needs.
func (c *call) checkEntry(asked registry.CaseEntryRequest) error {
	if asked.After < 1 || asked.After > maxCaseEntries {
		return malformed("after")
	}
	if err := c.checkContent(asked.CaseContent); err != nil {
		return err
	}
	return c.checkParts(asked.CaseContent)
}

// checkContent holds the parts that are there to their bounds.
func (c *call) checkContent(content registry.CaseContent) error {
	switch {
	case !isLine(content.Officer, maxOfficer):
		return malformed("officer")
	case content.Text != "" && !isLine(content.Text, maxWords):
		return malformed("text")
	case !areDocuments(content.Documents):
		return malformed("documents")
	case !areAnswers(content.Answers):
		return malformed("answers")
	case content.Guarantee != nil && !isGuarantee(*content.Guarantee):
		return malformed("guarantee")
	}
	return checkGrounds(content.Reasons)
}

func areDocuments(documents []registry.CaseDocument) bool {
	for _, d := range documents {
		if !isLine(d.Name, maxDocumentName) || !isFingerprint(d.Digest) {
			return false
		}
	}
	return len(documents) <= maxCaseDocuments
}

// answers are the words an issuing authority can give on an item.
var answers = []registry.CaseAnswer{
	registry.Authentic, registry.NotOriginating, registry.NotAuthentic, registry.Insufficient, registry.NoCooperation,
}

func areAnswers(given []registry.ItemAnswer) bool {
	items := make([]int, 0, len(given))
	for _, a := range given {
		if a.Item < 0 || a.Item > certificate.MaxItems || !slices.Contains(answers, a.Answer) || a.Text != "" && !isLine(a.Text, maxWords) {
			return false
		}
		items = append(items, a.Item)
	}
	return len(items) <= maxCaseItems && !hasDuplicates(items)
}

func isGuarantee(g registry.Guarantee) bool {
	return isDeclaration(g.Declaration) && g.Amount.Sign() > 0 && len(g.Currency) == 3 && isCapital(g.Currency)
}

func isCapital(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}

// part is a piece of an entry's content that only some actions have.
type part struct {
	name  string
	given func(registry.CaseContent) bool
	of    []registry.CaseAction // have to give it
	may   []registry.CaseAction // may give it
}

var parts = []part{
	{"answers", func(c registry.CaseContent) bool { return len(c.Answers) > 0 }, []registry.CaseAction{registry.CaseReplied}, nil},
	{"result", func(c registry.CaseContent) bool { return c.Result != "" }, []registry.CaseAction{registry.CaseClosed}, nil},
	{"question", func(c registry.CaseContent) bool { return c.Question != "" }, []registry.CaseAction{registry.CaseImporterAsked}, nil},
	{"guarantee", func(c registry.CaseContent) bool { return c.Guarantee != nil }, []registry.CaseAction{registry.CaseReleased},
		[]registry.CaseAction{registry.CaseOpened}},
	{"until", func(c registry.CaseContent) bool { return !c.Until.IsZero() },
		[]registry.CaseAction{registry.CaseTimeAsked, registry.CaseTimeGranted}, nil},
	{"on", func(c registry.CaseContent) bool { return !c.On.IsZero() }, []registry.CaseAction{registry.CaseVisitHeld},
		[]registry.CaseAction{registry.CaseVisitRequested, registry.CaseVisitPostponed, registry.CaseVisitConsented}},
	{"reasons", func(c registry.CaseContent) bool { return len(c.Reasons) > 0 }, nil,
		[]registry.CaseAction{registry.CaseOpened, registry.CaseSupplemented, registry.CaseClosed, registry.CaseDetermined, registry.CaseVisitRefused}},
}

// checkParts wants every part that the action needs and none that it has no use for.
func (c *call) checkParts(content registry.CaseContent) error {
	for _, p := range parts {
		needed := slices.Contains(p.of, content.Action)
		if p.given(content) != needed && !slices.Contains(p.may, content.Action) {
			return malformed(p.name)
		}
	}
	switch {
	case content.Question != "" && !slices.Contains(questions, content.Question):
		return malformed("question")
	case content.Action == registry.CaseVisitHeld && content.On.After(c.today().AddDays(1)):
		return registry.Refuse(registry.TimeImplausible, "field", "on")
	case content.Action == registry.CaseClosed:
		return checkClosure(content)
	}
	return nil
}

// questions are what a declarant can be asked.
var questions = []registry.Question{registry.ForExplanation, registry.ForDocuments, registry.ForCorrection}

// checkClosure wants grounds for everything but plain acceptance.
func checkClosure(content registry.CaseContent) error {
	switch content.Result {
	case registry.CaseAccepted:
		if len(content.Reasons) > 0 {
			return malformed("reasons")
		}
		return nil
	case registry.CaseAcceptedInPart, registry.CaseRefused, registry.CaseLapsed:
		if len(content.Reasons) == 0 {
			return registry.Refuse(registry.GroundsRequired)
		}
		return nil
	}
	return malformed("result")
}
