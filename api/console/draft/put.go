package draft

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"
)

// Codes of faults.
const (
	Unknown = "unknown"   // no such member
	BadDate = "date"      // or moment
	BadNum  = "number"    // a decimal or a whole number
	BadBool = "yes_or_no" // true or false
	BadRow  = "place"     // beyond the longest list
)

// put sets the member of a struct, given by pointer, to which a path leads. It
// gives the code of what is wrong, empty if nothing is.
func put(record any, path, text string) string {
	return set(reflect.ValueOf(record).Elem(), strings.Split(strings.TrimPrefix(path, "/"), "/"), text)
}

func set(v reflect.Value, path []string, text string) string {
	if len(path) == 0 {
		return leaf(v, text)
	}
	switch v.Kind() {
	case reflect.Pointer:
		return through(v, path, text)
	case reflect.Struct:
		if member, ok := named(v, path[0]); ok {
			return set(member, path[1:], text)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			return entry(v, path, text)
		}
	case reflect.Map:
		return answered(v, path, text)
	}
	return Unknown
}

// through makes what a pointer points to, unless nothing can be put there.
func through(v reflect.Value, path []string, text string) string {
	to := reflect.New(v.Type().Elem())
	if !v.IsNil() {
		to.Elem().Set(v.Elem())
	}
	code := set(to.Elem(), path, text)
	if code == "" {
		v.Set(to)
	}
	return code
}

// named finds a member by its name in JSON.
func named(v reflect.Value, name string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if tag, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ","); tag == name && tag != "" {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// entry goes on in an entry of a list, which grows as far as needed.
func entry(v reflect.Value, path []string, text string) string {
	at, err := strconv.Atoi(path[0])
	if err != nil || at < 0 || at >= longest {
		return BadRow
	}
	if at >= v.Len() {
		v.Set(reflect.AppendSlice(v, reflect.MakeSlice(v.Type(), at+1-v.Len(), at+1-v.Len())))
	}
	return set(v.Index(at), path[1:], text)
}

// answered puts yes or no under a name.
func answered(v reflect.Value, path []string, text string) string {
	if len(path) != 1 || v.Type().Elem().Kind() != reflect.Bool {
		return Unknown
	}
	yes, err := strconv.ParseBool(text)
	if err != nil {
		return BadBool
	}
	if v.IsNil() {
		v.Set(reflect.MakeMap(v.Type()))
	}
	v.SetMapIndex(reflect.ValueOf(path[0]), reflect.ValueOf(yes))
	return ""
}

// leaf reads text into a member that holds one value.
func leaf(v reflect.Value, text string) string {
	if v.Kind() == reflect.Pointer {
		return through(v, nil, text)
	}
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return readable(v, reader, text)
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text)
	case reflect.Int:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return BadNum
		}
		v.SetInt(n)
	case reflect.Bool:
		yes, err := strconv.ParseBool(text)
		if err != nil {
			return BadBool
		}
		v.SetBool(yes)
	case reflect.Slice:
		return words(v, text)
	default:
		return Unknown
	}
	return ""
}

// readable is a value that reads itself: a date, a moment or a decimal.
func readable(v reflect.Value, reader encoding.TextUnmarshaler, text string) string {
	if v.Type().Name() == "Decimal" {
		text = plain(text)
		if reader.UnmarshalText([]byte(text)) != nil {
			return BadNum
		}
		return ""
	}
	if reader.UnmarshalText([]byte(text)) != nil {
		return BadDate
	}
	return ""
}

// plain is a decimal without superfluous zeros, which people type and
// certificates do not have. Marks between thousands stay, and are refused: what
// is a thousand to some is a fraction to others.
func plain(text string) string {
	whole, fraction, pointed := strings.Cut(text, ".")
	if trimmed := strings.TrimLeft(whole, "0"); trimmed != whole {
		whole = trimmed
		if whole == "" {
			whole = "0"
		}
	}
	if fraction = strings.TrimRight(fraction, "0"); !pointed || fraction == "" {
		return whole
	}
	return whole + "." + fraction
}

// words fills a list of words from lines.
func words(v reflect.Value, text string) string {
	if v.Type().Elem().Kind() != reflect.String {
		return Unknown
	}
	lines := strings.Split(text, "\n")
	v.Set(reflect.MakeSlice(v.Type(), len(lines), len(lines)))
	for i, line := range lines {
		v.Index(i).SetString(line)
	}
	return ""
}
