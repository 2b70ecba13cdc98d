package har

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
)

// tokenForm is a JSON Web Token wherever it stands.
var tokenForm = regexp.MustCompile(`eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*\.?[A-Za-z0-9_-]*`)

// secretNames are members and parameters whose value proves who somebody is,
// folded.
var secretNames = []string{
	"token", "accesstoken", "refreshtoken", "idtoken", "authtoken", "bearertoken", "sessiontoken", "csrftoken", "xsrftoken", "jwt", "password", "passwd", "pwd", "pass",
	"newpassword", "oldpassword", "currentpassword", "passwordconfirmation", "secret", "clientsecret", "apikey", "xapikey", "accesskey", "secretkey", "session", "sessionid", "sid",
	"authorization", "auth", "bearer", "credential", "credentials", "signature", "sig", "otp", "totp", "cookie", "setcookie",
}

func isSecretName(name string) bool {
	return slices.Contains(secretNames, strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name))
}

// identities are the headers that say who asks, and what they said.
func identities(headers []pair) (auth []Auth, said []string) {
	for _, header := range headers {
		name := strings.ToLower(header.Name)
		switch {
		case name == "cookie":
			for part := range strings.SplitSeq(header.Value, ";") {
				_, value, _ := strings.Cut(part, "=")
				said = append(said, strings.TrimSpace(value))
			}
			continue
		case name != "authorization" && !saysWho(name), strings.TrimSpace(header.Value) == "":
			continue
		}
		prefix, rest := "", header.Value
		if scheme, behind, ok := strings.Cut(header.Value, " "); ok && schemeForm.MatchString(scheme) {
			prefix, rest = scheme+" ", behind
		}
		auth, said = append(auth, Auth{Header: header.Name, Prefix: prefix}), append(said, strings.TrimSpace(rest))
	}
	return auth, slices.DeleteFunc(said, func(text string) bool { return len(text) < 8 })
}

var schemeForm = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{1,15}$`)

// saysWho reports headers such as X-Api-Key and X-Auth-Token.
func saysWho(name string) bool {
	if strings.Contains(name, "csrf") || strings.Contains(name, "xsrf") || strings.HasPrefix(name, "sec-") {
		return false
	}
	for _, part := range []string{"api-key", "apikey", "token", "auth", "access-key", "session"} {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// hides reports a text that is, or holds, a secret.
func hides(text string, said []string) bool {
	if tokenForm.MatchString(text) {
		return true
	}
	return slices.ContainsFunc(said, func(secret string) bool { return strings.Contains(text, secret) })
}

func plainParams(sent []pair, said []string) []Param {
	params := make([]Param, 0, len(sent))
	for _, one := range sent {
		p := Param{Name: one.Name, Value: one.Value}
		if p.Value != "" && (isSecretName(p.Name) || hides(p.Value, said)) {
			p.Value, p.Secret = "", true
		}
		params = append(params, p)
	}
	return params
}

// plainLink is a Link header that names no secret, else nothing.
func plainLink(link string, said []string) string {
	if hides(link, said) {
		return ""
	}
	return link
}

// withoutSecrets empties the members of a JSON text that are secrets. Of an
// answer only those near its surface are: what is inside lists is what was
// asked for, and stays as received. A text without any stays as it is, to the
// byte.
func withoutSecrets(text []byte, said []string, everywhere bool) []byte {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		if everywhere {
			return nil // nobody can tell what it holds
		}
		return text
	}
	c := cleaner{said: said, everywhere: everywhere}
	value = c.clean(value)
	if !c.found {
		return text
	}
	plain, err := json.Marshal(value)
	if err != nil {
		return nil
	}
	return plain
}

type cleaner struct {
	said       []string
	everywhere bool
	found      bool
}

func (c *cleaner) clean(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for key, inside := range v {
			if isSecretName(key) && !isContainer(inside) {
				c.found = true
				v[key] = ""
				continue
			}
			v[key] = c.clean(inside)
		}
	case []any:
		for i := range v {
			if c.everywhere {
				v[i] = c.clean(v[i])
			}
		}
	case string:
		if hides(v, c.said) {
			c.found = true
			return ""
		}
	}
	return value
}

func isContainer(value any) bool {
	switch value.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}
