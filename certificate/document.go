package certificate

// What every document says of itself.
const (
	DocumentType    = "origo.certificate"
	DocumentVersion = 1
)

// Document is one proof of origin. Fields that a form does not print stay empty; docs/certificate-format.md maps every
// field to the box of each form. A Document is plain data: nothing is checked until Validate.
type Document struct {
	Type      string    `json:"type" validate:"eq=origo.certificate"`
	Version   int       `json:"version" validate:"eq=1"`
	Network   string    `json:"network" validate:"network"` // the network it is meant for, so that no other can replay it
	Agreement Agreement `json:"agreement" validate:"agreement"`
	Form      Form      `json:"form" validate:"form"`

	Reference        string `json:"reference" validate:"reference"`
	FormSerial       string `json:"form_serial,omitempty" validate:"omitempty,line,max=35"` // number printed on the paper of an EUR.1
	IssuingCountry   string `json:"issuing_country" validate:"country"`
	ImportingCountry string `json:"importing_country" validate:"country"`
	OriginCountry    string `json:"origin_country" validate:"country"` // country of production
	Office           string `json:"office" validate:"office"`          // issuing office, or the exporter's code on a declaration
	IssueDate        Date   `json:"issue_date" validate:"required"`    // of the original, on a certified true copy or duplicate
	ShipmentDate     Date   `json:"shipment_date,omitzero"`            // declared shipment date

	Exporter  Party     `json:"exporter"`
	Producer  Party     `json:"producer,omitzero" validate:"omitempty"`
	Consignee Party     `json:"consignee,omitzero" validate:"omitempty"`
	Transport Transport `json:"transport,omitzero" validate:"omitempty"`
	Items     []Item    `json:"items" validate:"min=1,max=999,dive"`
	Totals    Totals    `json:"totals,omitzero" validate:"omitempty"`
	Invoices  []Invoice `json:"invoices,omitempty" validate:"max=99,dive"`

	Remarks       Remarks           `json:"remarks,omitzero" validate:"omitempty"`
	Declaration   Declaration       `json:"declaration,omitzero" validate:"omitempty"`   // the exporter's, on a certificate
	Certification Certification     `json:"certification,omitzero" validate:"omitempty"` // the issuing authority's
	Statement     OriginDeclaration `json:"origin_declaration,omitzero" validate:"omitempty"`

	Replaces   *Link      `json:"replaces,omitempty"`                             // the certificate this one stands in for
	TrueCopyOf *Link      `json:"true_copy_of,omitempty"`                         // the lost original of a copy or duplicate
	BackToBack []Original `json:"back_to_back,omitempty" validate:"max=999,dive"` // what a back-to-back Form D rests on
}

// Party is a person or company as printed in its box.
type Party struct {
	Name         string `json:"name" validate:"line,max=200"`
	Address      string `json:"address" validate:"line,max=400"`
	Country      string `json:"country" validate:"country"`
	Registration string `json:"registration,omitempty" validate:"omitempty,line,max=35"` // tax code, EORI or the like
}

// Transport is the means of transport and route as far as known.
type Transport struct {
	DepartureDate   Date     `json:"departure_date,omitzero"`
	Vessel          string   `json:"vessel,omitempty" validate:"omitempty,line,max=100"` // vessel with voyage, flight, vehicle or "By air"
	PortOfLoading   string   `json:"port_of_loading,omitempty" validate:"omitempty,line,max=100"`
	PortOfDischarge string   `json:"port_of_discharge,omitempty" validate:"omitempty,line,max=100"`
	Via             []string `json:"via,omitempty" validate:"max=20,dive,line,max=100"` // places of transit in order
}

// Item is one line of goods. Each line qualifies, and is used up, by itself.
type Item struct {
	Number       int       `json:"number" validate:"min=1,max=999"`
	Marks        string    `json:"marks,omitempty" validate:"omitempty,line,max=350"`
	Packages     []Package `json:"packages,omitempty" validate:"max=50,dive"`
	InBulk       bool      `json:"in_bulk,omitempty"`
	Description  string    `json:"description" validate:"line,max=2000"`
	HS           HSCode    `json:"hs,omitzero" validate:"omitempty"`
	Criterion    string    `json:"criterion,omitempty" validate:"omitempty,line,max=35"` // as printed; see ParseCriterion
	Quantity     Measure   `json:"quantity"`
	GrossWeight  *Measure  `json:"gross_weight,omitempty"`
	FOB          *Money    `json:"fob,omitempty"`
	Invoices     []string  `json:"invoices,omitempty" validate:"max=99,dive,line,max=70"` // numbers of the document's invoices
	Manufacturer string    `json:"manufacturer,omitempty" validate:"omitempty,line,max=200"`
	TradeMark    string    `json:"trade_mark,omitempty" validate:"omitempty,line,max=200"`
}

// Package is a number of packages of one kind, such as 120 cartons.
type Package struct {
	Number int    `json:"number" validate:"min=1,max=99999999"`
	Kind   string `json:"kind" validate:"line,max=70"`
}

// HSCode is a code of the Harmonised System together with the edition that gives it its meaning.
type HSCode struct {
	Code    string `json:"code" validate:"hs"`                      // 6 to 10 digits, no points
	Edition int    `json:"edition" validate:"oneof=2012 2017 2022"` // year of the edition
}

// Measure is an amount in a unit of UN/ECE Recommendation 20.
type Measure struct {
	Value Decimal `json:"value" validate:"gt=0"`
	Unit  string  `json:"unit" validate:"unit"`
}

// Money is an amount in a currency of ISO 4217.
type Money struct {
	Amount   Decimal `json:"amount" validate:"gt=0"`
	Currency string  `json:"currency" validate:"currency"`
}

// Totals are the sums that many forms print under the last line.
type Totals struct {
	Packages    int      `json:"packages,omitempty" validate:"min=0,max=99999999"`
	Quantity    *Measure `json:"quantity,omitempty"`
	GrossWeight *Measure `json:"gross_weight,omitempty"`
	FOB         *Money   `json:"fob,omitempty"`
}

// Invoice is a commercial invoice for the goods.
type Invoice struct {
	Number string         `json:"number" validate:"line,max=70"`
	Date   Date           `json:"date" validate:"required"`
	Issuer *InvoiceIssuer `json:"issuer,omitempty"` // given only where it is not the exporter
}

// InvoiceIssuer is the company that invoices from a third country.
type InvoiceIssuer struct {
	Name    string `json:"name" validate:"line,max=200"`
	Country string `json:"country" validate:"country"`
}

// Line is the item with the given number, and whether there is one.
func (d *Document) Line(number int) (Item, bool) {
	for _, item := range d.Items {
		if item.Number == number {
			return item, true
		}
	}
	return Item{}, false
}

// ID names the certificate.
func (d *Document) ID() ID {
	return ID{Form: d.Form, Country: d.IssuingCountry, Reference: d.Reference}
}

// IsZero reports whether no party is given.
func (p Party) IsZero() bool { return p == Party{} }

// IsZero reports whether no code is given.
func (c HSCode) IsZero() bool { return c == HSCode{} }
