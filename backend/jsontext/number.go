package jsontext

import (
	"math"
	"strconv"
	"strings"
)

// ECMAScript is a number as Number.prototype.toString prints it, which RFC 8785
// follows.
func ECMAScript(number float64) string {
	switch size := math.Abs(number); {
	case number == 0:
		return "0"
	case size >= 1e-6 && size < 1e21:
		return strconv.FormatFloat(number, 'f', -1, 64)
	}
	// ECMAScript writes 1e-7 where Go writes 1e-07.
	return strings.Replace(strconv.FormatFloat(number, 'e', -1, 64), "e-0", "e-", 1)
}

// Decimal is a number in a form in which equal values are equal: digits without
// zeros at either end, times ten to the power.
type Decimal struct {
	Digits string // empty for zero, with a leading minus for a negative
	Power  int
}

// DecimalOf reads a JSON number without losing a digit. ok is false for an
// exponent beyond any use.
func DecimalOf(written string) (d Decimal, ok bool) {
	mantissa, exponent := written, ""
	if at := strings.IndexAny(written, "eE"); at >= 0 {
		mantissa, exponent = written[:at], written[at+1:]
	}
	mantissa, negative := strings.CutPrefix(mantissa, "-")
	integer, fraction, _ := strings.Cut(mantissa, ".")
	digits := strings.TrimLeft(integer+fraction, "0")
	trimmed := strings.TrimRight(digits, "0")
	if trimmed == "" {
		return Decimal{}, true
	}
	d = Decimal{trimmed, len(digits) - len(fraction) - len(trimmed)}
	if negative {
		d.Digits = "-" + trimmed
	}
	if exponent == "" {
		return d, true
	}
	power, err := strconv.ParseInt(exponent, 10, 32)
	d.Power += int(power)
	return d, err == nil
}

// EqualNumbers compares two JSON numbers by value and exactly: 1, 1.0 and 10e-1
// are equal, 9007199254740993 and 9007199254740992 are not. Exponents beyond
// any use are compared as written.
func EqualNumbers(a, b string) bool {
	if a == b {
		return true
	}
	const beyondIntegers = ".eE" // without these only 0 and -0 are written differently
	if !strings.ContainsAny(a, beyondIntegers) && !strings.ContainsAny(b, beyondIntegers) {
		return strings.TrimPrefix(a, "-") == "0" && strings.TrimPrefix(b, "-") == "0"
	}
	first, ok := DecimalOf(a)
	second, other := DecimalOf(b)
	return ok && other && first == second
}
