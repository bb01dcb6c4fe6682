package api

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"origo/api/audit"
	"origo/api/identity"
	"origo/api/replay"
	"origo/api/wire"
	"origo/certificate"
)

// record logs decisions and writes before they are answered. Without a log
// nothing is decided and nothing written.
func (s *Server) record(r rule) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		if !r.audited {
			return next
		}
		return func(c echo.Context) error {
			if err := s.audit.Ready(); err != nil {
				return &unlogged{before: true, cause: err}
			}
			inputs, err := requestDigest(c.Request())
			if err != nil {
				return err
			}
			h := s.hold(c, next)
			if unreadable(h.status) {
				return h.send(c)
			}
			if err := s.enter(c, r, h, inputs); err != nil {
				return &unlogged{cause: err}
			}
			return h.send(c)
		}
	}
}

// unlogged says that the audit log cannot be written, before or after the
// request was carried out.
type unlogged struct {
	before bool
	cause  error
}

// Error gives the cause.
func (u *unlogged) Error() string { return u.cause.Error() }

// code tells callers whether anything may have been done.
func (u *unlogged) code() string {
	if u.before {
		return codeNoAudit
	}
	return codeUnlogged
}

// unreadable says of a status that the request was refused before anybody read
// what it asks for.
func unreadable(status int) bool {
	return slices.Contains([]int{http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}, status)
}

// witnessEvery is the number of entries after which the head is told to the
// process's own log, which belongs on another machine.
const witnessEvery = 256

// enter appends the entry of an answered request.
func (s *Server) enter(c echo.Context, r rule, h *held, inputs replay.Digest) error {
	person, _ := identity.From(c.Request().Context())
	sum := sha256.Sum256(h.body.Bytes())
	event := audit.Event{
		Who:       audit.Who{Subject: person.Subject, Name: person.Name, Role: string(acting(c.Request().Context())), Organisation: person.Organisation},
		Operation: r.operation, Certificate: addressed(c), Status: h.status,
		Inputs: hex.EncodeToString(inputs[:]), Answer: hex.EncodeToString(sum[:]),
		Request: c.Response().Header().Get(echo.HeaderXRequestID),
	}
	gist(h.body.Bytes()).into(&event)
	if err := s.audit.Append(event); err != nil {
		return err
	}
	if head := s.audit.Head(); head.Sequence%witnessEvery == 0 {
		s.witness(head)
	}
	return nil
}

// witness tells the head of the audit log to the process's log.
func (s *Server) witness(h audit.Head) {
	s.log.Info("audit head", "sequence", h.Sequence, "hash", h.Hash)
}

// addressed is the certificate in the address, if there is one.
func addressed(c echo.Context) string {
	reference, err := url.PathUnescape(c.Param("reference"))
	if err != nil || reference == "" {
		return ""
	}
	return certificate.ID{Form: certificate.Form(c.Param("form")), Country: c.Param("country"), Reference: reference}.String()
}

// told is what of an answer belongs in the audit log: codes, numbers and the
// certificate's name, nothing of its content.
type told struct {
	Code, Verdict, Transaction string
	Certificate, Record        *certificate.ID
	Receipt                    struct{ Transaction string }
	Use                        struct{ Outcome string }
}

// gist reads an answer; one that is no object of JSON tells nothing. Nothing
// behind a verdict is needed, and assessments are long.
func gist(body []byte) told {
	var t told
	places := map[json.Token]any{"code": &t.Code, "verdict": &t.Verdict, "transaction": &t.Transaction,
		"certificate": &t.Certificate, "record": &t.Record, "receipt": &t.Receipt, "use": &t.Use}
	decoder := json.NewDecoder(bytes.NewReader(body))
	if begin, err := decoder.Token(); err != nil || begin != json.Delim('{') {
		return t
	}
	for decoder.More() && t.Verdict == "" {
		name, err := decoder.Token()
		if err != nil {
			return t
		}
		place, wanted := places[name]
		if !wanted {
			place = new(json.RawMessage)
		}
		_ = decoder.Decode(place) // a member of another type is left out; after a broken one there is no more
	}
	return t
}

// into adds what was told.
func (t told) into(e *audit.Event) {
	e.Outcome = cmp.Or(t.Code, t.Verdict, t.Use.Outcome)
	e.Transaction = cmp.Or(t.Transaction, t.Receipt.Transaction)
	for _, id := range []*certificate.ID{t.Record, t.Certificate} {
		if id != nil && id.Reference != "" {
			e.Certificate = id.String()
		}
	}
}

// auditPage is the number of entries in one answer.
const auditPage = 200

// ReadAudit reads the audit log, oldest entry first.
func (s *Server) ReadAudit(_ context.Context, r wire.ReadAuditRequestObject) (wire.ReadAuditResponseObject, error) {
	q, err := auditQuery(r.Params)
	if err != nil {
		return nil, err
	}
	head := s.audit.Head()
	entries, err := s.audit.Read(q)
	if err != nil {
		return nil, err
	}
	page := wire.AuditPage{Entries: present(entries), Head: head}
	if n := len(entries); n == auditPage && entries[n-1].Sequence < head.Sequence {
		page.Next = ptr(strconv.FormatUint(entries[n-1].Sequence, 10))
	}
	return wire.ReadAudit200JSONResponse(page), nil
}

func auditQuery(p wire.ReadAuditParams) (audit.Query, error) {
	q := audit.Query{Limit: auditPage}
	var err error
	if p.Cursor != nil {
		if q.After, err = strconv.ParseUint(*p.Cursor, 10, 64); err != nil {
			return q, fault{code: codeParameter, pointer: "cursor", detail: "must be the next of an earlier page"}
		}
	}
	if p.From != nil {
		if q.From, err = time.Parse(time.RFC3339, *p.From); err != nil {
			return q, fault{code: codeParameter, pointer: "from", detail: "must be a time in RFC 3339"}
		}
	}
	return q, nil
}
