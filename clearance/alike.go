package clearance

import (
	"strings"
	"unicode"
)

// alike reports whether two names differ in no more than how they are spelt: in case, punctuation and blanks, in the
// usual short forms of a company's kind, or by a letter or two in a long name.
func alike(a, b string) bool {
	one, other := plain(a), plain(b)
	return one == other || distance([]rune(one), []rune(other)) <= min(len(one), len(other))/typoEvery
}

// typoEvery is how many letters a name has for each one that may be mistyped, so that short names must agree.
const typoEvery = 12

// shortForms are how kinds of company are abbreviated.
var shortForms = map[string]string{
	"COMPANY": "CO", "LIMITED": "LTD", "CORPORATION": "CORP", "INCORPORATED": "INC", "PRIVATE": "PTE", "AND": "",
}

// plain is a name or number in capitals, without what typists vary.
func plain(text string) string {
	words := strings.FieldsFunc(strings.ToUpper(text), func(char rune) bool { return !unicode.IsLetter(char) && !unicode.IsDigit(char) })
	for i, word := range words {
		if short, known := shortForms[word]; known {
			words[i] = short
		}
	}
	return strings.Join(words, "")
}

// distance is how many letters must be put in, left out or changed to make one name of the other. Names longer than
// maxCompared are not compared letter by letter.
func distance(a, b []rune) int {
	if len(a) > maxCompared || len(b) > maxCompared {
		return maxCompared
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, letter := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, other := range b {
			change := diagonal
			if letter != other {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

const maxCompared = 400
