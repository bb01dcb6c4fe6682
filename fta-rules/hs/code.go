// Package hs holds the Harmonised System as origin rules need it: the subheadings of the editions of 2012, 2017 and
// 2022, and how each edition's subheadings correspond to another's.
package hs

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Edition is the year of an edition of the Harmonised System.
type Edition int

// The editions that the agreements and today's tariffs are written in.
const (
	HS2012 Edition = 2012
	HS2017 Edition = 2017
	HS2022 Edition = 2022
)

// String is the edition as traders write it, such as "HS 2012".
func (e Edition) String() string {
	switch e {
	case HS2012:
		return "HS 2012"
	case HS2017:
		return "HS 2017"
	case HS2022:
		return "HS 2022"
	}
	return "HS " + strconv.Itoa(int(e))
}

// Code is a subheading: six digits, such as 640610. It has a meaning only together with its edition.
type Code uint32

// ErrCode is returned for text that is not a code of the Harmonised System.
var ErrCode = errors.New("a code of the Harmonised System has 6 to 10 digits, optionally with points")

// Parse reads a code of six to ten digits, with or without points, and reduces it to its subheading: national tariffs
// such as the AHTN and the UK's add digits to the six that all countries share.
func Parse(text string) (Code, error) {
	digits := strings.ReplaceAll(text, ".", "")
	if len(digits) < 6 || len(digits) > 10 {
		return 0, fmt.Errorf("%q: %w", text, ErrCode)
	}
	var code Code
	for i, digit := range []byte(digits) {
		if digit < '0' || digit > '9' {
			return 0, fmt.Errorf("%q: %w", text, ErrCode)
		}
		if i < 6 {
			code = code*10 + Code(digit-'0')
		}
	}
	return code, nil
}

// Chapter is the first two digits.
func (c Code) Chapter() int { return int(c / 10000) }

// Heading is the first four digits.
func (c Code) Heading() int { return int(c / 100) }

// String is the code as tariffs print it, such as "6406.10".
func (c Code) String() string {
	text := [7]byte{4: '.'}
	for i, rest := len(text)-1, c; i >= 0; i-- {
		if text[i] == 0 {
			text[i], rest = '0'+byte(rest%10), rest/10
		}
	}
	return string(text[:])
}
