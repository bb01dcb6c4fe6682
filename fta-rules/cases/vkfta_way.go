package cases

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"origo/certificate"
	"origo/fta-rules/procedure"
	"origo/fta-rules/procedure/circular33"
)

// unknownPlace stands for a place of transit that a case speaks of without naming it.
const unknownPlace = "ZZ"

// journey is the way of the goods. What happened in transit happened at every place between the first and the last.
func (r *vkftaReader) journey() procedure.Journey {
	s := r.given.Shipment
	route := s.Route
	if happened := len(s.Operations) > 0 || procedure.Is(s.InCommerce); happened && len(route) == 2 {
		route = []string{route[0], unknownPlace, route[1]}
	}
	j := procedure.Journey{SealIntact: s.SealSame, Documents: r.documents()}
	for i, place := range route {
		if len(place) < 2 {
			r.fail("place %q on the way is not understood", place)
			return j
		}
		leg := procedure.Leg{Country: place[:2], Place: place}
		if i > 0 && i < len(route)-1 {
			leg.Operations, leg.Released, leg.Supervised = inTransit(s.Operations), s.InCommerce, s.Supervised
		}
		j.Legs = append(j.Legs, leg)
	}
	return j
}

// transitWords are how cases speak of what the treaty lets happen on the way (Art. 3.8.2).
var transitWords = []struct{ word, code string }{
	{"reload", "RELOAD"}, {"unload", "UNLOAD"}, {"load", "LOAD"}, {"discharg", "DISCHARGE"}, {"tranship", "TRANSHIP"},
	{"transship", "TRANSHIP"}, {"preserv", "PRESERVE"}, {"refrigerat", "PRESERVE"}, {"cooling", "PRESERVE"},
	{"storage", "STORE"}, {"storing", "STORE"}, {"warehous", "STORE"}, {"bonded storage", "STORE"},
}

// inTransit turns operations on the way into codes. What begins with another word goes beyond what is allowed.
func inTransit(operations []string) []string {
	codes := make([]string, 0, len(operations))
	for _, operation := range operations {
		for _, phrase := range phrases(operation) {
			codes = append(codes, transitCode(strings.TrimPrefix(phrase, "temporary ")))
		}
	}
	return codes
}

func transitCode(phrase string) string {
	for _, known := range transitWords {
		if strings.HasPrefix(phrase, known.word) {
			return known.code
		}
	}
	return slug(phrase)
}

// documentWords are how cases name transport papers; the first that a text contains is meant.
var documentWords = []struct{ word, code string }{
	{"through b/l", "THROUGH_BL"}, {"through bill", "THROUGH_BL"}, {"manifest", "MANIFEST"}, {"master awb", "MASTER_AWB"},
	{"house awb", "HOUSE_AWB"}, {"owner", "OWNER_LETTER"}, {"shipmaster", "OWNER_LETTER"}, {"carrier", "CARRIER_LETTER"},
	{"transit customs", "TRANSIT_CUSTOMS"}, {"customs of the transit", "TRANSIT_CUSTOMS"},
	{"non-manipulation", "TRANSIT_CUSTOMS"}, {"customs certificate", "TRANSIT_CUSTOMS"}, {"customs confirmation", "TRANSIT_CUSTOMS"},
	{"b/l", "BL"}, {"bill of lading", "BL"}, {"invoice", "INVOICE"}, {"form ", "PROOF"},
}

// documents are the papers presented, nil if the case does not speak of any.
func (r *vkftaReader) documents() []string {
	s := r.given.Shipment
	if s.ThroughBill == nil && s.Documents == nil {
		return nil
	}
	codes := []string{}
	if procedure.Is(s.ThroughBill) {
		codes = append(codes, "THROUGH_BL")
	}
	if procedure.Is(s.TransitProof) {
		codes = append(codes, "TRANSIT_CUSTOMS")
	}
	for _, document := range s.Documents {
		for _, known := range documentWords {
			if strings.Contains(strings.ToLower(document), known.word) {
				if known.code != "THROUGH_BL" || !procedure.IsNot(s.ThroughBill) {
					codes = append(codes, known.code)
				}
				break
			}
		}
	}
	return codes
}

// query is the verification, if one was begun.
func (r *vkftaReader) query() procedure.Query {
	v := r.verification()
	q := procedure.Query{Sent: v.Sent, Received: v.Received, Replied: v.ReplyDate, Answer: answerIn(v.Answer)}
	if v.Reply != nil {
		reply(&q, *v.Reply, v.Today)
	}
	r.visit(&q)
	return q
}

// verification is what the case says of one, empty if nothing.
func (r *vkftaReader) verification() vkftaVerification {
	var v vkftaVerification
	if raw := r.given.Import.Verification; raw != nil {
		if err := decodeNumbers(raw, &v); err != nil {
			r.fail("verification: %w", err)
		}
	}
	return v
}

// reply reads a reply that is given as a day or in words.
func reply(q *procedure.Query, given string, today certificate.Date) {
	if day, err := certificate.ParseDate(given); err == nil {
		q.Replied, q.Answer = day, first(q.Answer, circular33.AnswerAuthentic)
		return
	}
	q.Answer = first(q.Answer, answerIn(given), given)
	if q.Replied.IsZero() {
		q.Replied = today
	}
}

// answerIn reads what an issuing authority says in words; empty if it is not understood.
func answerIn(words string) string {
	words = strings.ToLower(words)
	for _, known := range []struct{ word, answer string }{
		{"not orig", circular33.AnswerNotOriginating}, {"not_orig", circular33.AnswerNotOriginating},
		{"not meet", circular33.AnswerNotOriginating}, {"forged", circular33.AnswerNotAuthentic},
		{"not authentic", circular33.AnswerNotAuthentic}, {"not_authentic", circular33.AnswerNotAuthentic},
		{"insufficient", circular33.AnswerInsufficient}, {"cooperat", circular33.AnswerNoCooperation},
		{"authentic", circular33.AnswerAuthentic}, {"confirm", circular33.AnswerAuthentic}, {"orig", circular33.AnswerAuthentic},
	} {
		if strings.Contains(words, known.word) {
			return known.answer
		}
	}
	return ""
}

// visit reads what is said of a visit to the producer: the member that speaks of consent gives its day, or true or
// false; any other that speaks of a visit and is a day gives that of the notice.
func (r *vkftaReader) visit(q *procedure.Query) {
	var members map[string]any
	if raw := r.given.Import.Verification; raw == nil || json.Unmarshal(raw, &members) != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		text, _ := members[name].(string)
		on, err := certificate.ParseDate(text)
		switch consent := strings.Contains(name, "consent"); {
		case consent && err == nil:
			q.VisitConsented = on
		case consent && members[name] == false:
			refused := true
			q.VisitRefused = &refused
		case strings.Contains(name, "visit") && err == nil:
			q.VisitAsked = on
		}
	}
	if members["visit_consent"] == true {
		q.VisitConsented = q.VisitAsked
	}
}
