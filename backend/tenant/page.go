package tenant

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Page is one answer of the audit endpoint.
type Page struct {
	Entries []json.RawMessage // as received, in the tenant's order; parts of one piece of memory
	Total   int               // entries in the whole log, -1 when the answer does not say
	Next    Position          // of the page behind this one
	More    bool              // there may be one
}

// Position is a place in a tenant's log. The zero position is its beginning in
// the log's own order. Which fields count is the paging mode's affair; with
// ModeOffset any Offset can be asked for, with the others only what a page's
// Next gave.
type Position struct {
	Offset int       // entries before it (offset); for a message with the others
	Number int       // of the page (page), 0 for the first
	Cursor string    // a JSON value (cursor, searchAfter)
	Since  time.Time // only entries at or after it, where Request.Between.From is named; zero: all
	Until  time.Time // only entries up to it (the tenant may leave out those at it), where Request.Between.To is named; zero: all
}

// ReadPage takes an answer apart. HTML and other text that is no JSON is
// CodeNotJSON, an answer that ends too early CodeCutOff, one without an array
// at the profile's paths CodeProfile; all are *audit.Error. Of Next it fills in
// what the body says, a cursor; the rest is Client.Page's.
func (p *Profile) ReadPage(body []byte) (Page, error) {
	body = bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))
	root, err := wholeAnswer(body)
	if err != nil {
		return Page{}, err
	}
	page := Page{Total: -1}
	for _, path := range p.Answer.Entries {
		list := root.at(path)
		if list == nil || list.value[0] != '[' {
			continue
		}
		entries, err := elementsOf(list.value)
		if err != nil {
			return Page{}, textError(err)
		}
		page.Entries = entries
		break
	}
	if page.Entries == nil {
		return Page{}, audit.Errorf(audit.CodeProfile, "The answer holds no list of entries: looked for %s.", p.Answer.Entries).
			WithHint("Name the list in answer.entries of the endpoint profile.")
	}
	for _, path := range p.Answer.Total {
		if total := root.at(path); total != nil && total.count() >= 0 {
			page.Total = total.count()
			break
		}
	}
	if p.Request.Paging.Mode == ModeCursor {
		page.Next.Cursor = leading(root, p.Answer.Next)
	}
	return page, nil
}

// at follows a path from the whole answer.
func (m *member) at(path Path) *member {
	for _, key := range path {
		if m = m.child(key); m == nil {
			return nil
		}
	}
	return m
}

// count reads a whole number that is not negative, else -1.
func (m *member) count() int {
	text, ok := m.text()
	if !ok {
		return -1
	}
	number, err := strconv.Atoi(text)
	if err != nil || number < 0 {
		return -1
	}
	return number
}

// wholeAnswer checks that an answer is JSON from its first byte to its last.
func wholeAnswer(body []byte) (*member, error) {
	start := skipSpace(body, 0)
	root := &member{value: body[start:], opened: true}
	var err error
	if start < len(body) && body[start] == '{' {
		root.inside, err = membersOf(root.value, 0)
	} else if start, err = skipValue(body, start, 0); err == nil {
		err = atEnd(body, start)
	}
	if err != nil {
		return nil, textError(err)
	}
	return root, nil
}

// textError says that an answer is not the JSON it should be.
func textError(err error) *audit.Error {
	if errors.Is(err, errCut) {
		return audit.Errorf(audit.CodeCutOff, "The tenant's answer ended too early.").
			WithHint("Try again; if it happens often, lower paging.size in the endpoint profile.").Wrapping(err)
	}
	return audit.Errorf(audit.CodeNotJSON, "The tenant answered with something else than JSON.").
		WithHint("A proxy or a login page may stand between; check the URL and the network.").Wrapping(err)
}
