package canonical

import (
	"cmp"
	"encoding"
	"encoding/json"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// way is how values of a type are written.
type way int

const (
	asJSON   way = iota // by encoding/json
	asText              // by their own MarshalText
	asString            //
	asWhole             // as a number
	asBool              //
	asTarget            // as what they point to, or null
	asList              //
	asNames             // map[string]string
	asStruct            //
)

// plan is how values of one type are written; a struct has its fields in canonical order.
type plan struct {
	way    way
	fields []field
}

// field is one member of a struct.
type field struct {
	name      string
	lead      string // the name as it is written, with colon
	index     int
	omitEmpty bool
	omitZero  bool
	saysZero  bool // the type has a method IsZero
}

// plans holds the plan of every type that was met. A plan depends on nothing but the type.
var plans sync.Map

func planOf(t reflect.Type) *plan {
	if known, ok := plans.Load(t); ok {
		return known.(*plan)
	}
	made := &plan{way: wayOf(t)}
	if t.Kind() == reflect.Struct && made.way == asStruct {
		var plainly bool
		if made.fields, plainly = fieldsOf(t); !plainly {
			made.way = asJSON
		}
	}
	plans.Store(t, made)
	return made
}

var (
	writesJSON = reflect.TypeFor[json.Marshaler]()
	writesText = reflect.TypeFor[encoding.TextMarshaler]()
	saysZero   = reflect.TypeFor[interface{ IsZero() bool }]()
)

// wayOf takes as plain only what is certain to come out as encoding/json would have it.
func wayOf(t reflect.Type) way {
	pointer := reflect.PointerTo(t)
	switch kind := t.Kind(); {
	case kind == reflect.Interface:
		return asTarget
	case kind == reflect.Pointer:
		return pointerWay(t.Elem().Kind())
	case pointer.Implements(writesJSON) || t == reflect.TypeFor[json.Number]():
		return asJSON
	case t.Implements(writesText):
		return asText
	case pointer.Implements(writesText):
		return asJSON
	}
	return kindWay(t)
}

// pointerWay leaves pointers that could lead round in a circle to encoding/json.
func pointerWay(target reflect.Kind) way {
	if target == reflect.Pointer || target == reflect.Interface {
		return asJSON
	}
	return asTarget
}

// kindWay is the way of a type that has no method for it.
func kindWay(t reflect.Type) way {
	switch kind := t.Kind(); {
	case kind == reflect.String:
		return asString
	case kind == reflect.Bool:
		return asBool
	case reflect.Int <= kind && kind <= reflect.Uint64:
		return asWhole
	case kind == reflect.Slice && t.Elem().Kind() != reflect.Uint8:
		return asList
	case t == reflect.TypeFor[map[string]string]():
		return asNames
	case kind == reflect.Struct:
		return asStruct
	}
	return asJSON
}

// plainName is a member name that encoding/json takes from a tag and writes without escapes.
var plainName = regexp.MustCompile(`^[0-9A-Za-z_]+$`)

// fieldsOf lists the members of a struct, and reports whether all of them are plain.
func fieldsOf(t reflect.Type) ([]field, bool) {
	var fields []field
	for i := range t.NumField() {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if f.Anonymous {
			return nil, false
		}
		if !f.IsExported() || tag == "-" {
			continue
		}
		member, ok := fieldOf(f, tag)
		if !ok || slices.ContainsFunc(fields, func(other field) bool { return other.name == member.name }) {
			return nil, false
		}
		member.index = i
		fields = append(fields, member)
	}
	slices.SortFunc(fields, func(a, b field) int { return cmp.Compare(a.name, b.name) })
	return fields, true
}

// fieldOf reads a tag, and reports whether it asks for nothing unusual.
func fieldOf(f reflect.StructField, tag string) (field, bool) {
	name, options, _ := strings.Cut(tag, ",")
	made := field{name: cmp.Or(name, f.Name), saysZero: f.Type.Implements(saysZero)}
	made.lead = `"` + made.name + `":`
	for option := range strings.SplitSeq(options, ",") {
		switch option {
		case "":
		case "omitempty":
			made.omitEmpty = true
		case "omitzero":
			made.omitZero = true
		default:
			return made, false
		}
	}
	kind := f.Type.Kind()
	pointed := kind == reflect.Pointer || kind == reflect.Interface
	unclear := made.omitZero && (pointed && made.saysZero || reflect.PointerTo(f.Type).Implements(saysZero) != made.saysZero)
	return made, plainName.MatchString(made.name) && !unclear
}

// omitted reports whether a member is left out.
func (f *field) omitted(v reflect.Value) bool {
	return f.omitEmpty && isEmpty(v) || f.omitZero && f.isZero(v)
}

func (f *field) isZero(v reflect.Value) bool {
	if !f.saysZero {
		return v.IsZero()
	}
	says, ok := v.Interface().(interface{ IsZero() bool })
	return ok && says.IsZero()
}

// isEmpty knows what omitempty leaves out: no, 0, nothing, and texts, lists and maps without content.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
