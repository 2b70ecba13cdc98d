package view

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Scheme is what links to Trailbook begin with.
const Scheme = "trailbook"

// longestLink bounds a link, in bytes: what mail programs and command lines
// carry whole.
const longestLink = 8 << 10

// Link leads to an event, or to a view where View is not nil.
type Link struct {
	Tenant string // of the event
	ID     string // of the event, as its source names it
	View   *View
}

// IsLink reports a text that is meant as a link to Trailbook.
func IsLink(text string) bool {
	return len(text) > len(Scheme) && strings.EqualFold(text[:len(Scheme)+1], Scheme+":")
}

// String writes the link: trailbook://event/TENANT/ID, percent-encoded, or
// trailbook://view/TEXT, TEXT being the view as JSON in base64url (RFC 4648,
// section 5, without padding).
func (l Link) String() (string, error) {
	link := Scheme + "://event/" + url.PathEscape(l.Tenant) + "/" + url.PathEscape(l.ID)
	if l.View != nil {
		if err := l.View.Validate(); err != nil {
			return "", err
		}
		text, err := json.Marshal(file{format, version, *l.View})
		if err != nil {
			return "", err
		}
		link = Scheme + "://view/" + base64.RawURLEncoding.EncodeToString(text)
	}
	if len(link) > longestLink {
		return "", invalid("The link would be longer than %d characters.", longestLink).WithHint("Save the view as a file, and send that.")
	}
	return link, nil
}

// ParseLink reads a link, strictly: CodeInvalid for anything that String does
// not write, but for the case of the scheme and a slash at the end, which
// browsers change.
func ParseLink(text string) (Link, error) {
	no := func(why string) (Link, error) {
		return Link{}, invalid("This is no link to Trailbook: %s.", why).
			WithHint("Links look like trailbook://event/TENANT/ID and trailbook://view/TEXT.")
	}
	if len(text) > longestLink {
		return no("it is too long")
	}
	if strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }) || strings.ContainsAny(text, `?#\"<>`) {
		return no("it holds characters that none has")
	}
	if len(text) < len(Scheme)+3 || !strings.EqualFold(text[:len(Scheme)+3], Scheme+"://") {
		return no("it does not begin with " + Scheme + "://")
	}
	parts := strings.Split(strings.TrimSuffix(text[len(Scheme)+3:], "/"), "/")
	switch {
	case len(parts) == 2 && parts[0] == "view":
		decoded, err := base64.RawURLEncoding.Strict().DecodeString(parts[1])
		if err != nil {
			return no("the view in it is cut or changed")
		}
		v, err := Parse(decoded)
		return Link{View: &v}, err
	case len(parts) == 3 && parts[0] == "event":
		tenant, okTenant := unescape(parts[1])
		id, okID := unescape(parts[2])
		if !okTenant || !okID {
			return no("it names no event")
		}
		return Link{Tenant: tenant, ID: id}, nil
	}
	return no("it leads neither to an event nor to a view")
}

// unescape undoes the percent-encoding of a part that must be a text.
func unescape(part string) (text string, ok bool) {
	text, err := url.PathUnescape(part)
	ok = err == nil && text != "" && utf8.ValidString(text) && utf8.RuneCountInString(text) <= longestText &&
		!strings.ContainsFunc(text, unicode.IsControl)
	return text, ok
}
