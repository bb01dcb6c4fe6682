// Package record maps Go structs to canonical JSON and back without loss: what Decode accepts, Encode writes again byte
// for byte. encoding/json cannot promise that, for it matches names without regard to case, passes over null and lets
// members be missing; and it is several times slower.
//
// It knows what certificates need: structs, pointers to structs, slices, strings, whole numbers, booleans, and types
// that read and write themselves as text. The tags of encoding/json apply, with omitempty and omitzero.
package record

import (
	"cmp"
	"encoding"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// field is one member of a struct.
type field struct {
	name     string
	index    int
	optional bool // left out when empty
	text     bool // of a type that reads and writes itself as text
}

// plans holds the fields of every struct type that was met, in the canonical order of their names.
var plans sync.Map

// planOf lists the fields of a struct type. Names must be ASCII, where UTF-16 order is byte order.
func planOf(t reflect.Type) []field {
	if plan, ok := plans.Load(t); ok {
		return plan.([]field)
	}
	var plan []field
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		optional := strings.HasPrefix(options, "omit")
		plan = append(plan, field{name: name, index: i, optional: optional, text: isText(t.Field(i).Type)})
	}
	slices.SortFunc(plan, func(a, b field) int { return cmp.Compare(a.name, b.name) })
	plans.Store(t, plan)
	return plan
}

var (
	writesText = reflect.TypeFor[encoding.TextMarshaler]()
	readsText  = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// isText reports whether a type reads and writes itself as text.
func isText(t reflect.Type) bool {
	return t.Implements(writesText) && reflect.PointerTo(t).Implements(readsText)
}

// isEmpty reports whether an optional member is left out: nothing, no text, no entries, no, or a zero struct.
func isEmpty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.IsZero()
}
