package hs

import (
	_ "embed"
	"sync"
)

//go:embed data/correlation.txt
var correlation string

// entry is what one subheading is in another edition.
type entry struct {
	linked, candidates []Code
	relation           Relation
	overLinked         bool
}

// editionTables are all editions by Edition.index; the last, for editions not known, is empty.
type editionTables struct {
	lists   [unknown + 1]list
	entries [unknown + 1][unknown + 1][]entry // from, to, position in the list of from
}

// list is the subheadings of an edition in ascending order.
type list struct {
	codes []Code
	first []uint16 // by heading, up to 9999: position of its first code
}

// index makes codes ready to be found.
func (l *list) index() {
	l.first = make([]uint16, 10001)
	position := 0
	for heading := range l.first {
		for position < len(l.codes) && l.codes[position].Heading() < heading {
			position++
		}
		l.first[heading] = uint16(position)
	}
}

// find gives the position of a code.
func (l *list) find(c Code) (int, bool) {
	heading := c.Heading()
	if heading+1 >= len(l.first) {
		return 0, false
	}
	for i := int(l.first[heading]); i < int(l.first[heading+1]); i++ {
		if l.codes[i] == c {
			return i, true
		}
	}
	return 0, false
}

// load reads the embedded tables once.
var load = sync.OnceValues(func() (*editionTables, error) { return readTables(correlation) })

// Load reads the embedded tables, which otherwise happens with the first question, and says whether they are sound. If
// they are not, no code is known.
func Load() error {
	_, err := load()
	return err
}

func tables() *editionTables {
	t, _ := load()
	return t
}

// connect fills in both directions between two editions from the links of the later one, and what follows from them.
func (t *editionTables) connect(later, earlier int, links [][]Code) {
	back := t.inverted(later, earlier, links)
	backwards, forwards := make([]entry, len(links)), make([]entry, len(back))
	for i, linked := range links {
		candidates, overLinked := towardsEarlier(t.lists[later].codes[i], linked)
		backwards[i] = entry{linked: linked, candidates: candidates, overLinked: overLinked}
	}
	for i, linked := range back {
		candidates, overLinked := towardsLater(t.lists[earlier].codes[i], linked)
		forwards[i] = entry{linked: linked, candidates: candidates, overLinked: overLinked}
	}
	t.entries[later][earlier], t.entries[earlier][later] = backwards, forwards
	t.relate(later, earlier)
	t.relate(earlier, later)
}

// inverted is, for every subheading of the earlier edition, those of the later one that link to it, ascending.
func (t *editionTables) inverted(later, earlier int, links [][]Code) [][]Code {
	back := make([][]Code, len(t.lists[earlier].codes))
	for i, linked := range links {
		self := t.lists[later].codes[i : i+1 : i+1]
		for _, c := range linked {
			j, found := t.lists[earlier].find(c)
			switch {
			case !found:
			case back[j] == nil:
				back[j] = self // most have no other
			default:
				back[j] = append(back[j], self[0])
			}
		}
	}
	return back
}

// relate sets the relation of every entry: many stand for one if some candidate has more than one candidate back.
func (t *editionTables) relate(from, to int) {
	for i := range t.entries[from][to] {
		e := &t.entries[from][to][i]
		shared := false
		for _, c := range e.candidates {
			j, _ := t.lists[to].find(c)
			shared = shared || len(t.entries[to][from][j].candidates) > 1
		}
		e.relation = relationOf(shared, len(e.candidates))
	}
}

func relationOf(shared bool, candidates int) Relation {
	switch {
	case candidates == 0:
		return ""
	case candidates == 1 && !shared:
		return OneToOne
	case candidates == 1:
		return ManyToOne
	case !shared:
		return OneToMany
	}
	return ManyToMany
}
