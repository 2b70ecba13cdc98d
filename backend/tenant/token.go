package tenant

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// token is a bearer token with what it says of itself. Nobody but the tenant
// can verify that; it serves to warn early.
type token struct {
	text  string
	until time.Time // zero when it does not say
	scope []string  // nil when it does not say
}

func (t token) expired(now time.Time) bool { return !t.until.IsZero() && !now.Before(t.until) }

// parseToken reads a token as people paste it: with spaces, quotes or "Bearer"
// around it. What could not be sent is CodeInvalid.
func parseToken(pasted string) (token, error) {
	text := strings.Trim(strings.TrimSpace(pasted), `"'`)
	if word, rest, found := strings.Cut(text, " "); found && strings.EqualFold(strings.TrimSuffix(word, ":"), "bearer") {
		text = strings.TrimSpace(rest)
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return token{}, audit.Errorf(audit.CodeInvalid, "The token holds spaces or other characters that no token has.").
			WithHint("Copy it again, as a whole and alone.")
	}
	claims := claimsOf(text)
	t := token{text: text, scope: claims.list("scope")}
	if exp, ok := claims.number("exp"); ok && exp > 0 && exp < 1e11 {
		t.until = time.Unix(exp, 0).UTC()
	}
	return t, nil
}

// TokenUntil is when a token says that it ends: zero when it does not say, or
// is no token. Nothing is sent anywhere.
func TokenUntil(pasted string) time.Time {
	t, _ := parseToken(pasted) // the zero token beside an error
	return t.until
}

// claims are the members of a JWT's payload; nil for a token that is no JWT.
type claims []member

func claimsOf(text string) claims {
	parts := strings.Split(text, ".")
	if len(parts) != 3 {
		return nil
	}
	payload, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return nil
	}
	members, err := membersOf(payload, maxDepth)
	if err != nil {
		return nil
	}
	return members
}

func (c claims) number(name string) (int64, bool) {
	m := find(c, []string{name})
	if m == nil {
		return 0, false
	}
	var number float64 // some issuers write a fraction
	if err := json.Unmarshal(m.value, &number); err != nil {
		return 0, false
	}
	return int64(number), true
}

// list reads an array of texts, or one text with words. Nil means that it is
// not there.
func (c claims) list(name string) []string {
	m := find(c, []string{name})
	if m == nil || m.isNull() {
		return nil
	}
	words := []string{}
	if json.Unmarshal(m.value, &words) == nil {
		return words
	}
	text, ok := m.text()
	if !ok {
		return nil
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' })
}
