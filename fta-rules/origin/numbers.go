package origin

import (
	"fmt"
	"math/big"
	"math/bits"
	"strconv"
	"strings"

	"origo/certificate"
	"origo/fta-rules/finding"
)

// Ratio is an exact share of two numbers, such as a value and the price it is a share of. Den is above 0.
type Ratio struct{ Num, Den certificate.Decimal }

// shownDecimals is how many decimals of a percentage people are shown. The rest is cut off, never rounded up, and
// nothing is decided by what is shown.
const shownDecimals = 4

// Percent is the share in percent, cut off after four decimals: 41.6666 for 125 of 300.
func (r Ratio) Percent() string {
	num, numScale, small := digitsOf(r.Num)
	den, denScale, both := digitsOf(r.Den)
	if small && both && numScale <= denScale+2+shownDecimals {
		factor := powersOfTen64[denScale+2+shownDecimals-numScale]
		if high, product := bits.Mul64(uint64(num), factor); num >= 0 && high == 0 && product>>63 == 0 {
			return pointed(strconv.FormatUint(product/uint64(den), 10))
		}
	}
	return r.bigPercent()
}

// bigPercent is Percent for numbers of any size and sign.
func (r Ratio) bigPercent() string {
	num, numScale := unscaled(r.Num)
	den, denScale := unscaled(r.Den)
	num.Mul(num, powerOfTen(2+shownDecimals+denScale))
	den = new(big.Int).Mul(den, powerOfTen(numScale))
	num.Div(num, den) // rounds down for a denominator above 0, also what is negative
	return pointed(num.String())
}

// digitsOf is the number without its point and how many of its digits stood behind the point, if it is of at most 12
// digits.
func digitsOf(d certificate.Decimal) (n int64, scale int, small bool) {
	var room [32]byte
	text, err := d.AppendText(room[:0])
	if err != nil || len(text) > 12 || text[0] == '-' {
		return 0, 0, false
	}
	for i, c := range text {
		if c == '.' {
			scale = len(text) - 1 - i
			continue
		}
		n = n*10 + int64(c-'0')
	}
	return n, scale, true
}

// unscaled is digitsOf for numbers of any size and sign.
func unscaled(d certificate.Decimal) (*big.Int, int) {
	whole, fraction, _ := strings.Cut(d.String(), ".")
	n, _ := new(big.Int).SetString(whole+fraction, 10) // a decimal is digits, perhaps with a minus
	return n, len(fraction)
}

// powersOfTen64 are those up to 10^19.
var powersOfTen64 = func() (powers [20]uint64) {
	powers[0] = 1
	for i := 1; i < len(powers); i++ {
		powers[i] = 10 * powers[i-1]
	}
	return powers
}()

func powerOfTen(n int) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil) }

// pointed puts the point in front of the last shownDecimals digits and drops superfluous zeros.
func pointed(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	sign := ""
	if negative {
		sign = "-"
	}
	if missing := shownDecimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	at := len(digits) - shownDecimals
	fraction := strings.TrimRight(digits[at:], "0")
	if fraction == "" {
		return sign + digits[:at]
	}
	return sign + digits[:at] + "." + fraction
}

// Share is a named exact share that was computed on the way, so that a caller may round it by rules of its own.
type Share struct {
	Name string
	Ratio
}

// Share gives the computed share of that name, one of those in Numbers.
func (d *Determination) Share(name string) (Ratio, bool) {
	for _, s := range d.Shares {
		if s.Name == name {
			return s.Ratio, true
		}
	}
	return Ratio{}, false
}

// numbers gathers what a determination computes, by name and in the order of computing.
type numbers struct {
	values finding.Values
	shares []Share
}

// newNumbers makes room, at once, for what most determinations compute.
func newNumbers() *numbers {
	n := &struct {
		numbers
		values [8]finding.Value
		shares [6]Share
	}{}
	n.numbers.values, n.numbers.shares = n.values[:0], n.shares[:0]
	return &n.numbers
}

// share keeps a share and gives it in percent. The same name with another value, from another reading of the rule or
// another alternative, is kept as name.2 and so on.
func (n *numbers) share(name string, r Ratio) string {
	unique, shown, found := n.find(name, r)
	if !found {
		shown = r.Percent()
		n.shares = append(n.shares, Share{unique, r})
		n.values = append(n.values, finding.Value{Name: unique, Value: shown})
	}
	return shown
}

// find gives the name under which the share is kept, or is to be kept.
func (n *numbers) find(name string, r Ratio) (unique, shown string, found bool) {
	unique = name
	for i := 2; ; i++ {
		known, found := n.known(unique)
		if !found {
			return unique, "", false
		}
		if known.Num.Cmp(r.Num) == 0 && known.Den.Cmp(r.Den) == 0 {
			shown, _ = n.values.Get(unique)
			return unique, shown, true
		}
		unique = fmt.Sprintf("%s.%d", name, i)
	}
}

// known gives a share that was kept.
func (n *numbers) known(name string) (Ratio, bool) {
	for _, s := range n.shares {
		if s.Name == name {
			return s.Ratio, true
		}
	}
	return Ratio{}, false
}

// same keeps a share under another name and gives it in percent, as it is known.
func (n *numbers) same(name, as string) string {
	r, _ := n.known(as)
	shown, _ := n.values.Get(as)
	if _, found := n.known(name); !found {
		n.shares = append(n.shares, Share{name, r})
		n.values = append(n.values, finding.Value{Name: name, Value: shown})
	}
	return shown
}

// above reports whether one known share of the price is greater than another.
func (n *numbers) above(name, other string) bool {
	one, _ := n.known(name)
	two, _ := n.known(other)
	return one.Num.Cmp(two.Num) > 0
}

// amount keeps an amount, the same whenever it is asked for, and gives its text.
func (n *numbers) amount(name string, amount certificate.Decimal) string {
	if known, found := n.values.Get(name); found {
		return known
	}
	shown := amount.String()
	n.values = append(n.values, finding.Value{Name: name, Value: shown})
	return shown
}
