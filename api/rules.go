package api

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"

	"origo/api/identity"
)

// defaultBody is the greatest length of a request body where the specification
// says nothing else, in bytes.
const defaultBody = 64 << 10

// rule is what the specification says about calling one operation.
type rule struct {
	operation string
	public    bool            // needs no token
	roles     []identity.Role // may call it, in order of preference
	maxBody   int64           // bytes
	write     bool            // takes an Idempotency-Key
	reads     bool            // changes nothing, although it takes a body
	audited   bool            // may decide or change something: it is logged
	tagged    bool            // its answers bear an ETag: it can answer 304
}

// readRules takes the rules of all operations from the specification, so that
// document and server cannot differ. An operation that is neither public nor
// open to a role is an error: nothing is reachable by oversight.
func readRules(specification []byte) (map[string]rule, error) {
	doc, err := openapi3.NewLoader().LoadFromData(specification)
	if err != nil {
		return nil, fmt.Errorf("read specification: %w", err)
	}
	rules := map[string]rule{}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			r, err := ruleOf(operation)
			if err != nil {
				return nil, fmt.Errorf("specification of %s %s: %w", method, path, err)
			}
			r.audited = method != http.MethodGet && !r.public // nobody is named who asked
			rules[r.operation] = r
		}
	}
	return rules, nil
}

func ruleOf(operation *openapi3.Operation) (rule, error) {
	r := rule{operation: operation.OperationID, maxBody: defaultBody}
	r.write = operation.Parameters.GetByInAndName("header", headerKey) != nil
	r.tagged = operation.Responses.Status(http.StatusNotModified) != nil
	r.public = operation.Security != nil && len(*operation.Security) == 0
	if err := extension(operation, "x-origo-roles", &r.roles); err != nil {
		return r, err
	}
	if err := extension(operation, "x-origo-max-body", &r.maxBody); err != nil {
		return r, err
	}
	if err := extension(operation, "x-origo-reads", &r.reads); err != nil {
		return r, err
	}
	if r.public != (len(r.roles) == 0) {
		return r, fmt.Errorf("%s must be either public or open to some role", r.operation)
	}
	for _, role := range r.roles {
		if !role.Known() {
			return r, fmt.Errorf("%s names the unknown role %q", r.operation, role)
		}
	}
	return r, nil
}

// extension decodes an extension field into target, which it leaves alone
// where the field is absent.
func extension(operation *openapi3.Operation, name string, target any) error {
	value, ok := operation.Extensions[name]
	if !ok {
		return nil
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := json.Unmarshal(raw, target); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
