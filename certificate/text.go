package certificate

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TextError tells at which byte of a document's canonical form a character stands that no box may hold.
type TextError struct {
	Offset int  // in bytes
	Rune   rune // the character, or -1 for text that is not normalised
}

// Error names the character by its code point only: the text may be confidential.
func (e *TextError) Error() string {
	if e.Rune < 0 {
		return fmt.Sprintf("text at byte %d is not in Unicode normalisation form NFC", e.Offset)
	}
	return fmt.Sprintf("character U+%04X at byte %d is a control or formatting character", e.Rune, e.Offset)
}

// checkText refuses characters by which a document could read differently from what it says: control characters,
// bidirectional overrides and other invisible formatting, private use, line separators, and text that another program
// might normalise away. It works on canonical JSON, where control characters appear as escapes.
func checkText(raw []byte) error {
	for i := 0; i < len(raw); {
		if raw[i] < 0x7f && raw[i] != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		if r == '\\' {
			if next := raw[i+1]; next != '"' && next != '\\' { // canonical JSON escapes nothing else but controls
				return &TextError{Offset: i, Rune: escapedControl(raw[i:])}
			}
			size = 2
		}
		if r >= 0x7f && !unicode.IsPrint(r) {
			return &TextError{Offset: i, Rune: r}
		}
		i += size
	}
	if at := norm.NFC.QuickSpan(raw); at < len(raw) && !norm.NFC.IsNormal(raw) {
		return &TextError{Offset: at, Rune: -1}
	}
	return nil
}

// escapedControl is the control character that an escape such as \n or \u001f stands for.
func escapedControl(escape []byte) rune {
	for i, name := range []byte("btn fr") { // U+0008 to U+000D; U+000B has no short escape
		if escape[1] == name {
			return rune('\b' + i)
		}
	}
	var r rune
	for _, digit := range escape[2:6] {
		r = r<<4 | hexDigit(digit)
	}
	return r
}

// hexDigit is the value of a lower-case hexadecimal digit.
func hexDigit(digit byte) rune {
	if digit <= '9' {
		return rune(digit - '0')
	}
	return rune(digit-'a') + 10
}
