package har

import (
	"bytes"
	"encoding/json"
	"net/url"
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

// shortest is the length in bytes from which a text that proved who asks is
// looked for elsewhere: shorter ones stand everywhere by chance.
const shortest = 8

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
	return auth, slices.DeleteFunc(said, func(text string) bool { return len(text) < shortest })
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
	for _, found := range addressForm.FindAllStringSubmatch(link, -1) {
		there, err := url.Parse(found[1])
		if err != nil {
			return ""
		}
		for name := range there.Query() {
			if isSecretName(name) {
				return ""
			}
		}
	}
	return link
}

var addressForm = regexp.MustCompile(`<([^>]*)>`)

// plainPath hides the parts of an address's path that are secrets.
func plainPath(path string, said []string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if hides(part, said) {
			parts[i] = "…"
		}
	}
	return strings.Join(parts, "/")
}

// withoutSecrets empties the members of a JSON text that are secrets, in
// place: every other byte stays as received. Of an answer only those near its
// surface are; what is inside lists is what was asked for.
func withoutSecrets(text []byte, said []string, everywhere bool) []byte {
	if !json.Valid(text) {
		if everywhere {
			return nil // nobody can tell what it holds
		}
		return text
	}
	c := &cleaner{decoder: json.NewDecoder(bytes.NewReader(text)), text: text, said: said, everywhere: everywhere}
	c.decoder.UseNumber()
	if c.value("", false) != nil {
		return nil // valid, and yet it cannot be read
	}
	if c.copied == 0 {
		return text
	}
	return append(c.plain, text[c.copied:]...)
}

// cleaner copies a JSON text but for its secrets.
type cleaner struct {
	decoder    *json.Decoder
	text       []byte
	plain      []byte // what was copied so far
	copied     int    // how much of text that is
	said       []string
	everywhere bool
}

// value passes the value that comes next; key is its own, asked says that it
// is inside a list of an answer.
func (c *cleaner) value(key string, asked bool) error {
	before := int(c.decoder.InputOffset())
	token, err := c.decoder.Token()
	if err != nil {
		return err
	}
	switch v := token.(type) {
	case json.Delim:
		return c.inside(v, asked)
	case string:
		if !asked && v != "" && (isSecretName(key) || hides(v, c.said)) {
			c.drop(before)
		}
	case json.Number:
		if !asked && isSecretName(key) {
			c.drop(before)
		}
	}
	return nil
}

func (c *cleaner) inside(open json.Delim, asked bool) error {
	for c.decoder.More() {
		key := ""
		if open == '{' {
			token, err := c.decoder.Token()
			if err != nil {
				return err
			}
			key, _ = token.(string)
		}
		if err := c.value(key, asked || open == '[' && !c.everywhere); err != nil {
			return err
		}
	}
	_, err := c.decoder.Token()
	return err
}

// drop puts an empty text in the place of the value just read.
func (c *cleaner) drop(before int) {
	end := int(c.decoder.InputOffset())
	start := before
	for start < end && strings.IndexByte(" \t\r\n:,", c.text[start]) >= 0 {
		start++
	}
	c.plain = append(append(c.plain, c.text[c.copied:start]...), `""`...)
	c.copied = end
}
