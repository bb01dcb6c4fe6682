package api

import (
	"bytes"
	"io"
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"origo/api/identity"
	"origo/api/replay"
)

const (
	headerKey      = "Idempotency-Key"
	headerReplayed = "Idempotency-Replayed"
)

// keyShape is what an idempotency key may be.
var keyShape = regexp.MustCompile(`^[!-~]{1,128}$`)

// once carries a write out once for each idempotency key of a person, and
// answers repetitions with what was answered then. Without a key nothing is
// kept: the ledger's writes are idempotent by their content anyway.
func (s *Server) once(r rule) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if !r.write {
			return next
		}
		return func(c echo.Context) error {
			values := c.Request().Header.Values(headerKey)
			if len(values) == 0 {
				return next(c)
			}
			if len(values) > 1 || !keyShape.MatchString(values[0]) {
				return fault{code: codeParameter, pointer: headerKey, detail: "must be one word of 1 to 128 printable characters"}
			}
			return s.answerOnce(c, next, keyOf(c, r, values[0]))
		}
	}
}

// keyOf joins what a key is good for: one person and one operation.
func keyOf(c echo.Context, r rule, key string) replay.Digest {
	person, _ := identity.From(c.Request().Context())
	return replay.DigestOf([]byte(person.Organisation), []byte(person.Subject), []byte(r.operation), []byte(key))
}

func (s *Server) answerOnce(c echo.Context, next echo.HandlerFunc, key replay.Digest) error {
	request, err := requestDigest(c.Request())
	if err != nil {
		return err
	}
	claim, known, err := s.answers.Begin(c.Request().Context(), key, request)
	if err != nil {
		return err
	}
	if known != nil {
		return repeat(c, known)
	}
	defer claim.Release()
	h := s.hold(c, next)
	if final(h.status) {
		if err := claim.Keep(h.kept()); err != nil { // the answer stands; a repetition is carried out again
			s.log.Error("answer not kept", "cause", err.Error())
		}
	}
	return h.send(c)
}

// requestDigest covers address and body; the body can be read again afterwards.
func requestDigest(r *http.Request) (replay.Digest, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return replay.Digest{}, readFault(err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return replay.DigestOf([]byte(r.Method), []byte(r.URL.RequestURI()), body), nil
}

// final says whether an answer is one to the request itself. What was refused
// unread, went stale or failed here may be tried again under the same key.
func final(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusUnauthorized, http.StatusRequestTimeout, http.StatusPreconditionFailed,
		http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusTooManyRequests:
		return false
	}
	return status < http.StatusInternalServerError
}

// keptHeaders belong to the answer and not to the exchange.
var keptHeaders = []string{echo.HeaderContentType, headerContentLanguage, echo.HeaderLocation, "ETag"}

// kept is the answer as it is remembered.
func (h *held) kept() replay.Answer {
	a := replay.Answer{Status: h.status, Header: map[string]string{}, Body: h.body.Bytes()}
	for _, name := range keptHeaders {
		if value := h.header.Get(name); value != "" {
			a.Header[name] = value
		}
	}
	return a
}

// repeat gives a remembered answer.
func repeat(c echo.Context, a *replay.Answer) error {
	header := c.Response().Header()
	for name, value := range a.Header {
		header.Set(name, value)
	}
	header.Set(headerReplayed, "true")
	return c.Blob(a.Status, a.Header[echo.HeaderContentType], a.Body)
}
