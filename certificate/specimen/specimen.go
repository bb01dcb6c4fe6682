// Package specimen holds specimen certificates for demonstrations and tests: complete, valid documents with goods, codes
// and routes from worked cases and with invented parties and numbers. Real certificates are not made from it.
//
// Every function returns a fresh document of its own, addressed to the given network, which the caller may change.
package specimen

import (
	"embed"

	"origo/certificate"
)

//go:embed *.json
var drafts embed.FS

// FormD is a Form D for water pumps and their labels, Viet Nam to Thailand, with accumulation.
func FormD(network string, options ...Option) *certificate.Document {
	return read("form-d.json", network, options)
}

// FormDFromThailand is a Form D for durian, Thailand to Viet Nam by road through Laos.
func FormDFromThailand(network string, options ...Option) *certificate.Document {
	return read("form-d-thailand.json", network, options)
}

// VK is a Form VK for raw and breaded shrimp, Viet Nam to Korea.
func VK(network string, options ...Option) *certificate.Document {
	return read("vk.json", network, options)
}

// KV is a Form KV for cars with FOB price and for crates invoiced from Singapore, Korea to Viet Nam.
func KV(network string, options ...Option) *certificate.Document {
	return read("kv.json", network, options)
}

// EUR1 is a EUR.1 for shoes and for jackets of Korean fabric, Viet Nam to the United Kingdom.
func EUR1(network string, options ...Option) *certificate.Document {
	return read("eur1.json", network, options)
}

// OriginDeclaration is an approved exporter's declaration for whisky, United Kingdom to Viet Nam.
func OriginDeclaration(network string, options ...Option) *certificate.Document {
	return read("od.json", network, options)
}

// OriginDeclarationFromThailand is a certified exporter's declaration for durian, Thailand to Viet Nam.
func OriginDeclarationFromThailand(network string, options ...Option) *certificate.Document {
	return read("od-thailand.json", network, options)
}

// All is one of each, in the order of the functions above.
func All(network string, options ...Option) []*certificate.Document {
	makers := []func(string, ...Option) *certificate.Document{
		FormD, FormDFromThailand, VK, KV, EUR1, OriginDeclaration, OriginDeclarationFromThailand,
	}
	documents := make([]*certificate.Document, len(makers))
	for i, make := range makers {
		documents[i] = make(network, options...)
	}
	return documents
}

// Cancellation is an act of the document's own office that cancels it at the exporter's request.
func Cancellation(d *certificate.Document, madeAt certificate.Instant) *certificate.Act {
	id := d.ID()
	return &certificate.Act{
		Type: certificate.ActType, Version: certificate.ActVersion, Network: d.Network, Agreement: d.Agreement,
		Kind: certificate.CancelCertificate, Country: d.IssuingCountry, Office: d.Office, Certificate: &id,
		Reason: certificate.ReasonExporterRequest, MadeAt: madeAt,
	}
}

// read makes a document from an embedded draft. The tests read every draft; should one be broken all the same, the
// empty document that results passes no check.
func read(name, network string, options []Option) *certificate.Document {
	raw, err := drafts.ReadFile(name)
	if err != nil {
		return &certificate.Document{}
	}
	d, err := certificate.ParseDraft(raw)
	if err != nil {
		return &certificate.Document{}
	}
	d.Network = network
	for _, change := range options {
		change(d)
	}
	return d
}
