package console

import (
	"embed"
	"fmt"
	"net/http"
	"slices"
	"time"

	"golang.org/x/text/language"

	"origo/fta-rules/explain"
	"origo/fta-rules/finding"
)

//go:embed texts/*.txt
var texts embed.FS

// Words are the sentences of one language: those of the pages, in texts, and
// those of verdicts and rules, in origo/fta-rules/explain/texts.
type Words struct{ catalogue explain.Catalogue }

func readWords(l explain.Language) (Words, error) {
	catalogue, err := explain.Load(l, texts)
	return Words{catalogue}, err
}

// languages are those of the console, the first being the one of those who ask
// for none of them.
func languages() []explain.Language { return explain.Languages() }

func languageTags() []language.Tag {
	var tags []language.Tag
	for _, l := range languages() {
		tags = append(tags, language.Make(string(l)))
	}
	return tags
}

// Language is the language of the words.
func (w Words) Language() explain.Language { return w.catalogue.Language() }

// Say is the sentence of a code. Its places are filled from pairs of name and
// value; a value that is a date as computers write it is shown as people do.
//
//	p.Say("frame.days", "number", p.Count(3))
func (w Words) Say(code string, pairs ...string) string {
	var values finding.Values
	for pair := range slices.Chunk(pairs, 2) {
		if len(pair) == 2 {
			values = append(values, finding.Value{Name: pair[0], Value: pair[1]})
		}
	}
	return w.catalogue.Say(finding.Message(code), values...)
}

// Or is the sentence of a code made of a prefix and a word of the API, and the
// word itself where there is none: a newer API may know more words.
func (w Words) Or(prefix, word string) string {
	if said := w.Say(prefix + word); said != prefix+word {
		return said
	}
	return word
}

// Catalogue has the words of verdicts, steps and rules.
func (w Words) Catalogue() explain.Catalogue { return w.catalogue }

const (
	languageCookie = "origo-language"
	languageField  = "lang"
	languageYears  = 1
)

// wordsOf are those of the reader's language: the one chosen, else the first of
// the browser's wishes that there is.
func (c *Console) wordsOf(r *http.Request) Words {
	wishes := r.URL.Query().Get(languageField)
	if cookie, err := r.Cookie(languageCookie); err == nil && wishes == "" {
		wishes = cookie.Value
	}
	if l, err := explain.ParseLanguage(wishes); err == nil && wishes != "" {
		return c.words[l]
	}
	_, at := language.MatchStrings(c.choose, r.Header.Get("Accept-Language"))
	return c.words[languages()[at]]
}

// spoken remembers a language chosen by a link such as ?lang=vi.
func (c *Console) spoken(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		wish := r.URL.Query().Get(languageField)
		if l, err := explain.ParseLanguage(wish); err == nil && wish != "" {
			http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: string(l), Path: "/", Secure: c.seal.secure,
				HttpOnly: true, SameSite: http.SameSiteLaxMode, Expires: c.Now().AddDate(languageYears, 0, 0)})
		}
		next.ServeHTTP(w, r)
	})
}

// inLanguage is the address of the page in another language.
func (p *Page) inLanguage(l explain.Language) string {
	at := *p.Request.URL
	query := at.Query()
	query.Set(languageField, string(l))
	at.RawQuery = query.Encode()
	return at.RequestURI()
}

// Ago says how long something lasts or lies back, in the largest whole unit.
func (w Words) Ago(d time.Duration) string {
	for _, unit := range []struct {
		code string
		is   time.Duration
	}{{"frame.days", 24 * time.Hour}, {"frame.hours", time.Hour}, {"frame.minutes", time.Minute}} {
		if d >= 2*unit.is {
			return w.Say(unit.code, "number", fmt.Sprint(int64(d/unit.is)))
		}
	}
	return w.Say("frame.seconds", "number", fmt.Sprint(int64(max(d, 0)/time.Second)))
}
