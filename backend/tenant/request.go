package tenant

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// param is one parameter of a request: a text, or a JSON value as written.
type param struct {
	name  string
	text  string
	value json.RawMessage // nil for a text
}

func number(name string, n int) param {
	return param{name: name, text: strconv.Itoa(n), value: strconv.AppendInt(nil, int64(n), 10)}
}

// pageCall makes the request for the page at a position.
func (c *Client) pageCall(at Position, limit int) (*call, error) {
	p := c.profile
	if err := p.reachable(at); err != nil {
		return nil, err
	}
	asked := &call{method: p.Request.Method, path: p.Request.Path, signed: true, meaning: func(status int) *audit.Error {
		return c.pageRefused(at, status)
	}}
	address := p.addressIn(at)
	if address != "" {
		target, err := c.follow(address)
		if err != nil {
			return nil, err
		}
		asked.target = target
	}
	params := p.params(at, limit, address == "")
	var err error
	if p.Request.Place == PlaceBody {
		asked.body, err = bodyOf(params)
	} else if address == "" {
		asked.query = queryOf(params)
	}
	return asked, err
}

// reachable reports a place behind a page that did not say how to go on.
func (p *Profile) reachable(at Position) error {
	if at.Offset == 0 {
		return nil
	}
	switch paging := p.Request.Paging; {
	case paging.Mode == ModeSearchAfter && at.Cursor == "":
		return audit.Errorf(audit.CodeProfile, "The last entry of the page holds nothing at %s, behind which the next page would begin.", p.Answer.Last).
			WithHint("Correct answer.last in the endpoint profile.")
	case paging.Mode == ModeWindow && at.Until.IsZero():
		return audit.Errorf(audit.CodeProfile, "No entry of the page has a readable time, before which the next page would be asked for.").
			WithHint("Correct fields.createdAt and time.layouts in the endpoint profile.")
	}
	return nil
}

// params are the parameters for a position; without the way there when an
// address leads there.
func (p *Profile) params(at Position, limit int, way bool) []param {
	request, paging := &p.Request, &p.Request.Paging
	var list []param
	add := func(one param) {
		if one.name != "" {
			list = append(list, one)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(request.Params)) {
		add(param{name: name, text: request.Params[name], value: literal(request.Params[name])})
	}
	add(number(paging.Limit, limit))
	switch {
	case !way:
	case paging.Mode == ModeOffset:
		add(number(paging.Offset, max(at.Offset, 0)))
	case paging.Mode == ModePage:
		add(number(paging.Page, paging.First+at.Number))
	case at.Cursor != "" && (paging.Mode == ModeCursor || paging.Mode == ModeSearchAfter):
		add(param{name: paging.Cursor, text: plain(at.Cursor), value: json.RawMessage(at.Cursor)})
	}
	add(param{name: request.Sort.Param, text: request.Sort.Value, value: literal(request.Sort.Value)})
	if !at.Since.IsZero() {
		add(p.bound(request.Between.From, p.unitOf().before(at.Since)))
	}
	if !at.Until.IsZero() {
		add(p.bound(request.Between.To, p.unitOf().notBefore(at.Until)))
	}
	return list
}

// literal is the JSON value that a text of the profile stands for in a body:
// a number, true, false, null, a list or an object, or a text in quotes. Nil
// for any other text.
func literal(text string) json.RawMessage {
	if text != "" && strings.ContainsRune(`-0123456789tfn[{"`, rune(text[0])) && json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	return nil
}

// plain is how a JSON value is written in a query: a text without its quotes.
func plain(value string) string {
	if strings.HasPrefix(value, `"`) {
		return unquote([]byte(value))
	}
	return value
}

func queryOf(params []param) url.Values {
	query := url.Values{}
	for _, one := range params {
		query.Set(one.name, one.text)
	}
	return query
}

// bodyOf writes the parameters as one JSON object; dots in names nest.
func bodyOf(params []param) ([]byte, error) {
	root := map[string]any{}
	for _, one := range params {
		path, err := ParsePath(one.name)
		if err != nil || len(path) == 0 {
			return nil, audit.Errorf(audit.CodeProfile, "The parameter %q of the endpoint profile cannot be a name in a JSON body.", one.name)
		}
		inside := root
		for _, key := range path[:len(path)-1] {
			next, ok := inside[key].(map[string]any)
			if !ok && inside[key] != nil {
				return nil, twice(one.name)
			}
			if !ok {
				next = map[string]any{}
				inside[key] = next
			}
			inside = next
		}
		last := path[len(path)-1]
		if _, nested := inside[last].(map[string]any); nested {
			return nil, twice(one.name)
		}
		if inside[last] = any(one.text); one.value != nil {
			inside[last] = one.value
		}
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(root); err != nil {
		return nil, fmt.Errorf("tenant: writing the request's body: %w", err)
	}
	return bytes.TrimSpace(body.Bytes()), nil
}

func twice(name string) error {
	return audit.Errorf(audit.CodeProfile, "The parameter %q of the endpoint profile is both a value and holds others.", name)
}

// errBehindLast marks the refusal of a page whose number is too high.
var errBehindLast = fmt.Errorf("tenant: behind the last page")

// pageRefused says what a 4xx means for the audit endpoint.
func (c *Client) pageRefused(at Position, status int) *audit.Error {
	switch status {
	case http.StatusForbidden:
		return c.missingScope()
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone:
		missing := audit.Errorf(audit.CodeEndpointMissing, "The tenant has no audit log at %s.", c.profile.Request.Path).
			WithHint("Correct request.path in the endpoint profile.")
		if status == http.StatusNotFound && at.Number > 0 && c.profile.Request.Paging.Mode == ModePage {
			return missing.Wrapping(errBehindLast) // the pages before it were there
		}
		return missing
	}
	return audit.Errorf(audit.CodeProfile, "The tenant refuses the request for the audit log (status %d).", status).
		WithHint("Check the parameters in the endpoint profile.")
}
