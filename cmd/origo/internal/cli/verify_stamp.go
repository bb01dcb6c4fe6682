package cli

import (
	"context"
	"fmt"
	"io"

	"origo/api/wire"
	"origo/certificate/stamp"
	"origo/clearance"
)

// scanned reads the QR code that --qr gives. One that cannot be read is not asked about.
func (a *app) scanned(q *wire.VerificationRequest, given string) error {
	text, err := a.readStamp(given)
	if err != nil {
		return err
	}
	read, err := stamp.Parse(text)
	if err != nil {
		return invalid(err)
	}
	q.Stamp = &text
	if q.Agreement == nil {
		q.Agreement = &read.Agreement
	}
	return nil
}

// writeScanned tells what the QR code says before what is concluded from it, with the signer's name if the signature is
// proven.
func writeScanned(w io.Writer, text *string, report clearance.Report) {
	if text == nil {
		return
	}
	read, err := stamp.Parse(*text)
	if err != nil {
		return // was read before it was asked about
	}
	shown := shownStamp{Stamp: read}
	for _, f := range report.Findings {
		if f.Check == "QR-01" {
			shown.by, _ = f.Computed.Get("signed_by")
		}
	}
	shown.write(w)
}

// stampStatus asks publicly what a QR code proves and how its certificate stands.
func (a *app) stampStatus(ctx context.Context, given string) error {
	text, err := a.readStamp(given)
	if err != nil {
		return err
	}
	read, err := stamp.Parse(text)
	if err != nil {
		return invalid(err)
	}
	c, err := a.publicClient(read.Country)
	if err != nil {
		return err
	}
	checked, err := c.CheckStamp(ctx, text)
	if err != nil {
		return err
	}
	return a.reportStamp(read, checked)
}

// reportStamp prints what the API says of a QR code. Fine is a genuine one of a certificate in force.
func (a *app) reportStamp(read *stamp.Stamp, checked wire.CheckedStamp) error {
	err := a.show(checked, func(w io.Writer) {
		shownStamp{read, checked.SignedBy}.write(w)
		for _, e := range checked.Explained {
			fmt.Fprintf(w, "  %s %s\n", signs[clearance.Outcome(e.Outcome)], e.Text)
		}
		if checked.Status != nil {
			fmt.Fprintf(w, "  status   %s\n", statusWord(*checked.Status))
		}
	})
	if err != nil {
		return err
	}
	switch {
	case checked.Outcome == clearance.NotMet:
		return &verdictError{code: ExitRefused, text: "the QR code does not hold"}
	case checked.Outcome == clearance.CannotTell || checked.Status == nil:
		return &verdictError{code: ExitCannotTell, text: "not everything about the QR code can be told"}
	case statusWord(*checked.Status) != "issued":
		return &verdictError{code: ExitRefused, text: "the certificate is " + statusWord(*checked.Status)}
	}
	return nil
}
