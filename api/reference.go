package api

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"origo/api/wire"
)

//go:embed reference.html.tmpl
var referenceText string

//go:embed reference.css
var referenceStyle string

var referenceTemplate = template.Must(template.New("reference").Parse(referenceText))

// manual is the reference page: the specification as people read it.
type manual struct {
	Title, Version, Summary string
	Paragraphs              []string
	Style                   template.CSS
	Groups                  []chapter
	Schemas                 []shape
}

// chapter is the operations of one tag.
type chapter struct {
	Name, Description string
	Operations        []usage
}

// usage is one operation.
type usage struct {
	ID, Method, Path, Summary, Callers string
	Paragraphs                         []string
	Parameters                         []member
	Bodies, Answers                    []content
}

// content is a body that is sent or answered.
type content struct {
	Status, Media, Description string
	Type                       kindOf
}

// shape is one schema of the components.
type shape struct {
	Name, Description string
	Type              kindOf
	Members           []member
}

// member is a parameter, or a property of an object.
type member struct {
	Name, In, Description string
	Required              bool
	Type                  kindOf
}

// kindOf is a type in words, with the schema it leads to.
type kindOf struct{ Text, Link string }

// newManual reads the specification into a page.
func newManual(specification []byte) (manual, error) {
	doc, err := openapi3.NewLoader().LoadFromData(specification)
	if err != nil {
		return manual{}, fmt.Errorf("read specification: %w", err)
	}
	m := manual{Title: doc.Info.Title, Version: doc.Info.Version, Paragraphs: paragraphs(doc.Info.Description), Style: template.CSS(referenceStyle)}
	for _, tag := range doc.Tags {
		m.Groups = append(m.Groups, chapter{tag.Name, tag.Description, usages(doc, tag.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		s := doc.Components.Schemas[name].Value
		m.Schemas = append(m.Schemas, shape{name, s.Description, typeOf(&openapi3.SchemaRef{Value: s}), properties(s)})
	}
	return m, nil
}

// paragraphs divides a text at its empty lines.
func paragraphs(text string) []string {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	return strings.Split(text, "\n\n")
}

// usages lists the operations of a tag by path and method.
func usages(doc *openapi3.T, tag string) []usage {
	var all []usage
	for at, item := range doc.Paths.Map() {
		for method, o := range item.Operations() {
			if slices.Contains(o.Tags, tag) {
				all = append(all, usageOf(method, at, item, o))
			}
		}
	}
	slices.SortFunc(all, func(a, b usage) int { return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method)) })
	return all
}

func usageOf(method, at string, item *openapi3.PathItem, o *openapi3.Operation) usage {
	u := usage{ID: o.OperationID, Method: method, Path: at, Summary: o.Summary, Paragraphs: paragraphs(o.Description), Callers: "everybody, without a token"}
	if r, err := ruleOf(o); err == nil && !r.public {
		u.Callers = strings.Trim(fmt.Sprint(r.roles), "[]")
	}
	for _, p := range slices.Concat(item.Parameters, o.Parameters) {
		u.Parameters = append(u.Parameters, member{p.Value.Name, p.Value.In, p.Value.Description, p.Value.Required, typeOf(p.Value.Schema)})
	}
	if o.RequestBody != nil {
		u.Bodies = contents("", "", o.RequestBody.Value.Content)
	}
	for _, status := range slices.Sorted(maps.Keys(o.Responses.Map())) {
		r := o.Responses.Value(status).Value
		u.Answers = append(u.Answers, contents(status, *r.Description, r.Content)...)
	}
	return u
}

func contents(status, description string, of openapi3.Content) []content {
	if len(of) == 0 {
		return []content{{Status: status, Description: description}}
	}
	var all []content
	for _, media := range slices.Sorted(maps.Keys(of)) {
		all = append(all, content{status, media, description, typeOf(of[media].Schema)})
	}
	return all
}

func properties(s *openapi3.Schema) []member {
	var all []member
	for _, name := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[name]
		all = append(all, member{Name: name, Description: p.Value.Description, Required: slices.Contains(s.Required, name), Type: typeOf(p)})
	}
	return all
}

// typeOf says in words what a schema admits.
func typeOf(ref *openapi3.SchemaRef) kindOf {
	switch {
	case ref == nil || ref.Value == nil:
		return kindOf{}
	case ref.Ref != "":
		name := path.Base(ref.Ref)
		return kindOf{name, name}
	case ref.Value.Type.Is("array"):
		of := typeOf(ref.Value.Items)
		return kindOf{"list of " + of.Text, of.Link}
	}
	words := []string{strings.Join(ref.Value.Type.Slice(), " or ")}
	for _, one := range ref.Value.Enum {
		words = append(words, fmt.Sprint(one))
	}
	words = append(words, ref.Value.Format, ref.Value.Pattern)
	return kindOf{Text: strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " · ")}
}

// page is the finished reference page and the policy it is sent with.
type page struct {
	body   []byte
	policy string
}

// newPage renders the page. Its one style is allowed by hash; the page holds no
// script and loads nothing.
func newPage(specification []byte) (page, error) {
	m, err := newManual(specification)
	if err != nil {
		return page{}, err
	}
	var out bytes.Buffer
	if err := referenceTemplate.Execute(&out, m); err != nil {
		return page{}, fmt.Errorf("render reference: %w", err)
	}
	sum := sha256.Sum256([]byte(referenceStyle))
	hash := base64.StdEncoding.EncodeToString(sum[:])
	return page{out.Bytes(), "default-src 'none'; style-src 'sha256-" + hash + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"}, nil
}

// VisitReferenceResponse sends the page.
func (p page) VisitReferenceResponse(w http.ResponseWriter) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", p.policy)
	w.WriteHeader(http.StatusOK)
	_, err := w.Write(p.body)
	return err
}

// Reference shows the specification to people.
func (s *Server) Reference(context.Context, wire.ReferenceRequestObject) (wire.ReferenceResponseObject, error) {
	p, err := s.manual()
	return p, err
}
