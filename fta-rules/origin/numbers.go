package origin

import (
	"fmt"
	"math/big"
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
	num, numScale := unscaled(r.Num)
	den, denScale := unscaled(r.Den)
	num.Mul(num, powerOfTen(2+shownDecimals+denScale))
	den.Mul(den, powerOfTen(numScale))
	num.Div(num, den) // rounds down for a denominator above 0, also what is negative
	return pointed(num)
}

// unscaled is the number without its point, and how many of its digits stood behind the point.
func unscaled(d certificate.Decimal) (*big.Int, int) {
	var digits [certificate.MaxDigits * 2]byte
	scale, text := 0, digits[:0]
	for _, c := range []byte(d.String()) {
		switch {
		case c == '.':
			scale = 1
		case scale > 0:
			scale++
			fallthrough
		default:
			text = append(text, c)
		}
	}
	n, _ := new(big.Int).SetString(string(text), 10) // a decimal is digits, perhaps with a minus
	return n, max(scale-1, 0)
}

// powersOfTen are those that prices and values need; powerOfTen computes others.
var powersOfTen = func() (powers [24]*big.Int) {
	for i := range powers {
		powers[i] = new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(i)), nil)
	}
	return powers
}()

// powerOfTen must not be changed by the caller.
func powerOfTen(n int) *big.Int {
	if n < len(powersOfTen) {
		return powersOfTen[n]
	}
	return new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
}

// pointed puts the point in front of the last shownDecimals digits and drops superfluous zeros.
func pointed(n *big.Int) string {
	sign := ""
	if n.Sign() < 0 {
		sign, n = "-", n.Neg(n)
	}
	digits := n.String()
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

// newNumbers makes room for what most determinations compute.
func newNumbers() *numbers {
	return &numbers{values: make(finding.Values, 0, 8), shares: make([]Share, 0, 6)}
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

// amount keeps an amount, the first of that name.
func (n *numbers) amount(name string, amount certificate.Decimal) {
	if _, found := n.values.Get(name); !found {
		n.values = append(n.values, finding.Value{Name: name, Value: amount.String()})
	}
}
