package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// tagOf is the strong ETag of an answer: it follows from its bytes.
func tagOf(body []byte) string {
	sum := sha256.Sum256(bytes.TrimRight(body, "\n"))
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
}

// tag gives the answers of an operation ETags, and a caller who holds the same
// answer already 304 (RFC 9110, 13.1.2).
func (s *Server) tag(r rule) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if !r.tagged {
			return next
		}
		return func(c echo.Context) error {
			h := s.hold(c, next)
			if h.status != http.StatusOK {
				return h.send(c)
			}
			etag := tagOf(h.body.Bytes())
			h.header.Set("ETag", etag)
			if names(c.Request().Header.Values("If-None-Match"), etag, weakly) {
				h.status = http.StatusNotModified
				h.body.Reset()
				for _, name := range []string{echo.HeaderContentType, echo.HeaderContentLength, echo.HeaderContentDisposition} {
					h.header.Del(name)
				}
			}
			return h.send(c)
		}
	}
}

// comparison tells whether a caller's tag is the one at hand.
type comparison func(given, etag string) bool

// strictly is the comparison of writes: a weak tag never fits.
func strictly(given, etag string) bool { return given == etag }

// weakly is the comparison of reads.
func weakly(given, etag string) bool { return strings.TrimPrefix(given, "W/") == etag }

// names says whether one of the tags in the header's values is the one at hand.
func names(values []string, etag string, same comparison) bool {
	for _, given := range strings.Split(strings.Join(values, ","), ",") {
		if given = strings.TrimSpace(given); given == "*" || same(given, etag) {
			return true
		}
	}
	return false
}

// unchanged demands, where the caller sent If-Match, that what read gives still
// bears that tag. The ledger's own rules hold in any case: this spares a person
// from deciding upon something that is no longer so.
func unchanged[T any](header *string, read func() (T, error)) error {
	if header == nil {
		return nil
	}
	now, err := read()
	if err != nil {
		return err
	}
	body, err := json.Marshal(now)
	if err != nil {
		return fmt.Errorf("compare with If-Match: %w", err)
	}
	if !names([]string{*header}, tagOf(body), strictly) {
		return fault{code: codeChanged, pointer: "If-Match"}
	}
	return nil
}
