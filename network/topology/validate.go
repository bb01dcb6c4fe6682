package topology

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/go-playground/validator/v10"
)

// faults gathers everything wrong with a file, so that one run shows it all.
type faults []error

func (f *faults) add(key, format string, arguments ...any) {
	*f = append(*f, fmt.Errorf("%s: %s", key, fmt.Sprintf(format, arguments...)))
}

// patterns are Fabric's own rules for names, tightened to what also fits a
// host name or a file name.
var patterns = map[string]struct {
	expression *regexp.Regexp
	meaning    string
}{
	"network_name":      {regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}$`), "lower-case letters, digits and hyphens, at most 31"},
	"channel_name":      {regexp.MustCompile(`^[a-z][a-z0-9.-]{0,60}$`), "lower-case letters, digits, dots and hyphens, at most 61"},
	"organisation_name": {regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,30}$`), "letters and digits, at most 31"},
	"collection_name":   {regexp.MustCompile(`^[A-Za-z0-9-]+(_[A-Za-z0-9-]+)*$`), "letters, digits, hyphens and single underscores"},
	"contract_name":     {regexp.MustCompile(`^[a-z][a-z0-9]{0,30}$`), "lower-case letters and digits, at most 31"},
	"contract_version":  {regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9.+-]{0,30}$`), "letters, digits, dots, plus and hyphens, at most 31"},
}

// ContractVersion refuses a version that Fabric would refuse.
func ContractVersion(version string) error {
	rule := patterns["contract_version"]
	if !rule.expression.MatchString(version) {
		return fmt.Errorf("version %q: must be %s", version, rule.meaning)
	}
	return nil
}

func newValidator() (*validator.Validate, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string {
		name, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		return name
	})
	for tag, rule := range patterns {
		matches := func(level validator.FieldLevel) bool { return rule.expression.MatchString(level.Field().String()) }
		if err := v.RegisterValidation(tag, matches); err != nil {
			return nil, fmt.Errorf("register the check %s: %w", tag, err)
		}
	}
	return v, nil
}

func (t *Topology) validate() error {
	v, err := newValidator()
	if err != nil {
		return err
	}
	var found faults
	var failed validator.ValidationErrors
	if err := v.Struct(t); errors.As(err, &failed) {
		for _, one := range failed {
			_, key, _ := strings.Cut(one.Namespace(), ".")
			found.add(key, "%s", remedy(one))
		}
	} else if err != nil {
		return err
	}
	if len(found) == 0 { // the cross checks rely on sound fields
		t.crossCheck(&found)
	}
	return errors.Join(found...)
}

// remedy says what would be right instead.
func remedy(fault validator.FieldError) string {
	if rule, ok := patterns[fault.Tag()]; ok {
		return fmt.Sprintf("%q must be %s", fault.Value(), rule.meaning)
	}
	switch fault.Tag() {
	case "required":
		return "missing; add it"
	case "oneof":
		return fmt.Sprintf("%q must be one of: %s", fault.Value(), fault.Param())
	case "min":
		return fmt.Sprintf("must be (or have) at least %s", fault.Param())
	case "max":
		return fmt.Sprintf("must be (or have) at most %s", fault.Param())
	case "unique":
		return "an entry stands here twice; remove one"
	case "gtfield", "gtefield":
		return fmt.Sprintf("must be larger than its neighbour %s", fault.Param())
	case "hostname_port":
		return fmt.Sprintf("%q must be a host and a port, as 127.0.0.1:8441", fault.Value())
	case "iso3166_1_alpha2":
		return fmt.Sprintf("%q must be an ISO 3166-1 country code of two capital letters", fault.Value())
	default:
		return fmt.Sprintf("%v does not satisfy %s", fault.Value(), fault.Tag())
	}
}

func (t *Topology) crossCheck(found *faults) {
	t.checkIdentity(found)
	t.checkOrganisations(found)
	t.checkOrderers(found)
	t.checkChannels(found)
	t.checkPorts(found)
}

func (t *Topology) checkIdentity(found *faults) {
	switch demonstration, issuer := t.Identity.Demonstration != "", t.Identity.Issuer != ""; {
	case demonstration == issuer:
		found.add("identity", "give either `demonstration` (an address) or `issuer` (a URL)")
	case t.Production && demonstration:
		found.add("identity.demonstration", "a production network refuses the demonstration identity provider; give `issuer`")
	}
}

func (t *Topology) checkOrganisations(found *faults) {
	seen, people := map[string]string{}, map[string]bool{}
	for i, o := range t.Organisations {
		key := fmt.Sprintf("organisations[%d]", i)
		if other, twice := seen[o.Label()]; twice {
			found.add(key+".name", "%s and %s differ only in capitals; rename one", other, o.Name)
		}
		seen[o.Label()] = o.Name
		if strings.HasSuffix(o.Name, orderingSuffix) {
			found.add(key+".name", "%s ends like the name of an ordering MSP; choose another end than %s", o.Name, orderingSuffix)
		}
		for service := range o.Ports {
			if !knownService(o, service) {
				found.add(key+".ports."+service, "no such service here; known: %s", strings.Join(services(o), ", "))
			}
		}
		for n, user := range o.Users {
			where := fmt.Sprintf("%s.users[%d]", key, n)
			if people[user.Name] {
				found.add(where+".name", "%s stands here twice; rename one", user.Name)
			}
			people[user.Name] = true
			checkRoles(found, where, o, user)
		}
	}
}

func checkRoles(found *faults, key string, o Organisation, user User) {
	for _, role := range user.Roles {
		if role == "issuer" && !o.Does("issuing") || role == "customs" && !o.Does("customs") {
			found.add(key+".roles", "%s has no function for the role %s; add the function or drop the role", o.Name, role)
		}
	}
}

// services lists the keys that `ports` of an organisation may have.
func services(o Organisation) []string {
	names := []string{"contract0", "contract1"}
	for n := range o.Peers {
		peer := fmt.Sprintf("peer%d", n)
		names = append(names, peer, peer+"_chaincode", peer+"_health")
	}
	if o.Orderer {
		names = append(names, "orderer", "orderer_admin", "orderer_health")
	}
	return names
}

func knownService(o Organisation, service string) bool { return slices.Contains(services(o), service) }

func (t *Topology) checkOrderers(found *faults) {
	if n := len(t.Orderers()); n < 4 {
		found.add("organisations", "%d have `orderer: true`, but SmartBFT needs at least 4 to bear one that is down or lies", n)
	}
}

func (t *Topology) checkChannels(found *faults) {
	seen := map[string]bool{}
	for i, c := range t.Channels {
		key := fmt.Sprintf("channels[%d]", i)
		if seen[c.Name] {
			found.add(key+".name", "%s stands here twice; rename one", c.Name)
		}
		seen[c.Name] = true
		t.checkMembers(found, key, c.Members)
		if c.Endorsements > len(c.Members) {
			found.add(key+".endorsements", "%d of %d members cannot be reached", c.Endorsements, len(c.Members))
		}
		t.checkCollections(found, key, c)
	}
}

func (t *Topology) checkMembers(found *faults, key string, members []string) {
	for n, member := range members {
		if t.index(member) < 0 {
			found.add(fmt.Sprintf("%s.members[%d]", key, n), "no organisation is named %s; add it or mend the name", member)
		}
	}
}

func (t *Topology) checkCollections(found *faults, channel string, c Channel) {
	seen := map[string]bool{}
	for i, collection := range c.Collections {
		key := fmt.Sprintf("%s.collections[%d]", channel, i)
		if seen[collection.Name] {
			found.add(key+".name", "%s stands here twice; rename one", collection.Name)
		}
		seen[collection.Name] = true
		for n, member := range collection.Members {
			if !slices.Contains(c.Members, member) {
				found.add(fmt.Sprintf("%s.members[%d]", key, n), "%s is not a member of the channel %s", member, c.Name)
			}
		}
		if collection.Endorsements > len(collection.Members) {
			found.add(key+".endorsements", "%d of %d members cannot be reached", collection.Endorsements, len(collection.Members))
		}
	}
}
