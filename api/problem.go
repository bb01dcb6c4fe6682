package api

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"origo/api/identity"
	"origo/api/replay"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
	"origo/client"
	"origo/issuance"
)

// Problem is a refusal as callers see it (RFC 9457).
type Problem struct {
	Type        string               `json:"type"`
	Title       string               `json:"title"`
	Status      int                  `json:"status"`
	Detail      string               `json:"detail,omitempty"`
	Code        string               `json:"code"`
	Params      map[string]string    `json:"params,omitempty"`
	Pointer     string               `json:"pointer,omitempty"` // JSON pointer into the body, or a parameter's name
	Problems    certificate.Problems `json:"problems,omitempty"`
	Remedy      string               `json:"remedy"`
	Transaction string               `json:"transaction,omitempty"`
	RequestID   string               `json:"request_id"`
}

// fault is an error whose words are meant for callers. Every other error is
// shown by its kind alone, so that nothing internal leaks.
type fault struct {
	code    string
	pointer string
	detail  string
	params  map[string]string
}

// Error gives the code and the detail.
func (f fault) Error() string { return f.code + ": " + f.detail }

// problemOf turns any error into what may be said about it.
func problemOf(err error) Problem {
	p := describe(err)
	k, known := catalogue[p.Code]
	if !known {
		p.Code, p.Params = codeInternal, nil
		k = catalogue[codeInternal]
	}
	p.Type, p.Title, p.Remedy = "/problems/"+p.Code, k.title, fill(k.remedy, p.Params)
	p.Status = cmp.Or(p.Status, k.status)
	return p
}

// fill puts the parameters into the remedy's places, written {name}.
func fill(remedy string, params map[string]string) string {
	places := make([]string, 0, 2*len(params))
	for name, value := range params {
		places = append(places, "{"+name+"}", value)
	}
	return strings.NewReplacer(places...).Replace(remedy)
}

// describe picks the code of an error and the facts that belong to it.
func describe(err error) Problem {
	var f fault
	var field *wire.Fault
	var refusal *registry.Refusal
	var problems certificate.Problems
	var bill billFault
	var unrecorded *issuance.Unrecorded
	switch {
	case errors.As(err, &bill):
		return Problem{Code: codeBill, Problems: bill.shown()}
	case errors.As(err, &unrecorded):
		return Problem{Code: codeReexport, Detail: unrecorded.Error(), Params: map[string]string{
			"certificate": unrecorded.Original.String(), "item": strconv.Itoa(unrecorded.Item)}}
	case errors.As(err, &f):
		return Problem{Code: f.code, Pointer: f.pointer, Detail: f.detail, Params: f.params}
	case errors.As(err, &field):
		return Problem{Code: codeField, Pointer: field.Pointer, Detail: field.Detail}
	case errors.As(err, &problems):
		return Problem{Code: string(registry.InvalidForm), Problems: problems}
	case errors.As(err, &refusal):
		return describeRefusal(refusal)
	}
	return describeLedger(err)
}

// describeRefusal keeps the ledger's own code and parameters. A contract that
// is newer than this server may use codes it does not know.
func describeRefusal(r *registry.Refusal) Problem {
	if _, known := catalogue[string(r.Code)]; !known {
		return Problem{Code: codeRefused, Params: map[string]string{"refusal": string(r.Code)}}
	}
	return Problem{Code: string(r.Code), Params: r.Params}
}

func describeLedger(err error) Problem {
	var unavailable *client.Unavailable
	var unknown *client.Unknown
	var invalid *client.Invalid
	switch {
	case errors.As(err, &unknown):
		return Problem{Code: codeUnknown, Transaction: unknown.Transaction}
	case errors.As(err, &invalid):
		return Problem{Code: codeInvalid, Transaction: invalid.Transaction, Params: map[string]string{"validation": invalid.Code}}
	case errors.As(err, &unavailable), errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return Problem{Code: codeUnavailable}
	case errors.Is(err, client.ErrNoChannel):
		return Problem{Code: codeNotServed}
	case errors.Is(err, client.ErrNoRole):
		return Problem{Code: codeFunction}
	case errors.Is(err, client.ErrOtherBytes), errors.Is(err, client.ErrOtherDigest):
		return Problem{Code: codeReadBack}
	}
	return describeEdge(err)
}

func describeEdge(err error) Problem {
	var rejected *identity.Rejected
	var tooLarge *http.MaxBytesError
	var routed *echo.HTTPError
	var dark *unlogged
	switch {
	case errors.As(err, &rejected):
		return Problem{Code: string(rejected.Reason)}
	case errors.As(err, &dark):
		return Problem{Code: dark.code()}
	case errors.Is(err, replay.ErrConflict):
		return Problem{Code: codeOtherRequest, Pointer: headerKey}
	case errors.Is(err, replay.ErrBusy):
		return Problem{Code: codeUnderWay, Pointer: headerKey}
	case errors.Is(err, identity.ErrUnavailable), errors.Is(err, identity.ErrDemonstration):
		return Problem{Code: codeIdentity}
	case errors.As(err, &tooLarge):
		return Problem{Code: codeTooLarge, Params: map[string]string{"limit": strconv.FormatInt(tooLarge.Limit, 10)}}
	case errors.As(err, &routed):
		return Problem{Code: codeOfStatus(routed.Code)}
	}
	return Problem{Code: codeInternal}
}

// codeOfStatus names what Echo and the generated code refuse by themselves:
// unknown routes and parameters that cannot be read.
func codeOfStatus(status int) string {
	switch status {
	case http.StatusNotFound:
		return codeNoRoute
	case http.StatusMethodNotAllowed:
		return codeMethod
	case http.StatusBadRequest:
		return codeParameter
	default:
		return codeInternal
	}
}

// renderProblem is Echo's error handler.
func (s *Server) renderProblem(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := problemOf(err)
	p.RequestID = c.Response().Header().Get(echo.HeaderXRequestID)
	s.metrics.problem(p.Code)
	if p.Status >= http.StatusInternalServerError {
		s.log.ErrorContext(c.Request().Context(), "request failed", "request_id", p.RequestID, "code", p.Code, "cause", causeFor(err))
	}
	header := c.Response().Header()
	s.translate(&p, c)
	switch p.Status {
	case http.StatusUnauthorized:
		header.Set(echo.HeaderWWWAuthenticate, `Bearer realm="origo", error="invalid_token"`)
	case http.StatusServiceUnavailable:
		header.Set(echo.HeaderRetryAfter, "5")
	case http.StatusTooManyRequests:
		header.Set(echo.HeaderRetryAfter, "1")
	}
	raw, failed := json.Marshal(p)
	if failed != nil {
		raw = []byte(`{}`)
	}
	if err := c.Blob(p.Status, "application/problem+json", raw); err != nil {
		s.log.Warn("answer not sent", "request_id", p.RequestID, "cause", err.Error())
	}
}

// translate words a problem in the caller's language.
func (s *Server) translate(p *Problem, c echo.Context) {
	spoken := languageOf(c.Request().Header.Get(headerAcceptLanguage))
	w := s.worded(p.Code, spoken)
	p.Title, p.Remedy = w.title, fill(w.remedy, p.Params)
	switch words := s.desks[spoken].Words(); p.Code { // other lists are in English alone
	case string(registry.InvalidForm):
		p.Problems = words.Problems(p.Problems)
	case codeBill:
		p.Problems = words.BillProblems(p.Problems)
	}
	c.Response().Header().Set(headerContentLanguage, string(spoken))
	c.Response().Header().Add(echo.HeaderVary, headerAcceptLanguage)
}

const (
	headerAcceptLanguage  = "Accept-Language"
	headerContentLanguage = "Content-Language"
)

// causeFor is what the log may know of an error. Refusals and faults can quote
// a certificate and are logged by their code alone.
func causeFor(err error) string {
	var refusal *registry.Refusal
	var f fault
	var bill billFault
	if errors.As(err, &refusal) || errors.As(err, &f) || errors.As(err, &bill) {
		return ""
	}
	return err.Error()
}
