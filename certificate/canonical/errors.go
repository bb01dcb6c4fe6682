package canonical

import "fmt"

// Reason says in fixed words why bytes are not canonical. The words never depend on the input.
type Reason string

// The reasons for which Check refuses bytes.
const (
	TooLarge         Reason = "larger than allowed"
	TooDeep          Reason = "nested more deeply than allowed"
	Truncated        Reason = "ends too early"
	Trailing         Reason = "bytes after the value"
	Syntax           Reason = "not the JSON value, comma, colon or bracket that must stand here without white space"
	BadUTF8          Reason = "not valid UTF-8"
	NonCharacter     Reason = "a Unicode non-character"
	LoneSurrogate    Reason = "half of a surrogate pair"
	Unescaped        Reason = "a control character that must be escaped"
	BadEscape        Reason = "an escape other than the shortest one"
	DuplicateName    Reason = "a member name given twice"
	NameOrder        Reason = "member names not in UTF-16 code unit order"
	NotWhole         Reason = "a number with fraction or exponent"
	NumberForm       Reason = "a number with a leading zero or a negative zero"
	NumberOutOfRange Reason = "a whole number of magnitude 2^53 or more"
)

// Error tells where bytes first depart from their canonical form, and why.
type Error struct {
	Offset int // in bytes from the start of the input
	Reason Reason
}

// Error describes the departure; it quotes nothing of the input, which may be confidential.
func (e *Error) Error() string {
	return fmt.Sprintf("not canonical JSON at byte %d: %s", e.Offset, e.Reason)
}
