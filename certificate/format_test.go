package certificate_test

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"origo/certificate"
)

// TestFormatPageNamesEveryField keeps docs/certificate-format.md complete.
func TestFormatPageNamesEveryField(t *testing.T) {
	page, err := os.ReadFile("../docs/certificate-format.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[reflect.Type]bool)
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			if name == "" { // decimals, dates and moments are text
				continue
			}
			if !strings.Contains(string(page), "`"+name+"`") {
				t.Errorf("%s.%s: `%s` is not described", typ.Name(), typ.Field(i).Name, name)
			}
			visit(typ.Field(i).Type)
		}
	}
	visit(reflect.TypeFor[certificate.Document]())
	visit(reflect.TypeFor[certificate.Act]())
	visit(reflect.TypeFor[certificate.Problem]())
}
