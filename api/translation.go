package api

import (
	"embed"
	"fmt"
	"strings"

	"golang.org/x/text/language"

	"origo/fta-rules/explain"
)

//go:embed texts/*.txt
var problemTexts embed.FS

// wording is what is said about a code in one language.
type wording struct{ title, remedy string }

// translation is all wordings of one language, by code.
type translation map[string]wording

// translations reads the catalogue's translations; English is in the catalogue
// itself.
func translations() (map[explain.Language]translation, error) {
	all := map[explain.Language]translation{}
	for _, l := range explain.Languages()[1:] {
		name := "texts/problems." + string(l) + ".txt"
		raw, err := problemTexts.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read problem texts: %w", err)
		}
		if all[l], err = readTranslation(string(raw)); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return all, nil
}

// readTranslation reads lines of code, title and remedy with bars between them.
func readTranslation(text string) (translation, error) {
	t, number := translation{}, 0
	for line := range strings.Lines(text) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			return nil, fmt.Errorf("line %d is not `code | title | remedy`", number)
		}
		if _, twice := t[parts[0]]; twice {
			return nil, fmt.Errorf("line %d: %s is there twice", number, parts[0])
		}
		t[parts[0]] = wording{parts[1], parts[2]}
	}
	return t, nil
}

// spoken are the languages of problems, the first for whoever asks for none of
// them, with their tags in the same order.
var (
	spoken     = explain.Languages()
	spokenTags = language.NewMatcher([]language.Tag{language.English, language.Vietnamese, language.Korean})
)

// longestPreference bounds the Accept-Language header that is read, in bytes.
const longestPreference = 256

// languageOf picks the language of an Accept-Language header.
func languageOf(header string) explain.Language {
	if len(header) > longestPreference {
		return spoken[0]
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 {
		return spoken[0]
	}
	_, index, _ := spokenTags.Match(wanted...)
	return spoken[index]
}

// worded is what is said about a code in a language, with its places unfilled.
func (s *Server) worded(code string, l explain.Language) wording {
	if w, ok := s.texts[l][code]; ok {
		return w
	}
	k := catalogue[code]
	return wording{k.title, k.remedy}
}
