package canonical

import "bytes"

// Check reports whether raw is exactly its own canonical form (RFC 8785 over RFC 7493, whole
// numbers only). It reads raw once, repairs nothing, and returns an *Error at the first departure.
// It allocates only for member names that contain escapes.
func Check(raw []byte, limits Limits) error {
	limits = limits.orDefaults()
	if len(raw) > limits.Size {
		return &Error{Offset: limits.Size, Reason: TooLarge}
	}
	c := checker{scanner{raw: raw, depthLeft: limits.Depth}}
	if !c.value() {
		return &Error{Offset: c.pos, Reason: c.reason}
	}
	if c.pos != len(raw) {
		return &Error{Offset: c.pos, Reason: Trailing}
	}
	return nil
}

// checker reads canonical JSON and nothing else.
type checker struct{ scanner }

func (c *checker) value() bool {
	switch c.peek() {
	case '{':
		return c.nested(c.object)
	case '[':
		return c.nested(c.array)
	case '"':
		_, ok := c.text()
		return ok
	default:
		return c.scalar()
	}
}

func (c *checker) array() bool {
	if c.peek() == ']' {
		c.pos++
		return true
	}
	for c.value() {
		if c.peek() != ',' {
			return c.take(']')
		}
		c.pos++
	}
	return false
}

func (c *checker) object() bool {
	if c.peek() == '}' {
		c.pos++
		return true
	}
	var previous []byte
	for first := true; ; first = false {
		name, ok := c.name(previous, first)
		if !ok || !c.take(':') || !c.value() {
			return false
		}
		if c.peek() != ',' {
			return c.take('}')
		}
		c.pos++
		previous = name
	}
}

// name reads a member name, which must come after the previous one of the same object.
func (c *checker) name(previous []byte, first bool) ([]byte, bool) {
	start := c.pos
	quoted, ok := c.text()
	if !ok {
		return nil, false
	}
	name := unescape(quoted)
	if first {
		return name, true
	}
	switch order := compareUTF16(previous, name); {
	case order == 0:
		return nil, c.failAt(start, DuplicateName)
	case order > 0:
		return nil, c.failAt(start, NameOrder)
	}
	return name, true
}

// text reads a string and returns what stands between its quotes, still escaped.
func (c *checker) text() ([]byte, bool) {
	if !c.take('"') {
		return nil, false
	}
	start := c.pos
	for {
		end, ok := c.stretch()
		switch {
		case !ok:
			return nil, false
		case end == '"':
			c.pos++
			return c.raw[start : c.pos-1], true
		case !c.escape():
			return nil, false
		}
	}
}

// escape reads one escape, which must be the shortest for a character that cannot go without
// (RFC 8785, section 3.2.2.2).
func (c *checker) escape() bool {
	rest := c.raw[c.pos:]
	if len(rest) < 2 {
		return c.failAt(len(c.raw), Truncated)
	}
	if bytes.IndexByte([]byte(`"\bfnrt`), rest[1]) >= 0 {
		c.pos += 2
		return true
	}
	if rest[1] != 'u' {
		return c.fail(BadEscape)
	}
	if len(rest) < 6 {
		return c.failAt(len(c.raw), Truncated)
	}
	if !isControlEscape(rest[2:6]) {
		return c.fail(BadEscape)
	}
	c.pos += 6
	return true
}
