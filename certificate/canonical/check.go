package canonical

// Check reports whether raw is exactly its own canonical form (RFC 8785 over RFC 7493, whole
// numbers only). It reads raw once, repairs nothing, and returns an *Error at the first departure.
// It allocates only for member names that contain escapes.
func Check(raw []byte, limits Limits) error {
	limits = limits.orDefaults()
	if len(raw) > limits.Size {
		return &Error{Offset: limits.Size, Reason: TooLarge}
	}
	c := checker{raw: raw, depthLeft: limits.Depth}
	if !c.value() {
		return &Error{Offset: c.pos, Reason: c.reason}
	}
	if c.pos != len(raw) {
		return &Error{Offset: c.pos, Reason: Trailing}
	}
	return nil
}

// checker walks the input. A method that returns false has set reason and left pos at the fault.
type checker struct {
	raw       []byte
	pos       int
	depthLeft int
	reason    Reason
}

func (c *checker) fail(reason Reason) bool {
	c.reason = reason
	return false
}

// peek is the next byte, or 0, which is valid nowhere, at the end.
func (c *checker) peek() byte {
	if c.pos < len(c.raw) {
		return c.raw[c.pos]
	}
	return 0
}

// misplaced reports a byte that cannot stand at pos.
func (c *checker) misplaced() bool {
	if c.pos >= len(c.raw) {
		return c.fail(Truncated)
	}
	return c.fail(Syntax)
}

func (c *checker) take(want byte) bool {
	if c.peek() != want {
		return c.misplaced()
	}
	c.pos++
	return true
}

func (c *checker) value() bool {
	switch b := c.peek(); {
	case b == '{':
		return c.nested((*checker).object)
	case b == '[':
		return c.nested((*checker).array)
	case b == '"':
		_, ok := c.text()
		return ok
	case b == '-' || isDigit(b):
		return c.number()
	default:
		return c.literal(b)
	}
}

func (c *checker) literal(first byte) bool {
	switch first {
	case 't':
		return c.word("true")
	case 'f':
		return c.word("false")
	case 'n':
		return c.word("null")
	default:
		return c.misplaced()
	}
}

func (c *checker) word(want string) bool {
	for i := range len(want) {
		if !c.take(want[i]) {
			return false
		}
	}
	return true
}

// nested reads an array or object, whose opening bracket is next, one level down.
func (c *checker) nested(body func(*checker) bool) bool {
	if c.depthLeft == 0 {
		return c.fail(TooDeep)
	}
	c.depthLeft--
	c.pos++
	ok := body(c)
	c.depthLeft++
	return ok
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
	if order := compareUTF16(previous, name); order >= 0 {
		c.pos = start
		if order == 0 {
			return nil, c.fail(DuplicateName)
		}
		return nil, c.fail(NameOrder)
	}
	return name, true
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
