package hs

import "slices"

// Relation says how many subheadings of one edition share how many of another, as the correlation tables of the United
// Nations do: "1:n" is one subheading that was divided, "n:1" several that were united.
type Relation string

// The relations, read from the edition mapped from to the edition mapped to.
const (
	OneToOne   Relation = "1:1"
	OneToMany  Relation = "1:n"
	ManyToOne  Relation = "n:1"
	ManyToMany Relation = "n:n"
)

// Mapping is what a subheading of one edition is in another.
//
// No candidates means that the code does not exist in its edition, or that the tables name nothing it became: the
// latter is so only of 3002.19 of HS 2017. One candidate decides. With several the goods must be looked at: a rule
// applies for certain only if it does under every candidate.
type Mapping struct {
	Code       Code
	From, To   Edition
	Candidates []Code   // ascending; must not be changed
	Linked     []Code   // what the United Nations' table names, over-links included; ascending; must not be changed
	Relation   Relation // of the candidates; empty if there are none
	OverLinked bool     // the table links nearly everything: an officer has to say what the code is, see Map
}

// Known reports whether anything is known of the code in the other edition.
func (m Mapping) Known() bool { return len(m.Candidates) > 0 }

// Certain reports whether the code is exactly one subheading of the other edition.
func (m Mapping) Certain() bool { return len(m.Candidates) == 1 && !m.OverLinked }

// Map gives what a subheading of one edition is in another, earlier or later. In its own edition it is itself.
//
// The tables of the United Nations link 19 subheadings to hundreds of others, because the goods they are for are
// defined by what they are or became and not by what they are part of: flat panel display modules (8524), parts of
// screens (8529.90), transducers and other semiconductor devices (8541.51, 8541.59), multi-component integrated
// circuits (8542.31 to 8542.39, Note 12(b)(iv) to Chapter 85) and electrical waste (8549.21 to 8549.99). Taken at their
// word, every engine and every vacuum cleaner is ambiguous, for it may be waste. Map treats these over-links so:
//
//   - Towards an earlier edition, a subheading that exists there too (8529.90, 8542.31 ...) is itself. The others are
//     new and may have been anything: all candidates stay, and OverLinked says that an officer must map them.
//   - Towards a later edition, links to them are left out, for goods that are not waste, modules or components keep
//     their place. Display modules had places of their own, which keep their links to 8524: 9013.80, from which the
//     text of HS 2022 took the liquid crystal devices, and the parts of 8473.30, 8517.70 and 8529.90.
//   - Where nothing would be left (8541.50, and 9114.90 of HS 2017 and earlier), the links stay, with OverLinked.
//
// Linked has what was left out. The decision is Origo's, not a text of law.
func Map(c Code, from, to Edition) Mapping {
	m := Mapping{Code: c, From: from, To: to}
	t := tables()
	list := &t.lists[from.index()]
	i, found := list.find(c)
	if !found || to.index() == unknown {
		return m
	}
	if from == to {
		m.Candidates, m.Linked, m.Relation = list.codes[i:i+1], list.codes[i:i+1], OneToOne
		return m
	}
	entry := &t.entries[from.index()][to.index()][i]
	m.Candidates, m.Linked, m.Relation, m.OverLinked = entry.candidates, entry.linked, entry.relation, entry.overLinked
	return m
}

// catchAll are the subheadings that the tables link to nearly everything: see Map.
var catchAll = Set{{852400, 852499}, {852990, 852990}, {854151, 854159}, {854231, 854239}, {854921, 854999}}

// displayModules are where goods of 8524 were classified before HS 2022: see Map.
var displayModules = Set{{847330, 847330}, {851770, 851770}, {852990, 852990}, {901380, 901380}}

// isOverLink reports whether the table's link between a subheading and one of a later edition is set aside.
func isOverLink(earlier, later Code) bool {
	if earlier == later || !catchAll.Contains(later) {
		return false
	}
	return later.Heading() != 8524 || !displayModules.Contains(earlier)
}

// towardsEarlier are the candidates among what a later edition's subheading is linked to.
func towardsEarlier(later Code, linked []Code) (candidates []Code, overLinked bool) {
	if !catchAll.Contains(later) || len(linked) < 2 {
		return linked, false
	}
	if i, found := slices.BinarySearch(linked, later); found {
		return linked[i : i+1], false
	}
	return linked, true
}

// towardsLater are the candidates among what an earlier edition's subheading is linked to.
func towardsLater(earlier Code, linked []Code) (candidates []Code, overLinked bool) {
	if !slices.ContainsFunc(linked, func(later Code) bool { return isOverLink(earlier, later) }) {
		return linked, false
	}
	for _, later := range linked {
		if !isOverLink(earlier, later) {
			candidates = append(candidates, later)
		}
	}
	if len(candidates) == 0 {
		return linked, true
	}
	return candidates, false
}
