package specimen

import (
	"fmt"
	"regexp"

	"origo/certificate"
)

// Option changes a specimen while it is made. Options apply in the order given.
type Option func(*certificate.Document)

// numberedYear is the year inside the reference numbers of Viet Nam and of the Korean chamber.
var numberedYear = regexp.MustCompile(`^(VN-[A-Z]{2} |K[0-9]{3}-)[0-9]{2}`)

// trailingDigits are the serial at the end of a number.
var trailingDigits = regexp.MustCompile(`[0-9]+$`)

// On moves the specimen in time: it is issued on the given day, and every other date keeps its distance from that day.
// Reference numbers that contain the year follow.
func On(day certificate.Date) Option {
	return func(d *certificate.Document) {
		days := day.DaysSince(d.IssueDate)
		for _, date := range dates(d) {
			if !date.IsZero() {
				*date = date.AddDays(days)
			}
		}
		year := fmt.Sprintf("${1}%02d", day.Year()%100)
		d.Reference = numberedYear.ReplaceAllString(d.Reference, year)
	}
}

// Reference gives the specimen another reference number. On an origin declaration it is the number of the document
// that carries the declaration, to which the exporter's code is prefixed.
func Reference(number string) Option {
	return func(d *certificate.Document) {
		if d.Form == certificate.FormOD {
			d.Statement.Document.Number = number
			number = d.Office + "/" + number
		}
		d.Reference = number
	}
}

// Serial gives the specimen a reference number of its own by changing the digits at its end, of which there are at
// least four; serials beyond them make the number longer.
func Serial(serial int) Option {
	return func(d *certificate.Document) {
		number := d.Reference
		if d.Form == certificate.FormOD {
			number = d.Statement.Document.Number
		}
		width := len(trailingDigits.FindString(number))
		renumbered := trailingDigits.ReplaceAllString(number, fmt.Sprintf("%0*d", width, serial))
		Reference(renumbered)(d)
	}
}

// dates lists every date of the document that moves with it.
func dates(d *certificate.Document) []*certificate.Date {
	all := []*certificate.Date{
		&d.IssueDate, &d.ShipmentDate, &d.Transport.DepartureDate, &d.Declaration.Date, &d.Certification.Date,
		&d.Statement.Date, &d.Statement.Document.Date,
	}
	for i := range d.Invoices {
		all = append(all, &d.Invoices[i].Date)
	}
	if document := d.Certification.ExportDocument; document != nil {
		all = append(all, &document.Date)
	}
	return all
}
