package view_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/view"
)

var full = view.View{
	Name: "Deletes at night, “acme”",
	Filter: view.Filter{
		Tenants: []string{"acme"}, Search: `hour:22..5 -user:svc "a b"`, From: "2026-01-01", To: "2026-02-01", Zone: "Europe/Prague",
		Types: []string{"delete"}, Users: []string{"ann@acme.example"}, FlowIDs: []string{"f/1"}, Actions: []string{"Flow Deleted"}, Areas: []string{"Flow Management"},
	},
	Order: view.Order{Column: "user", Ascending: true}, Columns: []string{"action", "createdAt"}, Density: "compact",
}

func TestAViewComesBackFromItsFileAndFromItsLink(t *testing.T) {
	for _, v := range []view.View{full, {Name: "All"}} {
		text, err := v.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := view.Parse(text); err != nil || !reflect.DeepEqual(got, v) {
			t.Errorf("from its file: %+v, %v", got, err)
		}
		link, err := view.Link{View: &v}.String()
		if err != nil {
			t.Fatal(err)
		}
		got, err := view.ParseLink(link)
		if err != nil || got.View == nil || !reflect.DeepEqual(*got.View, v) {
			t.Errorf("from its link: %+v, %v", got, err)
		}
	}
}

func TestFilesThatAreNoView(t *testing.T) {
	head := `{"format":"trailbook-view","version":1,"name":"x",`
	tests := []struct{ name, text, says string }{
		{"nothing", "", "no view"},
		{"another JSON", `{"name":"x"}`, "no view"},
		{"a list", `[]`, "no view"},
		{"a later version", `{"format":"trailbook-view","version":2,"name":"x","more":1}`, "later version"},
		{"no version", `{"format":"trailbook-view","name":"x"}`, "cannot be read"},
		{"a field that none has", head + `"open":"/etc/passwd"}`, "holds what no view has"},
		{"a field of the filter that none has", head + `"filter":{"path":"x"}}`, "holds what no view has"},
		{"a filter of another kind", head + `"filter":{"types":"delete"}}`, "holds what no view has"},
		{"something behind it", head + `"filter":{}} {}`, "no view"},
		{"no name", `{"format":"trailbook-view","version":1,"filter":{}}`, "needs a name"},
		{"a name that clears the terminal", `{"format":"trailbook-view","version":1,"name":"\u001b[2J"}`, "no text"},
		{"a very long name", `{"format":"trailbook-view","version":1,"name":"` + strings.Repeat("n", 81) + `"}`, "longer than 80"},
		{"a type that is none", head + `"filter":{"types":["drop"]}}`, "no event type"},
		{"a search that cannot be read", head + `"filter":{"search":"user:("}}`, ""},
		{"a time that is none", head + `"filter":{"from":"soon"}}`, ""},
		{"a zone that is a path", head + `"filter":{"zone":"../../etc/passwd"}}`, ""},
		{"a column that is markup", head + `"columns":["<img>"]}`, "cannot be one"},
		{"a secret", head + `"filter":{"search":"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"}}`, "secret"},
		{"no UTF-8", head + "\"filter\":{\"search\":\"\xff\"}}", "UTF-8"},
		{"very much", strings.Repeat(" ", 70_000), "at most"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := view.Parse([]byte(test.text))
			if audit.CodeOf(err) != audit.CodeInvalid || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	tests := []struct {
		text string
		want view.Link
		ok   bool
	}{
		{"trailbook://event/acme/65f2c0ffee", view.Link{Tenant: "acme", ID: "65f2c0ffee"}, true},
		{"Trailbook://event/acme/65f2c0ffee/", view.Link{Tenant: "acme", ID: "65f2c0ffee"}, true},
		{"trailbook://event/my%20tenant%2Fx/sha256:ab%25", view.Link{Tenant: "my tenant/x", ID: "sha256:ab%"}, true},
		{"trailbook://event/acme/..%2F..%2Fetc%2Fpasswd", view.Link{Tenant: "acme", ID: "../../etc/passwd"}, true}, // an id like any other
		{"trailbook:event/acme/1", view.Link{}, false},
		{"trailbook://event/acme", view.Link{}, false},
		{"trailbook://event/acme/1/2", view.Link{}, false},
		{"trailbook://event//1", view.Link{}, false},
		{"trailbook://event/acme/%00", view.Link{}, false},
		{"trailbook://event/acme/%ff", view.Link{}, false},
		{"trailbook://event/acme/%zz", view.Link{}, false},
		{"trailbook://event/acme/1?x=1", view.Link{}, false},
		{"trailbook://event/acme/1#x", view.Link{}, false},
		{`trailbook://event/acme/" --data /x`, view.Link{}, false},
		{"trailbook://user@event/acme/1", view.Link{}, false},
		{"trailbook://file/etc/passwd", view.Link{}, false},
		{"trailbook://view/!!!", view.Link{}, false},
		{"trailbook://view/", view.Link{}, false},
		{"https://event/acme/1", view.Link{}, false},
		{"trailbook://event/acme/" + strings.Repeat("x", 9_000), view.Link{}, false},
		{"", view.Link{}, false},
	}
	for _, test := range tests {
		got, err := view.ParseLink(test.text)
		if test.ok != (err == nil) || got != test.want {
			t.Errorf("%.60q: got %+v, %v", test.text, got, err)
		}
		if err != nil && audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%.60q: code of %v", test.text, err)
		}
	}
}

func TestALinkThatWouldBeTooLong(t *testing.T) {
	v := view.View{Name: "x", Filter: view.Filter{Search: strings.Repeat("word ", 1_500)}}
	if _, err := (view.Link{View: &v}).String(); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

// What narrows a filter never lets through what either leaves out.
func TestNarrow(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 1, day, 0, 0, 0, 0, time.UTC) }
	events := []audit.Event{}
	for i, kind := range []audit.Type{"create", "update", "delete", "other"} {
		for day := 1; day < 9; day++ {
			for _, user := range []string{"ann", "bob"} {
				events = append(events, audit.Event{ID: "x", Tenant: []string{"acme", "globex"}[day%2], Type: kind, User: user, CreatedAt: at(day), Action: "Flow " + string(kind), FlowID: []string{"f1", "f2"}[i%2]})
			}
		}
	}
	filters := []audit.Filter{
		{}, {Types: []audit.Type{"delete"}}, {Types: []audit.Type{"create", "delete"}}, {Users: []string{"ann"}}, {Users: []string{"bob", "eve"}},
		{From: at(3)}, {To: at(6)}, {From: at(4), To: at(5)}, {From: at(7), To: at(8)}, {Tenants: []string{"acme"}}, {FlowIDs: []string{"f2"}},
		{Search: "delete OR create"}, {Search: "-create"}, {Search: "user:ann OR type:other", Tenants: []string{"globex"}}, {Actions: []string{"Flow other"}},
	}
	for _, f := range filters {
		for _, by := range filters {
			narrowed := selection(t, view.Narrow(f, by))
			for _, e := range events {
				want := selection(t, f).Matches(e, nil) && selection(t, by).Matches(e, nil)
				if narrowed.Matches(e, nil) != want {
					t.Fatalf("%+v narrowed by %+v: %+v is %v", f, by, e, !want)
				}
			}
		}
	}
}

func selection(t *testing.T, f audit.Filter) audit.Selection {
	t.Helper()
	s, err := f.Selection()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A view of any bytes is refused, or comes back the same from its own file.
func FuzzParse(f *testing.F) {
	text, err := full.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(`{"format":"trailbook-view","version":1,"name":"x","filter":{"search":"a OR b","zone":"local"}}`))
	f.Add([]byte(`{"format":"trailbook-view","version":1,"NAME":"x","name":"y","columns":[null]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		v, err := view.Parse(text)
		if err != nil {
			return
		}
		again, err := v.Encode()
		if err != nil {
			t.Fatalf("%+v: %v", v, err)
		}
		if back, err := view.Parse(again); err != nil || reflect.DeepEqual(back, view.View{}) || back.Name != v.Name || back.Filter.Search != v.Filter.Search {
			t.Fatalf("%+v came back as %+v, %v", v, back, err)
		}
	})
}

// A link of any text is refused, or leads to the same place when written again.
func FuzzParseLink(f *testing.F) {
	link, err := view.Link{View: &full}.String()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{link, "trailbook://event/acme/1", "trailbook://event/a%2Fb/%F0%9F%98%80", "TRAILBOOK://event/./../", "trailbook://view/e30"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l, err := view.ParseLink(text)
		if err != nil {
			return
		}
		written, err := l.String()
		if err != nil {
			return // percent-encoding can make it longer than a link may be
		}
		if back, err := view.ParseLink(written); err != nil || back.Tenant != l.Tenant || back.ID != l.ID || (back.View == nil) != (l.View == nil) {
			t.Fatalf("%q: %+v came back as %+v, %v", text, l, back, err)
		}
	})
}
