package learn

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/har"
)

// record is one exchange whose answer holds a list that may be an audit log.
type record struct {
	har.Exchange
	path    tenant.Path // of the list
	entries []json.RawMessage
	params  []param
	around  []leaf // what the answer holds beside the list
	score   float64
}

// param is a parameter that was sent; in a JSON body, one of its members.
type param struct {
	name   string
	text   string
	value  any // of a body; nil in a query
	secret bool
}

// leaf is a value beside the list.
type leaf struct {
	path tenant.Path
	text string
}

// place tells requests of one endpoint from others.
func (r *record) place() string {
	return r.Method + " " + r.URL.Scheme + "://" + r.URL.Host + r.URL.Path + " " + r.path.String()
}

// inBody reports whether the parameters went as a JSON body.
func (r *record) inBody() bool { return r.Method == http.MethodPost && len(r.Sent) > 0 }

// newRecords lists the lists of objects in an answer.
func newRecords(x har.Exchange) []record {
	if x.Status/100 != 2 || (x.Method != http.MethodGet && x.Method != http.MethodPost) || len(x.Body) == 0 {
		return nil
	}
	answer := decode(x.Body)
	var found []record
	for _, path := range lists(answer, nil, nil) {
		p := tenant.DefaultProfile()
		p.Answer.Entries = tenant.Paths{path}
		page, err := p.ReadPage(x.Body)
		if err != nil || len(page.Entries) == 0 {
			continue
		}
		r := record{Exchange: x, path: path, entries: page.Entries, around: leaves(answer, path, nil, nil)}
		r.params = paramsOf(x)
		if r.score = likeness(&r); r.score >= least {
			r.Body = nil // the entries hold what is needed of it
			found = append(found, r)
		}
	}
	return found
}

// lists are the paths to arrays of objects, near the surface.
func lists(value any, path tenant.Path, found []tenant.Path) []tenant.Path {
	switch v := value.(type) {
	case []any:
		objects := 0
		for _, element := range v {
			if _, ok := element.(map[string]any); ok {
				objects++
			}
		}
		if objects*5 >= len(v)*4 && objects > 0 {
			found = append(found, path)
		}
	case map[string]any:
		if len(path) >= deepest {
			return found
		}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if key != "" && !strings.ContainsRune(key, 0) {
				found = lists(v[key], append(slices.Clone(path), key), found)
			}
		}
	}
	return found
}

// leaves are the texts and numbers of an answer that are not in its list.
func leaves(value any, list, path tenant.Path, found []leaf) []leaf {
	object, ok := value.(map[string]any)
	if !ok || len(path) > deepest || len(found) > mostPaths {
		return found
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		inner := append(slices.Clone(path), key)
		if key == "" || strings.ContainsRune(key, 0) || slices.Equal(inner, list) {
			continue
		}
		switch v := object[key].(type) {
		case map[string]any:
			found = leaves(v, list, inner, found)
		case string, json.Number:
			c, _ := newCell(v)
			found = append(found, leaf{inner, c.text})
		case []any:
			found = append(found, leaf{inner, compact(v)})
		}
	}
	return found
}

func compact(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(value) != nil {
		return ""
	}
	return strings.TrimSpace(text.String())
}

// paramsOf are an exchange's parameters: of its query, its form or its body.
func paramsOf(x har.Exchange) []param {
	var all []param
	for _, one := range slices.Concat(x.Query, x.Form) {
		all = append(all, param{name: one.Name, text: one.Value, secret: one.Secret})
	}
	if object, ok := decode(x.Sent).(map[string]any); ok {
		all = members(object, nil, all)
	}
	return all
}

// members are the members of a body, nested ones with their names joined by
// dots; a list is one value.
func members(object map[string]any, path tenant.Path, all []param) []param {
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if key == "" || strings.ContainsRune(key, 0) {
			continue
		}
		inner := append(slices.Clone(path), key)
		if inside, ok := object[key].(map[string]any); ok && len(inside) > 0 && len(inner) < deepest {
			all = members(inside, inner, all)
			continue
		}
		text, isText := object[key].(string)
		if !isText {
			text = compact(object[key])
		}
		all = append(all, param{name: inner.String(), text: text, value: object[key], secret: isText && text == ""})
	}
	return all
}

// asFixed is how a profile writes the parameter's value: a text that a body
// would take for a number stands in quotes.
func (p param) asFixed() string {
	if text, ok := p.value.(string); ok && json.Valid([]byte(text)) {
		return compact(text)
	}
	return p.text
}
