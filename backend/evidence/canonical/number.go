package canonical

import (
	"bytes"
	"strconv"

	"github.com/trailbook/trailbook/backend/jsontext"
)

// plainDigits is how many digits of a whole number a double holds whatever they
// are.
const plainDigits = 15

// appendNumber writes a number as ECMAScript prints it, or as it stands where
// that would be another number.
func appendNumber(dst, text []byte) []byte {
	if len(text) <= plainDigits && !bytes.ContainsAny(text, ".eE") {
		if string(text) == "-0" {
			return append(dst, '0')
		}
		return append(dst, text...)
	}
	number, err := strconv.ParseFloat(string(text), 64)
	if err != nil { // beyond a double
		return append(dst, text...)
	}
	printed := jsontext.ECMAScript(number)
	if !jsontext.EqualNumbers(string(text), printed) {
		return append(dst, text...)
	}
	return append(dst, printed...)
}
