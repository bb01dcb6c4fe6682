package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/labstack/echo/v4"

	"origo/api/identity"
)

// acceptable is a request id that a caller may choose: short, and harmless in
// a log.
var acceptable = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// number gives every request an id, the caller's own where that is harmless.
func (s *Server) number(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		id := c.Request().Header.Get(echo.HeaderXRequestID)
		if !acceptable.MatchString(id) {
			id = rand.Text()
		}
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		return next(c)
	}
}

// observe logs and counts the request. Neither log nor figures hold anything
// of its content: the route is the pattern, not the address.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begin := s.Now()
		if err := next(c); err != nil {
			c.Error(err) // renders the problem, so that its status can be counted
		}
		status, route, took := c.Response().Status, c.Path(), s.Now().Sub(begin)
		if route == "" {
			route = "unknown"
		}
		s.metrics.request(c.Request().Method, route, status, took)
		s.log.Info("request", "request_id", c.Response().Header().Get(echo.HeaderXRequestID), "method", c.Request().Method,
			"route", route, "status", status, "milliseconds", took.Milliseconds(), "organisation", s.Organisation)
		return nil
	}
}

// catch keeps a defect in one request from ending the process; the caller
// learns nothing of it, the log everything.
func (s *Server) catch(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				s.log.Error("defect", "cause", fmt.Sprint(cause), "stack", string(debug.Stack()))
				err = fault{code: codeInternal}
			}
		}()
		return next(c)
	}
}

// secure sets the headers that keep browsers from doing more than showing data.
func secure(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set(echo.HeaderXContentTypeOptions, "nosniff")
		h.Set(echo.HeaderXFrameOptions, "DENY")
		h.Set(echo.HeaderContentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
		h.Set(echo.HeaderReferrerPolicy, "no-referrer")
		h.Set(echo.HeaderCacheControl, "no-store")
		return next(c)
	}
}

// bound limits the length of the body and the time of the request, and how
// often one address may call what needs no token.
func (s *Server) bound(r rule) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if (r.operation == "PublicStatus" || r.operation == "CheckStamp") && !s.looks.allow(c.RealIP()) {
				return fault{code: codeTooMany}
			}
			ctx, cancel := context.WithTimeout(c.Request().Context(), s.Deadline)
			defer cancel()
			request := c.Request().WithContext(ctx)
			request.Body = http.MaxBytesReader(c.Response(), request.Body, r.maxBody)
			c.SetRequest(request)
			return next(c)
		}
	}
}

type roleKey struct{}

// acting is the role under which the caller of an operation acts.
func acting(ctx context.Context) identity.Role {
	role, _ := ctx.Value(roleKey{}).(identity.Role)
	return role
}

// authorise demands a token of this organisation with one of the rule's roles.
// It stands before anything of the body is read.
func (s *Server) authorise(r rule) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if r.public {
			return next
		}
		return func(c echo.Context) error {
			ctx, err := s.admit(c.Request(), r)
			if err != nil {
				return err
			}
			c.SetRequest(c.Request().WithContext(ctx))
			return next(c)
		}
	}
}

// admit identifies the caller and picks the role to act in.
func (s *Server) admit(request *http.Request, r rule) (context.Context, error) {
	token, err := bearer(request.Header)
	if err != nil {
		return nil, err
	}
	person, err := s.Identity.Verify(request.Context(), token)
	if err != nil {
		return nil, err
	}
	if person.Organisation != s.Organisation || person.Country != s.Country {
		return nil, fault{code: codeForeign}
	}
	role, ok := person.Acting(r.roles)
	if !ok {
		return nil, fault{code: "role_required", params: map[string]string{"role": string(r.roles[0])}}
	}
	return context.WithValue(identity.With(request.Context(), person), roleKey{}, role), nil
}

// bearer takes the one token from the one Authorization header.
func bearer(header http.Header) (string, error) {
	values := header.Values(echo.HeaderAuthorization)
	if len(values) == 0 {
		return "", &identity.Rejected{Reason: identity.Missing}
	}
	scheme, token, _ := strings.Cut(values[0], " ")
	if len(values) > 1 || !strings.EqualFold(scheme, "Bearer") || token == "" || strings.ContainsAny(token, " \t,") {
		return "", &identity.Rejected{Reason: identity.Malformed}
	}
	return token, nil
}
