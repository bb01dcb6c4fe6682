package certificate

import "strings"

// Holder is a trader as the register of a country knows it: by tax code, EORI number or the like. Two texts that people
// write for one number give the same Holder.
type Holder struct {
	Country string // ISO 3166-1 alpha-2; numbers of different registers have nothing to do with each other
	Number  string // see TidyRegistration
}

// String is the holder as ParseHolder reads it, such as "VN 0301234567"; empty for nobody.
func (h Holder) String() string {
	if h.Number == "" {
		return ""
	}
	return h.Country + " " + h.Number
}

// ParseHolder reads what String writes; other text is nobody.
func ParseHolder(text string) Holder {
	country, number, _ := strings.Cut(text, " ")
	if country == "" || number == "" || TidyRegistration(number) != number {
		return Holder{}
	}
	return Holder{country, number}
}

// Holder is the party as its country's register knows it, zero where no usable number stands on the certificate.
func (p Party) Holder() Holder {
	number := TidyRegistration(p.Registration)
	if number == "" || p.Country == "" {
		return Holder{}
	}
	return Holder{p.Country, number}
}

// leastRegistration is the fewest characters of a number in any register. It keeps words such as "N/A" from being one.
const leastRegistration = 4

// TidyRegistration is a registration number as it is compared: letters in upper case and digits, without the blanks,
// points, hyphens and strokes that people put between them. It is empty for what can be no number: with other
// characters, without a digit, or shorter than four characters.
func TidyRegistration(text string) string {
	var tidy strings.Builder
	digits := 0
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
			tidy.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			tidy.WriteRune(r)
		case r >= 'a' && r <= 'z':
			tidy.WriteRune(r - 'a' + 'A')
		case !strings.ContainsRune(" .-/", r):
			return ""
		}
	}
	if digits == 0 || tidy.Len() < leastRegistration {
		return ""
	}
	return tidy.String()
}
