package canonical

// maxWhole is the first magnitude that an IEEE 754 double, and so a JSON reader elsewhere, cannot
// tell from its neighbour (RFC 7493, section 2.2).
const maxWhole = 1 << 53

// number reads a whole number in its shortest form. RFC 8785 writes numbers as ECMAScript does;
// for whole numbers below 2^53 that is plain digits.
func (s *scanner) number() bool {
	start := s.pos
	negative := s.peek() == '-'
	if negative {
		s.pos++
	}
	digits := s.pos
	magnitude := s.digits()
	switch {
	case s.pos == digits:
		return s.misplaced()
	case s.peek() == '.' || s.peek() == 'e' || s.peek() == 'E':
		return s.fail(NotWhole)
	case s.raw[digits] == '0' && (negative || s.pos > digits+1):
		return s.failAt(start, NumberForm)
	case magnitude >= maxWhole:
		return s.failAt(start, NumberOutOfRange)
	}
	return true
}

// digits consumes decimal digits and returns their value, which stops growing at maxWhole.
func (s *scanner) digits() uint64 {
	var n uint64
	for isDigit(s.peek()) {
		n = min(n*10+uint64(s.peek()-'0'), maxWhole)
		s.pos++
	}
	return n
}
