package canonical

// maxWhole is the first magnitude that an IEEE 754 double, and so a JSON reader elsewhere, cannot
// tell from its neighbour (RFC 7493, section 2.2).
const maxWhole = 1 << 53

// number reads a whole number in its shortest form. RFC 8785 writes numbers as ECMAScript does;
// for whole numbers below 2^53 that is plain digits.
func (c *checker) number() bool {
	start := c.pos
	negative := c.peek() == '-'
	if negative {
		c.pos++
	}
	digits := c.pos
	magnitude := c.digits()
	switch {
	case c.pos == digits:
		return c.misplaced()
	case c.peek() == '.' || c.peek() == 'e' || c.peek() == 'E':
		return c.fail(NotWhole)
	case c.raw[digits] == '0' && (negative || c.pos > digits+1):
		return c.failAt(start, NumberForm)
	case magnitude >= maxWhole:
		return c.failAt(start, NumberOutOfRange)
	}
	return true
}

// digits consumes decimal digits and returns their value, which stops growing at maxWhole.
func (c *checker) digits() uint64 {
	var n uint64
	for isDigit(c.peek()) {
		n = min(n*10+uint64(c.peek()-'0'), maxWhole)
		c.pos++
	}
	return n
}

func (c *checker) failAt(pos int, reason Reason) bool {
	c.pos = pos
	return c.fail(reason)
}
