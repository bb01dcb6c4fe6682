package draft

import "origo/certificate"

// Repeat fills in what an origin declaration says twice, where it is empty: the
// reference, made of the exporter's code and the number of the document, the
// authorisation, which is that code, and the date of issue, which is that of the
// declaration. It leaves certificates as they are.
func (f Fields) Repeat() {
	if f["/form"] != string(certificate.FormOD) {
		return
	}
	code, number := Tidy(f["/office"]), Tidy(f["/origin_declaration/document/number"])
	if code != "" && number != "" {
		f.fallBack("/reference", code+"/"+number)
	}
	if f["/origin_declaration/exporter_kind"] != string(certificate.AnyExporter) {
		f.fallBack("/origin_declaration/authorisation", code)
	}
	f.fallBack("/issue_date", f["/origin_declaration/date"])
}

// fallBack fills in a field that is empty.
func (f Fields) fallBack(path, text string) {
	if f[path] == "" && text != "" {
		f[path] = text
	}
}
