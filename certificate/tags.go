package certificate

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"
)

var (
	networkName = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._:-]{0,63}$`)
	officeCode  = regexp.MustCompile(`^[0-9A-Za-z](?:[0-9A-Za-z ./_-]{0,33}[0-9A-Za-z])?$`)
	fingerprint = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

// textTags are our validator tags for fields that hold text.
var textTags = map[string]func(string) bool{
	"line":          isLine,
	"form":          func(s string) bool { return Form(s).Known() },
	"agreement":     func(s string) bool { return Agreement(s).Known() },
	"country":       IsCountry,
	"currency":      IsCurrency,
	"unit":          IsUnit,
	"hs":            isHS,
	"reference":     isReference,
	"network":       networkName.MatchString,
	"office":        officeCode.MatchString,
	"fingerprint":   fingerprint.MatchString,
	"retro_reason":  among(RetroError, RetroRefused, RetroDestination),
	"cumulation":    among(CumulationASEAN, CumulationKorea),
	"text_variant":  among(TextATIGA, TextUKVFTAEnglish, TextUKVFTAVietnamese),
	"exporter_kind": among(CertifiedExporter, ApprovedExporter, AnyExporter),
	"document_kind": among(CommercialInvoice, ProFormaInvoice, BillingStatement, DeliveryOrder, DeliveryNote, PackingList, OtherCommercial),
	"act_kind":      among(CancelCertificate, SuspendSigner, RevokeSigner, ReinstateSigner),
}

// fieldRules is the validator with our tags; it is built once and never changed.
var fieldRules = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(jsonName)
	v.RegisterCustomTypeFunc(plainText, Date{}, Instant{})
	v.RegisterCustomTypeFunc(plainSign, Decimal{})
	for tag, admits := range textTags {
		if err := v.RegisterValidation(tag, func(f validator.FieldLevel) bool { return admits(f.Field().String()) }); err != nil {
			return nil // only an empty tag name can fail, and the tests build the validator
		}
	}
	return v
})

// jsonName is a field's name in JSON, by which problems point to it.
func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// plainText lets tags see dates and moments as their text.
func plainText(v reflect.Value) any {
	if s, ok := v.Interface().(interface{ String() string }); ok {
		return s.String()
	}
	return ""
}

// plainSign lets tags see the sign of a decimal.
func plainSign(v reflect.Value) any {
	if d, ok := v.Interface().(Decimal); ok {
		return d.Sign()
	}
	return 0
}

// among admits the listed values only.
func among[T ~string](allowed ...T) func(string) bool {
	return func(s string) bool { return slices.Contains(allowed, T(s)) }
}

// isLine admits text without leading, trailing or repeated blanks.
func isLine(s string) bool {
	return s != "" && strings.TrimSpace(s) == s && !strings.Contains(s, "  ")
}

// isHS admits 6 to 10 digits in a chapter that exists: 01 to 97 without 77, which is kept free.
func isHS(s string) bool {
	if len(s) < 6 || len(s) > 10 || !isDigits(s) {
		return false
	}
	chapter := s[:2]
	return chapter >= "01" && chapter <= "97" && chapter != "77"
}
