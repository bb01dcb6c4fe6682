package chaincode

import (
	"bytes"
	"encoding/json"

	"origo/certificate/canonical"
	"origo/certificate/registry"
)

// decode reads a request strictly: one JSON value of at most 1 MiB, no
// duplicate or unknown member, no text outside Unicode. Field names the
// argument in the refusal.
func decode(field string, raw []byte, request any) error {
	tidy, err := tidied(raw)
	if err != nil {
		return malformed(field)
	}
	d := json.NewDecoder(bytes.NewReader(tidy))
	d.DisallowUnknownFields()
	if err := d.Decode(request); err != nil {
		return malformed(field)
	}
	return nil
}

// tidied is the canonical form of any JSON text within bounds.
func tidied(raw []byte) ([]byte, error) {
	if len(raw) > canonical.DefaultSize {
		return nil, &canonical.Error{Reason: canonical.TooLarge}
	}
	return canonical.Transform(raw)
}

// malformed refuses a request that cannot be read. Which byte was wrong is left
// out: texts of decoders differ between builds.
func malformed(field string) error { return registry.Refuse(registry.Malformed, "field", field) }

// transient reads the one private value a transaction needs.
func (l ledger) transient(name string, request any) error {
	values, err := l.stub.GetTransient()
	if err != nil {
		return malformed(name)
	}
	return decode(name, values[name], request)
}
