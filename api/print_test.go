package api

import (
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"origo/api/identity"
	"origo/api/wire"
	"origo/certificate"
	"origo/certificate/printed"
	"origo/certificate/specimen"
)

// printedBy asks for a PDF as somebody.
func (w *world) printedBy(org string, role identity.Role, method, path string, body any) []byte {
	w.t.Helper()
	answer := w.servers[org].answer(w.t, ask(method, path, w.token(org, role), body))
	if answer.Code != http.StatusOK || answer.Header().Get("Content-Type") != "application/pdf" || !printed.IsPDF(answer.Body.Bytes()) {
		w.t.Fatalf("%s %s answered %d, %s: %.300s", method, path, answer.Code, answer.Header().Get("Content-Type"), answer.Body.String())
	}
	return answer.Body.Bytes()
}

// TestPrintCarriesTheCertificate: the PDF of both countries holds the very bytes and seal.
func TestPrintCarriesTheCertificate(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.stamped(d)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil); got != http.StatusCreated {
		t.Fatalf("anchoring answered %d", got)
	}
	pdf := w.printedBy("VNIssuer", identity.Issuer, "GET", location(d.ID())+"/document.pdf", nil)
	document, cms, err := printed.Extract(pdf)
	if err != nil || !bytes.Equal(document, sealed.Certificate) || !bytes.Equal(cms, tidySeal(sealed.Seal)) {
		t.Errorf("other bytes are inside: %v", err)
	}
	unstamped := w.printedBy("THCustoms", identity.Customs, "GET", location(d.ID())+"/document.pdf", nil)
	if bytes.Equal(unstamped, pdf) {
		t.Error("customs hold no stamp, and yet print one")
	}
}

// TestPrintIsAssessedAsItsFilesAre: the PDF alone gives the answer that certificate and seal give.
func TestPrintIsAssessedAsItsFilesAre(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.sealed(d)
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/certificates", sealed, nil); got != http.StatusCreated {
		t.Fatalf("anchoring answered %d", got)
	}
	pdf := w.printedBy("THCustoms", identity.Customs, "GET", location(d.ID())+"/document.pdf", nil)
	want := w.verdict(identity.Customs, wire.VerificationRequest{Certificate: &sealed.Certificate, Seal: &sealed.Seal})
	for _, role := range []identity.Role{identity.Customs, identity.Trader} {
		if got := w.verdict(role, wire.VerificationRequest{Print: &pdf}); role == identity.Customs && got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for name, body := range map[string]map[string]any{
		"a scan":   {"print": []byte("%PDF-1.7\n1 0 obj <<>> endobj\n")},
		"nothing":  {"print": []byte{}},
		"with one": {"print": pdf, "certificate": sealed.Certificate, "seal": sealed.Seal},
	} {
		var p Problem
		if got := w.as("THCustoms", identity.Customs, "POST", "/v1/verifications", body, &p); got != http.StatusUnprocessableEntity || p.Code != codeField {
			t.Errorf("%s: %d %s", name, got, p.Code)
		}
	}
}

func TestPreviewIsNoCertificate(t *testing.T) {
	w := newWorld(t)
	draft := []byte(strings.Replace(string(must(specimen.KV("demo").Canonical())(t)), `"reference"`, "\n \"reference\"", 1))
	pdf := w.printedBy("VNIssuer", identity.Trader, "POST", "/v1/drafts/preview.pdf", map[string]any{"certificate": draft})
	if _, _, err := printed.Extract(pdf); err == nil {
		t.Error("a certificate is inside")
	}
	if got := w.as("VNIssuer", identity.Trader, "POST", "/v1/drafts/preview.pdf", map[string]any{"certificate": []byte("{")}, nil); got != http.StatusUnprocessableEntity {
		t.Errorf("half a draft: %d", got)
	}
}

func TestAssessmentOnPaper(t *testing.T) {
	w := newWorld(t)
	w.found()
	d := w.document()
	sealed := w.sealed(d)
	for _, language := range []string{"en", "vi", "ko"} {
		w.printedBy("THCustoms", identity.Customs, "POST", "/v1/verifications.pdf?lang="+language, map[string]any{"certificate": sealed.Certificate, "seal": sealed.Seal})
	}
	if got := w.as("THCustoms", identity.Trader, "POST", "/v1/verifications.pdf", map[string]any{"reference": d.ID()}, nil); got != http.StatusForbidden {
		t.Errorf("a trader who brings nothing: %d", got)
	}
}

// TestWhatIsTooLongIsNotPrinted: a small draft that would take thousands of pages costs nothing.
func TestWhatIsTooLongIsNotPrinted(t *testing.T) {
	w := newWorld(t)
	d := specimen.KV("demo")
	first := d.Items[0]
	first.Invoices = nil
	for n := range 99 {
		d.Invoices = append(d.Invoices, certificate.Invoice{Number: fmt.Sprint(n), Date: d.IssueDate.AddDays(-n)})
		first.Invoices = append(first.Invoices, fmt.Sprint(n))
	}
	d.Items = nil
	for n := range 999 {
		first.Number = n + 1
		d.Items = append(d.Items, first)
	}
	var p Problem
	body := map[string]any{"certificate": must(d.Canonical())(t)}
	if got := w.as("VNIssuer", identity.Issuer, "POST", "/v1/drafts/preview.pdf", body, &p); got != http.StatusUnprocessableEntity || p.Code != codeTooLong {
		t.Errorf("answered %d %s", got, p.Code)
	}
}
