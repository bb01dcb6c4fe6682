package procedure

import "strings"

// ForeignLegs are the places on the way that lie outside the parties of the agreement, the place of loading in the
// exporting party excepted.
func (c *Case) ForeignLegs() []Leg {
	var foreign []Leg
	for _, leg := range c.Journey.Legs {
		if !c.Agreement.HasParty(leg.Country) && leg.Country != c.Proof.IssuingCountry {
			foreign = append(foreign, leg)
		}
	}
	return foreign
}

// Transits are the places between the first and the last.
func (c *Case) Transits() []Leg {
	if len(c.Journey.Legs) < 3 {
		return nil
	}
	return c.Journey.Legs[1 : len(c.Journey.Legs)-1]
}

// handling are the operations that goods may undergo on the way under every agreement: what moves or preserves them.
var handling = map[string]bool{
	"LOAD": true, "UNLOAD": true, "RELOAD": true, "DISCHARGE": true, "TRANSHIP": true, "TRANSSHIP": true,
	"TRANSHIPMENT": true, "TRANSSHIPMENT": true, "TRANSIT": true, "PRESERVE": true, "PRESERVATION": true,
	"STORE": true, "STORAGE": true, "WAREHOUSE": true, "CUSTOMS_INSPECTION": true, "NONE": true,
}

// Handled are the operations at a place that go beyond moving, storing and preserving the goods, in the given order.
func (l Leg) Handled() []string {
	var beyond []string
	for _, operation := range l.Operations {
		if !handling[strings.ToUpper(strings.TrimSpace(operation))] {
			beyond = append(beyond, operation)
		}
	}
	return beyond
}

// SealUnbroken says whether the goods arrived in the same container under the same seal: as stated, else as the places
// on the way report it; nil if neither tells.
func (j Journey) SealUnbroken() *bool {
	if j.SealIntact != nil || len(j.Legs) < 2 {
		return j.SealIntact
	}
	same, told := true, true
	var first Leg
	for _, leg := range j.Legs {
		if leg.Container == "" || leg.Seal == "" {
			told = false
			continue
		}
		if first.Container == "" {
			first = leg
		}
		same = same && leg.Container == first.Container && leg.Seal == first.Seal
	}
	if same && !told {
		return nil
	}
	return &same
}

// HasDocument reports whether one of the transport documents was presented.
func (j Journey) HasDocument(codes ...string) bool {
	for _, presented := range j.Documents {
		for _, code := range codes {
			if strings.EqualFold(strings.TrimSpace(presented), code) {
				return true
			}
		}
	}
	return false
}
