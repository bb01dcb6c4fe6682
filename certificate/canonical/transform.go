package canonical

import (
	"slices"
	"unicode/utf8"
)

// Transform rewrites any JSON text, such as a file edited by hand, in its canonical form. It
// refuses what Marshal refuses, and invalid UTF-8, halves of surrogate pairs and duplicate names.
// Errors are *Error and tell the place in raw.
func Transform(raw []byte) ([]byte, error) {
	out, err := rewrite(raw, DefaultDepth)
	if err == nil && len(out) > DefaultSize {
		return nil, &Error{Offset: len(raw), Reason: TooLarge}
	}
	return out, err
}

// rewrite is Transform for any size and depth.
func rewrite(raw []byte, depth int) ([]byte, error) {
	r := rewriter{scanner: scanner{raw: raw, depthLeft: depth}, out: make([]byte, 0, len(raw))}
	if !r.value() {
		return nil, &Error{Offset: r.pos, Reason: r.reason}
	}
	if r.blanks(); r.pos != len(raw) {
		return nil, &Error{Offset: r.pos, Reason: Trailing}
	}
	return r.out, nil
}

// rewriter reads JSON in any layout once, and writes what it reads. The output is never longer than
// the input, so out never grows out of its place.
type rewriter struct {
	scanner
	out     []byte
	members []member // of the objects that are open, outermost first
	spare   []byte   // where members are put in order
}

// member is a member of an object that is being written.
type member struct {
	name       []byte
	at         int // where it stands in the input
	start, end int // from where to where it stands in the output
}

// blanks skips white space.
func (r *rewriter) blanks() {
	for r.pos < len(r.raw) {
		switch r.raw[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// sees reports whether the given mark comes next, behind blanks.
func (r *rewriter) sees(mark byte) bool {
	r.blanks()
	return r.peek() == mark
}

// pass takes a mark, behind blanks, and writes it.
func (r *rewriter) pass(mark byte) bool {
	r.blanks()
	r.out = append(r.out, mark)
	return r.take(mark)
}

func (r *rewriter) value() bool {
	r.blanks()
	switch r.peek() {
	case '{':
		return r.nested(r.object)
	case '[':
		return r.nested(r.array)
	case '"':
		return r.text()
	}
	start := r.pos
	ok := r.scalar()
	r.out = append(r.out, r.raw[start:r.pos]...)
	return ok
}

func (r *rewriter) array() bool {
	r.out = append(r.out, '[')
	if r.sees(']') {
		return r.pass(']')
	}
	for r.value() {
		if !r.sees(',') {
			return r.pass(']')
		}
		r.pass(',')
	}
	return false
}

func (r *rewriter) object() bool {
	r.out = append(r.out, '{')
	if r.sees('}') {
		return r.pass('}')
	}
	for first := len(r.members); r.member(); r.pass(',') {
		if !r.sees(',') {
			ok := r.pass('}') && r.sort(r.members[first:])
			r.members = r.members[:first]
			return ok
		}
	}
	return false
}

// member reads and writes one member, and remembers its place.
func (r *rewriter) member() bool {
	r.blanks()
	m := member{at: r.pos, start: len(r.out)}
	if !r.text() {
		return false
	}
	m.name = unescape(r.out[m.start+1 : len(r.out)-1])
	if !r.pass(':') || !r.value() {
		return false
	}
	m.end = len(r.out)
	r.members = append(r.members, m)
	return true
}

// sort puts the members of an object in their order, in which most already are.
func (r *rewriter) sort(members []member) bool {
	byName := func(a, b member) int { return compareUTF16(a.name, b.name) }
	start, ordered := members[0].start, slices.IsSortedFunc(members, byName)
	if !ordered {
		slices.SortStableFunc(members, byName)
	}
	for i := 1; i < len(members); i++ {
		if byName(members[i-1], members[i]) == 0 {
			return r.failAt(members[i].at, DuplicateName)
		}
	}
	if !ordered {
		r.rearrange(start, members)
	}
	return true
}

// rearrange writes the members again, from start on, in the order given.
func (r *rewriter) rearrange(start int, members []member) {
	r.spare = r.spare[:0]
	for _, m := range members {
		r.spare = append(append(r.spare, r.out[m.start:m.end]...), ',')
	}
	copy(r.out[start:], r.spare[:len(r.spare)-1])
}

// text reads a string with any escapes and writes it with the fewest and shortest.
func (r *rewriter) text() bool {
	if !r.pass('"') {
		return false
	}
	for {
		start := r.pos
		end, ok := r.stretch()
		r.out = append(r.out, r.raw[start:r.pos]...)
		switch {
		case !ok:
			return false
		case end == '"':
			return r.pass('"')
		case !r.escape():
			return false
		}
	}
}

// escape reads one escape, or the two of a surrogate pair.
func (r *rewriter) escape() bool {
	rest := r.raw[r.pos:]
	if len(rest) < 2 {
		return r.failAt(len(r.raw), Truncated)
	}
	if rest[1] != 'u' {
		return r.shortEscape(rest[1])
	}
	if len(rest) < 6 {
		return r.failAt(len(r.raw), Truncated)
	}
	char, size := escapedRune(rest)
	switch {
	case char < 0:
		return r.fail(BadEscape)
	case char == utf8.RuneError && size == 12:
		return r.fail(LoneSurrogate)
	case isNonCharacter(char):
		return r.fail(NonCharacter)
	}
	r.out = appendRune(r.out, char)
	r.pos += size
	return true
}

// shortEscape reads an escape of two bytes, whose second is given.
func (r *rewriter) shortEscape(letter byte) bool {
	switch letter {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		r.out = appendRune(r.out, rune(unshort(letter)))
		r.pos += 2
		return true
	}
	return r.fail(BadEscape)
}
