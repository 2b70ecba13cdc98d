package view_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/view"
)

func cache(t *testing.T) *store.Store {
	t.Helper()
	opened, err := store.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close() })
	return opened
}

func names(t *testing.T, s *store.Store) string {
	t.Helper()
	kept, err := view.List(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(kept))
	for i, v := range kept {
		list[i] = v.Name
	}
	return strings.Join(list, " ")
}

func TestViewsAreKeptInOrder(t *testing.T) {
	s, ctx := cache(t), t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"a", " b ", "c"} {
		must(view.Keep(ctx, s, view.View{Name: name}))
	}
	must(view.Keep(ctx, s, view.View{Name: "b", Filter: view.Filter{Search: "new"}}))
	must(view.Move(ctx, s, "c", 0))
	if got := names(t, s); got != "c a b" {
		t.Fatalf("kept %q", got)
	}
	must(view.Rename(ctx, s, "b", "z"))
	must(view.Move(ctx, s, "c", 99))
	must(view.Remove(ctx, s, "a"))
	if got := names(t, s); got != "z c" {
		t.Fatalf("kept %q", got)
	}
	if v, err := view.Named(ctx, s, "z"); err != nil || v.Filter.Search != "new" {
		t.Errorf("z is %+v, %v", v, err)
	}
	for what, err := range map[string]error{
		"rename to another's":  view.Rename(ctx, s, "z", "c"),
		"rename to nothing":    view.Rename(ctx, s, "z", " "),
		"keep without a name":  view.Keep(ctx, s, view.View{}),
		"keep what cannot be":  view.Keep(ctx, s, view.View{Name: "x", Filter: view.Filter{Types: []string{"drop"}}}),
		"keep with many lists": view.Keep(ctx, s, view.View{Name: "x", Columns: make([]string, 65)}),
	} {
		if audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, err := range map[string]error{
		"rename": view.Rename(ctx, s, "a", "b"), "remove": view.Remove(ctx, s, "a"), "move": view.Move(ctx, s, "a", 0),
	} {
		if audit.CodeOf(err) != audit.CodeNotFound {
			t.Errorf("%s one that is gone: %v", what, err)
		}
	}
	if got := names(t, s); got != "z c" {
		t.Errorf("after failures %q", got)
	}
}

func TestRecentFilters(t *testing.T) {
	s, ctx := cache(t), t.Context()
	remember := func(f view.Filter) {
		t.Helper()
		if err := view.Remember(ctx, s, f, view.Order{}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 30 {
		remember(view.Filter{Search: fmt.Sprint("word", i), Types: []string{}})
	}
	remember(view.Filter{Search: "word25"})
	remember(view.Filter{Search: "ghp_16C7e42F292c6912E7710c838347Ae178B4a"}) // a secret that somebody looked for
	recent, err := view.Recent(ctx, s)
	if err != nil || len(recent) != 20 {
		t.Fatalf("%d recent, %v", len(recent), err)
	}
	got := []string{}
	for _, v := range recent[:4] {
		got = append(got, v.Filter.Search)
	}
	if strings.Join(got, " ") != "word25 word29 word28 word27" {
		t.Errorf("recent %q", got)
	}
}
