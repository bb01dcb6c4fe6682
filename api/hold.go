package api

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"
)

// held is an answer that has been written and not yet sent: it may still be
// kept, tagged or replaced.
type held struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header gives the headers of the answer.
func (h *held) Header() http.Header { return h.header }

// WriteHeader notes the status.
func (h *held) WriteHeader(status int) { h.status = status }

// Write adds to the body.
func (h *held) Write(p []byte) (int, error) {
	if h.status == 0 {
		h.status = http.StatusOK
	}
	return h.body.Write(p)
}

// hold lets the handler answer into memory. Refusals are rendered there too.
func (s *Server) hold(c echo.Context, next echo.HandlerFunc) *held {
	outer := c.Response()
	h := &held{header: outer.Header().Clone()}
	c.SetResponse(echo.NewResponse(h, c.Echo()))
	defer c.SetResponse(outer)
	if err := next(c); err != nil {
		s.renderProblem(err, c)
	}
	return h
}

// send sends the answer as it is by now.
func (h *held) send(c echo.Context) error {
	to := c.Response()
	clear(to.Header())
	for name, values := range h.header {
		to.Header()[name] = values
	}
	to.WriteHeader(h.status)
	_, err := to.Write(h.body.Bytes())
	return err
}
