package tenant

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// next is the position behind a page, and whether there may be anything.
func (p *Profile) next(at Position, page Page, header http.Header) (Position, bool) {
	n := len(page.Entries)
	behind := Position{Offset: at.Offset + n, Since: at.Since, Until: at.Until}
	switch paging := p.Request.Paging; paging.Mode {
	case ModePage:
		behind.Number = at.Number + 1
	case ModeCursor:
		behind.Cursor = page.Next.Cursor
		if paging.Link {
			behind.Cursor = linkNext(header)
		}
		return behind, behind.Cursor != ""
	case ModeSearchAfter:
		if n > 0 {
			behind.Cursor = p.last(page.Entries[n-1])
		}
	case ModeWindow:
		behind.Until = p.below(page.Entries)
	}
	return behind, n > 0
}

// leading is the first value among the paths that can lead to a next page, as
// JSON; empty when there is none.
func leading(root *member, paths Paths) string {
	for _, path := range paths {
		m := root.at(path)
		if m == nil {
			continue
		}
		switch text := string(m.value); {
		case text == `""`, text[0] == 'n', text[0] == 't', text[0] == 'f':
		case strings.Trim(text, "[]{} \t\r\n") == "":
		default:
			return text
		}
	}
	return ""
}

// last is what the next page comes after, by the last entry of this one.
func (p *Profile) last(entry json.RawMessage) string {
	root, err := wholeAnswer(entry)
	if err != nil {
		return ""
	}
	return leading(root, p.Answer.Last)
}

// below is the bound that leaves out no entry of the page's oldest instant.
func (p *Profile) below(entries []json.RawMessage) time.Time {
	var oldest time.Time
	for _, entry := range entries {
		top, err := membersOf(entry, maxDepth)
		if err != nil {
			continue
		}
		r := reading{top: top}
		if moment, _, err := r.time(p); err == nil && (oldest.IsZero() || moment.Before(oldest)) {
			oldest = moment
		}
	}
	if oldest.IsZero() {
		return oldest
	}
	return p.unitOf().after(oldest)
}

// linkNext is the address with rel="next" among the Link headers (RFC 8288),
// as a JSON text; empty when there is none.
func linkNext(header http.Header) string {
	rest := strings.Join(header.Values("Link"), ",")
	for {
		_, after, found := strings.Cut(rest, "<")
		address, after, closed := strings.Cut(after, ">")
		if !found || !closed {
			return ""
		}
		rest = after
		params, _, _ := strings.Cut(after, "<")
		if relNext.MatchString(params) {
			text, err := json.Marshal(strings.TrimSpace(address))
			if err != nil {
				return ""
			}
			return string(text)
		}
	}
}

var relNext = regexp.MustCompile(`(?i);\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?:[\s;,]|$))`)

// An address is whole, or a path with parameters, or parameters alone. A
// cursor is none of these, even one in base64 that begins with a slash.
var (
	wholeAddress = regexp.MustCompile(`(?i)^https?://`)
	queryAddress = regexp.MustCompile(`^[\w./~%+-]*\?[\w.~%+\[\]-]+=`)
)

// addressIn is the address that a position's cursor is, else empty.
func (p *Profile) addressIn(at Position) string {
	if p.Request.Paging.Mode != ModeCursor || at.Cursor == "" {
		return ""
	}
	text := plain(at.Cursor)
	if p.Request.Paging.Link || wholeAddress.MatchString(text) || queryAddress.MatchString(text) {
		return text
	}
	return ""
}

// follow turns an address that the tenant gave into one on the tenant's own
// host and port. Only its path and query are taken, so that a proxy's inner
// scheme or port does not matter and the token goes nowhere else.
func (c *Client) follow(address string) (*url.URL, error) {
	here := c.base.JoinPath(c.profile.Request.Path)
	there, err := here.Parse(address)
	if err != nil {
		return nil, audit.Errorf(audit.CodeProfile, "The tenant's address of the next page cannot be read.").
			WithHint("Check answer.next and request.paging.link in the endpoint profile.")
	}
	if !strings.EqualFold(there.Hostname(), here.Hostname()) {
		return nil, audit.Errorf(audit.CodeNotAppmixer, "The tenant's next page is on another host, which does not get the token.").
			WithHint("Enter the URL of the API's own host.")
	}
	path, query := there.EscapedPath(), there.RawQuery
	if path == "" || strings.HasSuffix(here.EscapedPath(), path) || strings.HasSuffix(path, c.profile.Request.Path) {
		path = here.EscapedPath() // a proxy may have its own prefix before it
	}
	target := *here
	if target.Path, err = url.PathUnescape(path); err != nil {
		return nil, audit.Errorf(audit.CodeProfile, "The tenant's address of the next page cannot be read.")
	}
	target.RawPath, target.RawQuery, target.Fragment = path, query, ""
	return &target, nil
}

// base is where a profile's paths hold from, for a tenant's URL.
func (s Server) base(tenant *url.URL) *url.URL {
	learnt, err := url.Parse(s.URL)
	if s.URL == "" || err != nil || !strings.EqualFold(learnt.Hostname(), tenant.Hostname()) || portOf(learnt) != portOf(tenant) {
		return tenant
	}
	base := *tenant
	base.Path, base.RawPath = learnt.Path, learnt.RawPath
	return base.JoinPath("/")
}
