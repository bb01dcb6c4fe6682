package printed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"origo/certificate"
)

// day is a date as forms write it, free of the doubt between day and month.
func day(d certificate.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format("2 Jan 2006")
}

// country is a country's name in capitals, as forms print it.
func country(code string) string {
	switch code {
	case "KR":
		return "KOREA"
	case "LA":
		return "LAO PDR"
	case "BN":
		return "BRUNEI"
	}
	return strings.ToUpper(certificate.CountryName(code))
}

// party is the content of a box with a party's name, address and country.
func party(p certificate.Party) []string {
	if p.IsZero() {
		return nil
	}
	lines := []string{p.Name, p.Address, country(p.Country)}
	if p.Registration != "" {
		lines = append(lines, "Registration "+p.Registration)
	}
	return lines
}

// route is the content of the transport box.
func route(d *certificate.Document) []string {
	t := d.Transport
	return given(
		"Departure", day(t.DepartureDate),
		"Shipment", shipment(d),
		"Vessel, flight or vehicle", t.Vessel,
		"From", t.PortOfLoading,
		"To", t.PortOfDischarge,
		"Via", strings.Join(t.Via, "; "),
	)
}

// shipment is the declared shipment date where it is not simply the day of departure.
func shipment(d *certificate.Document) string {
	if d.ShipmentDate == d.Transport.DepartureDate {
		return ""
	}
	return day(d.ShipmentDate)
}

// given lists "label: text" for the pairs that have a text.
func given(pairs ...string) []string {
	var lines []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			lines = append(lines, pairs[i]+": "+pairs[i+1])
		}
	}
	return lines
}

// measure is an amount with the name of its unit. The digits are those of the document: no separators are put in,
// since countries read them differently.
func measure(m certificate.Measure) string {
	name := m.Unit
	switch m.Unit {
	case "KGM":
		name = "kg"
	case "TNE":
		name = "t"
	default:
		if unit, ok := certificate.LookupUnit(m.Unit); ok {
			name = unit.Name + " (" + m.Unit + ")"
		}
	}
	return m.Value.String() + " " + name
}

// money is an amount with its currency.
func money(m certificate.Money) string { return m.Currency + " " + m.Amount.String() }

// packages lists what the goods are packed in.
func packages(item certificate.Item) string {
	var parts []string
	for _, p := range item.Packages {
		parts = append(parts, strconv.Itoa(p.Number)+" "+p.Kind)
	}
	if item.InBulk {
		parts = append(parts, "in bulk")
	}
	return strings.Join(parts, ", ")
}

// hsCode is the code with the points that people read it by, and its edition.
func hsCode(c certificate.HSCode) string {
	if c.IsZero() {
		return ""
	}
	pointed := c.Code[:min(4, len(c.Code))]
	for at := 4; at < len(c.Code); at += 2 {
		pointed += "." + c.Code[at:min(at+2, len(c.Code))]
	}
	return fmt.Sprintf("HS %s (%d)", pointed, c.Edition)
}

// invoicesOf lists the invoices for an item, those of one date together. If no item names any, the first has them all.
func invoicesOf(d *certificate.Document, item certificate.Item) []string {
	var lines []string
	for _, i := range d.Invoices {
		if !slices.Contains(item.Invoices, i.Number) && (len(item.Invoices) > 0 || item.Number > 1) {
			continue
		}
		if last := len(lines) - 1; last > 0 && lines[last] == day(i.Date) {
			lines[last-1] += ", " + i.Number
			continue
		}
		lines = append(lines, i.Number, day(i.Date))
	}
	return lines
}

// invoiceIssuers lists the companies that invoice from third countries.
func invoiceIssuers(d *certificate.Document) []string {
	var lines []string
	for _, i := range d.Invoices {
		if i.Issuer != nil {
			lines = append(lines, fmt.Sprintf("Invoice %s issued by %s, %s", i.Number, i.Issuer.Name, country(i.Issuer.Country)))
		}
	}
	return lines
}

// link names another certificate.
func link(l certificate.Link) string {
	return fmt.Sprintf("%s %s of %s", l.Certificate.Form.Title(), l.Certificate.Reference, day(l.IssueDate))
}

// originals lists what an item of a back-to-back certificate rests on.
func originals(d *certificate.Document, item int) []string {
	var lines []string
	for _, o := range d.BackToBack {
		if o.Item == item {
			lines = append(lines, fmt.Sprintf("Original proof: %s, %s, item %d, %s",
				link(certificate.Link{Certificate: o.Certificate, IssueDate: o.IssueDate}), country(o.Certificate.Country), o.OriginalItem, measure(o.Quantity)))
		}
	}
	return lines
}

// exhibition is where the goods were shown.
func exhibition(e *certificate.Exhibition) []string {
	if e == nil {
		return nil
	}
	return []string{fmt.Sprintf("Exhibition: %s, %s, %s, %s to %s", e.Name, e.Address, country(e.Country), day(e.From), day(e.To))}
}

// signed is place, date and name of a signature.
func signed(place string, on certificate.Date, name string) string {
	return strings.Join(nonEmpty(place, day(on), name), ", ")
}
