package tenant

import (
	"maps"
	"net/http"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Validate reports a profile that cannot work, as CodeProfile: the first rule
// that it breaks, by the name of the key.
func (p *Profile) Validate() error {
	for _, check := range []func() string{p.checkServer, p.checkRequest, p.checkPaging, p.checkMode, p.checkNames, p.checkAnswer} {
		if reason := check(); reason != "" {
			return audit.Errorf(audit.CodeProfile, "The endpoint profile cannot be used: %s.", reason)
		}
	}
	return nil
}

// ownHeaders are those a request has for other reasons than the token.
var ownHeaders = []string{"Host", "Accept", "Accept-Encoding", "Content-Type", "Content-Length", "Connection", "Transfer-Encoding", "User-Agent"}

func (p *Profile) checkServer() string {
	server := p.Server
	learnt, err := url.Parse(server.URL)
	switch {
	case server.URL != "" && (err != nil || !isBase(learnt)):
		return "server.url must be a whole address without user, parameters or #, or empty"
	case server.Version != "" && !isPath(server.Version):
		return "server.version must begin with / and hold neither parameters nor .., or be empty"
	case server.User != "" && !isPath(server.User):
		return "server.user must begin with / and hold neither parameters nor .., or be empty"
	case server.SignIn != "" && !isPath(server.SignIn):
		return "server.signIn must begin with / and hold neither parameters nor .., or be empty"
	case !isToken(server.Header) || slices.Contains(ownHeaders, textproto.CanonicalMIMEHeaderKey(server.Header)):
		return "server.header must be the name of a header that can carry a token"
	case strings.ContainsFunc(server.Prefix, func(r rune) bool { return r < ' ' || r > '~' }):
		return "server.prefix must be plain text on one line"
	}
	return ""
}

func isBase(u *url.URL) bool {
	return u.Hostname() != "" && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

func isPath(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.ContainsAny(path, "?#\\") && !slices.Contains(strings.Split(path, "/"), "..")
}

// isToken reports a name as HTTP allows it for a header.
func isToken(name string) bool {
	return name != "" && !strings.ContainsFunc(name, func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r)
	})
}

func (p *Profile) checkRequest() string {
	request := p.Request
	switch {
	case request.Method != http.MethodGet && request.Method != http.MethodPost:
		return "request.method must be GET or POST"
	case !isPath(request.Path):
		return "request.path must begin with / and hold neither parameters nor .."
	case request.Place != PlaceQuery && request.Place != PlaceBody:
		return "request.place must be query or body"
	case request.Place == PlaceBody && request.Method != http.MethodPost:
		return "request.place body needs request.method POST"
	case (request.Between.From != "" || request.Between.To != "") && !isBoundFormat(request.Between.Format):
		return "request.between.format must be ms, s, or a layout such as 2006-01-02T15:04:05Z07:00"
	}
	return ""
}

func (p *Profile) checkPaging() string {
	paging := p.Request.Paging
	switch {
	case !slices.Contains(modes, paging.Mode):
		return "request.paging.mode must be offset, page, cursor, searchAfter or window"
	case paging.Size < 1 || paging.Size > maxPageSize:
		return "request.paging.size must be from 1 to 10000"
	case p.Answer.Order != OrderNewest && p.Answer.Order != OrderOldest:
		return "answer.order must be newest or oldest"
	}
	return ""
}

// maxPageSize is the most entries that a page may be asked for.
const maxPageSize = 10000

// checkMode holds what only one mode of paging needs.
func (p *Profile) checkMode() string {
	paging := p.Request.Paging
	switch paging.Mode {
	case ModeOffset:
		if paging.Offset == "" {
			return "request.paging.offset must name a parameter with the mode offset"
		}
	case ModePage:
		switch {
		case paging.Page == "":
			return "request.paging.page must name a parameter with the mode page"
		case paging.First != 0 && paging.First != 1:
			return "request.paging.first must be 0 or 1"
		}
	case ModeCursor:
		switch {
		case !paging.Link && len(p.Answer.Next) == 0:
			return "answer.next must lead to the next page with the mode cursor, or request.paging.link be true"
		case !paging.Link && paging.Cursor == "":
			return "request.paging.cursor must name a parameter with the mode cursor"
		}
	case ModeSearchAfter:
		switch {
		case paging.Cursor == "":
			return "request.paging.cursor must name a parameter with the mode searchAfter"
		case len(p.Answer.Last) == 0:
			return "answer.last must lead to a value of the last entry with the mode searchAfter"
		}
	case ModeWindow:
		switch {
		case p.Request.Between.To == "":
			return "request.between.to must name a parameter with the mode window"
		case p.Answer.Order != OrderNewest:
			return "answer.order must be newest with the mode window"
		}
	}
	return ""
}

// checkNames finds a parameter that would be sent twice, and names that cannot
// stand beside each other in a body.
func (p *Profile) checkNames() string {
	given := map[string]bool{}
	for name := range p.Request.Params {
		if name == "" {
			return "request.params holds a parameter without a name"
		}
		given[name] = true
	}
	request, paging := p.Request, p.Request.Paging
	own := []string{paging.Limit, request.Sort.Param, request.Between.From, request.Between.To}
	switch paging.Mode {
	case ModeOffset:
		own = append(own, paging.Offset)
	case ModePage:
		own = append(own, paging.Page)
	case ModeCursor, ModeSearchAfter:
		own = append(own, paging.Cursor)
	case ModeWindow:
	}
	for _, name := range own {
		if name != "" && given[name] {
			return "the parameter " + name + " has two meanings in request"
		}
		given[name] = true
	}
	if request.Place != PlaceBody {
		return ""
	}
	var all []param
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if name != "" {
			all = append(all, param{name: name})
		}
	}
	if _, err := bodyOf(all); err != nil {
		return "the names of the parameters cannot be members of one JSON body: a name is empty between dots, or is both a value and holds others"
	}
	return ""
}

func (p *Profile) checkAnswer() string {
	switch {
	case len(p.Answer.Entries) == 0:
		return "answer.entries names no path"
	case len(p.Fields.CreatedAt) == 0:
		return "fields.createdAt names no path"
	case p.Time.Zone.Location == nil:
		return "time.zone is missing"
	case p.Time.SecondsBelow < 0:
		return "time.secondsBelow must not be negative"
	}
	for _, layout := range p.Time.Layouts {
		if !isLayout(layout) {
			return "time.layouts must show the moment 2006-01-02 15:04:05, which " + layout + " does not"
		}
	}
	for _, words := range [][]string{p.Types.Create, p.Types.Update, p.Types.Delete} {
		for _, word := range words {
			if spaced(word) == "" {
				return "types holds a word without letters or digits"
			}
		}
	}
	return ""
}

// isLayout reports that a layout says anything about a time.
func isLayout(layout string) bool {
	at := time.Date(1997, 11, 23, 14, 15, 16, 0, time.UTC)
	return at.Format(layout) != layout
}
