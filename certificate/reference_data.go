package certificate

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// Entry is a code of a reference list and its English name.
type Entry struct {
	Code string
	Name string
}

//go:embed data/countries.txt
var countryList string

//go:embed data/currencies.txt
var currencyList string

// nameTable is a reference list in code order with an index.
type nameTable struct {
	entries []Entry
	names   map[string]string
}

// readNames reads lines of code, blank, name.
func readNames(list string) nameTable {
	table := nameTable{names: make(map[string]string)}
	for line := range strings.Lines(list) {
		code, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		table.entries = append(table.entries, Entry{Code: code, Name: name})
		table.names[code] = name
	}
	return table
}

var (
	countries  = sync.OnceValue(func() nameTable { return readNames(countryList) })
	currencies = sync.OnceValue(func() nameTable { return readNames(currencyList) })
)

// Countries lists ISO 3166-1 alpha-2 in code order.
func Countries() []Entry { return slices.Clone(countries().entries) }

// CountryName is the English short name of a country, empty for an unknown code.
func CountryName(code string) string { return countries().names[code] }

// IsCountry reports whether code is one of ISO 3166-1 alpha-2.
func IsCountry(code string) bool { return CountryName(code) != "" }

// Currencies lists the codes of ISO 4217 that were active at any time since 2025, so that proofs still within their
// life keep their currency; metals, testing and "no currency" are left out.
func Currencies() []Entry { return slices.Clone(currencies().entries) }

// CurrencyName is the English name of a currency, empty for an unknown code.
func CurrencyName(code string) string { return currencies().names[code] }

// IsCurrency reports whether code is one of Currencies.
func IsCurrency(code string) bool { return CurrencyName(code) != "" }
