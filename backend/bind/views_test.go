package bind_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func TestViewsAndLinksOfAPage(t *testing.T) {
	p := start(t, t.TempDir())
	p.changedTenant()
	form := bind.SavedView{Name: "Ada", Filter: bind.FilterSpec{Users: []string{"ada"}, Zone: "UTC"}, Order: bind.ViewOrder{Ascending: true}, Columns: []string{"action"}}
	if err := p.Views.Save(form); err != nil {
		t.Fatal(err)
	}
	if err := p.Views.Remember(form.Filter, form.Order); err != nil {
		t.Fatal(err)
	}
	list, err := p.Views.List()
	if err != nil || len(list.Kept) != 1 || len(list.Recent) != 1 {
		t.Fatalf("List() = %+v, %v", list, err)
	}
	kept := list.Kept[0]
	if kept.Words != `events with user "ada"` || !kept.Order.Ascending || kept.Filter.Tenants == nil || list.Recent[0].Columns == nil {
		t.Errorf("kept %+v, recent %+v", kept, list.Recent[0])
	}
	if result, err := p.Events.Filter(kept.Filter, bind.Order{}); err != nil || result.Count != 1 {
		t.Errorf("the view selects %+v, %v", result, err)
	}

	link, err := p.Views.Link(kept)
	if err != nil {
		t.Fatal(err)
	}
	if target, err := p.Views.Follow(link); err != nil || target.View == nil || target.View.Words != kept.Words || target.Row != nil {
		t.Errorf("Follow(view) = %+v, %v", target, err)
	}
	path := filepath.Join(t.TempDir(), "x.trailbook-view")
	if err := os.WriteFile(path, []byte(`{"format":"trailbook-view","version":1,"name":"x","run":"y"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Views.Look(path); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("Look() at what is no view: %v", err)
	}
}

func TestLinksToEvents(t *testing.T) {
	p := start(t, t.TempDir())
	p.changedTenant()
	all, err := p.Events.Filter(bind.FilterSpec{Zone: "UTC"}, bind.Order{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := p.Events.Rows(all.Token, 0, 1)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	link, err := p.Views.EventLink(rows[0].Key)
	if err != nil || link != "trailbook://event/acme/"+rows[0].ID {
		t.Fatalf("EventLink() = %q, %v", link, err)
	}
	if target, err := p.Views.Follow(link); err != nil || target.Row == nil || target.Row.Key != rows[0].Key {
		t.Errorf("Follow(event) = %+v, %v", target, err)
	}
	if target, err := p.Views.Follow("trailbook://event/acme/gone"); err != nil || target.Row != nil || !target.Known {
		t.Errorf("an event that is not here: %+v, %v", target, err)
	}
	if target, err := p.Views.Follow("trailbook://event/globex/e1"); err != nil || target.Row != nil || target.Known {
		t.Errorf("a tenant that is not here: %+v, %v", target, err)
	}
}

// Links come from outside: what is none is dropped, and they do not pile up.
func TestLinksThatTheSystemAsksFor(t *testing.T) {
	p := start(t, t.TempDir())
	if got := p.Views.Asked(); got == nil || len(got) != 0 {
		t.Errorf("at first %q", got)
	}
	for _, text := range []string{"/etc/passwd", "--data=/x", "https://x.example", "trailbook", "trailbook://" + strings.Repeat("x", 20_000)} {
		p.core.OpenLink(text)
	}
	for range 20 {
		p.core.OpenLink("trailbook://event/acme/1")
	}
	p.core.OpenLink("TRAILBOOK://event/acme/2")
	got := p.Views.Asked()
	if len(got) != 8 || got[0] != "trailbook://event/acme/1" || got[7] != "TRAILBOOK://event/acme/2" {
		t.Errorf("asked %q", got)
	}
	if again := p.Views.Asked(); len(again) != 0 {
		t.Errorf("handed over twice: %q", again)
	}
}
