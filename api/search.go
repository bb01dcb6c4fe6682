package api

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"time"

	"origo/api/readmodel"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/registry"
)

// model gives the read model; a fault where the server runs without one.
func (s *Server) model() (*readmodel.Model, error) {
	if s.ReadModel == nil {
		return nil, fault{code: codeNoModel}
	}
	return s.ReadModel, nil
}

// noModel logs why the read model gave no answer; the caller hears only that.
func (s *Server) noModel(ctx context.Context, err error) error {
	if err == nil || ctx.Err() != nil {
		return err
	}
	s.log.WarnContext(ctx, "read model does not answer", "cause", err.Error())
	return fault{code: codeNoModel}
}

// asOf says how far the read model follows the ledger.
func (s *Server) asOf(ctx context.Context, m *readmodel.Model) ([]wire.ModelAsOf, error) {
	channels, err := m.AsOf(ctx)
	list := []wire.ModelAsOf{}
	for _, c := range channels {
		list = append(list, wire.ModelAsOf{Agreement: c.Agreement, Block: int(c.Block), BlockTime: optional(c.BlockTime), AgeSeconds: s.age(c.BlockTime)})
	}
	return list, err
}

// optional leaves out an empty text.
func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// age is the time since an instant in seconds, nil if there is none.
func (s *Server) age(instant string) *int {
	at, err := time.Parse(time.RFC3339, instant)
	if err != nil {
		return nil
	}
	return ptr(int(s.Now().Sub(at).Seconds()))
}

var hsPrefix = regexp.MustCompile(`^([0-9]{2}){1,5}$`)

// maxWords bounds a name that is searched for, in bytes.
const maxWords = 200

// query reads what is searched for.
func query(p wire.SearchCertificatesParams) (readmodel.Query, error) {
	q := readmodel.Query{
		Exporter: value(p.Exporter), Consignee: value(p.Consignee), HS: value(p.Hs), Office: value(p.Office),
		Status: given(p.Status), Usage: given(p.Usage), Form: given(p.Form), Agreement: given(p.Agreement),
		Limit: given(p.Limit),
	}
	switch {
	case q.Status != "" && !slices.Contains([]registry.Status{registry.Issued, registry.Cancelled, registry.Replaced}, q.Status):
		return q, fault{code: codeParameter, pointer: "status", detail: "must be issued, cancelled or replaced"}
	case q.Usage != "" && !slices.Contains([]registry.LineStatus{registry.Unused, registry.PartlyUsed, registry.UsedUp, registry.LineRefused}, q.Usage):
		return q, fault{code: codeParameter, pointer: "usage", detail: "must be unused, partly_used, used_up or refused"}
	case q.Form != "" && !q.Form.Known():
		return q, fault{code: codeParameter, pointer: "form", detail: "must be D, VK, KV, EUR.1 or OD"}
	case q.Agreement != "" && !q.Agreement.Known():
		return q, fault{code: codeParameter, pointer: "agreement", detail: "must be atiga, vkfta or ukvfta"}
	}
	return q, errors.Join(bounds(&q, p), days(&q, p))
}

// days reads the dates.
func days(q *readmodel.Query, p wire.SearchCertificatesParams) error {
	for _, d := range []struct {
		name string
		text *string
		into *certificate.Date
	}{{"issued_from", p.IssuedFrom, &q.IssuedFrom}, {"issued_to", p.IssuedTo, &q.IssuedTo}, {"expires_before", p.ExpiresBefore, &q.ExpiresBefore}} {
		if d.text == nil {
			continue
		}
		var err error
		if *d.into, err = certificate.ParseDate(*d.text); err != nil {
			return fault{code: codeParameter, pointer: d.name, detail: err.Error()}
		}
	}
	return nil
}

// bounds checks what has a length, and reads the cursor.
func bounds(q *readmodel.Query, p wire.SearchCertificatesParams) error {
	switch {
	case q.HS != "" && !hsPrefix.MatchString(q.HS):
		return fault{code: codeParameter, pointer: "hs", detail: "must be 2, 4, 6, 8 or 10 digits"}
	case len(q.Exporter) > maxWords, len(q.Consignee) > maxWords, len(q.Office) > maxWords:
		return fault{code: codeParameter, pointer: "exporter", detail: "a name may have 200 bytes"}
	case q.Limit < 0 || q.Limit > readmodel.MaxLimit || p.Limit != nil && q.Limit == 0:
		return fault{code: codeParameter, pointer: "limit", detail: "must be 1 to 500"}
	}
	var err error
	if p.Cursor != nil {
		if q.After, err = readmodel.ParseCursor(*p.Cursor); err != nil {
			return fault{code: codeParameter, pointer: "cursor", detail: err.Error()}
		}
	}
	return nil
}

// given is what an optional parameter says, the zero value if nothing.
func given[T any](value *T) T {
	if value == nil {
		var none T
		return none
	}
	return *value
}

// SearchCertificates lists certificates from the read model.
func (s *Server) SearchCertificates(ctx context.Context, r wire.SearchCertificatesRequestObject) (wire.SearchCertificatesResponseObject, error) {
	q, err := query(r.Params)
	if err != nil {
		return nil, err
	}
	if q, err = boundTo(ctx, q); err != nil {
		return nil, err
	}
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	asOf, err := s.asOf(ctx, m) // before the search: the answer is at least as new
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	page, err := m.Search(ctx, q)
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	answer := wire.CertificateList{AsOf: asOf}
	if answer.Certificates, err = s.listed(ctx, m, q, page.Entries); err != nil {
		return nil, err
	}
	if page.Next != nil {
		answer.Next = ptr(page.Next.String())
	}
	return wire.SearchCertificates200JSONResponse(answer), nil
}

// ReadDashboard counts what the read model holds.
func (s *Server) ReadDashboard(ctx context.Context, _ wire.ReadDashboardRequestObject) (wire.ReadDashboardResponseObject, error) {
	m, err := s.model()
	if err != nil {
		return nil, err
	}
	asOf, err := s.asOf(ctx, m)
	if err != nil {
		return nil, s.noModel(ctx, err)
	}
	d, err := m.Dashboard(ctx)
	return wire.ReadDashboard200JSONResponse{AsOf: asOf, Certificates: d.Certificates, Refusals: d.Refusals}, s.noModel(ctx, err)
}

// modelReady says for each channel how far the read model is. It is no reason to
// take a server out of service: verification does without.
func (s *Server) modelReady(ctx context.Context) []wire.Capability {
	if s.ReadModel == nil {
		return nil
	}
	channels, err := s.ReadModel.AsOf(ctx)
	if err != nil {
		return []wire.Capability{{Name: "read model", Reason: ptr("unreachable")}}
	}
	list := []wire.Capability{}
	for _, c := range channels {
		list = append(list, wire.Capability{Name: "read model " + string(c.Agreement), Ready: true, Height: ptr(int(c.Block + 1)),
			BlockTime: optional(c.BlockTime), AgeSeconds: s.age(c.BlockTime)})
	}
	return list
}
