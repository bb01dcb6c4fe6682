package console

import "net/http"

// follow streams the API's events to a page, with the person's session in place
// of the token that browsers cannot send with an event stream.
func (c *Console) follow(w http.ResponseWriter, r *http.Request) {
	s, err := c.session(r)
	if err != nil || s.Token == "" {
		http.Error(w, "sign in first", http.StatusUnauthorized)
		return
	}
	through := inside{api: c.API, token: s.Token, language: string(c.wordsOf(r).Language()), remote: r.RemoteAddr}
	ask := r.Clone(r.Context())
	ask.URL.Path, ask.URL.RawPath = "/v1/events", ""
	ask.Header.Del("Cookie")
	c.API.ServeHTTP(w, through.as(ask))
}
