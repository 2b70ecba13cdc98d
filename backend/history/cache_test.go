package history

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

var day = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

// told makes an event about flow f1, minutes after the first day's noon: what
// it has of before, after and changes follows as JSON, "" for none.
func told(minute int, action, before, after, changes string) audit.Event {
	e := audit.Event{
		ID: fmt.Sprintf("e%02d", minute), CreatedAt: day.Add(time.Duration(minute) * time.Minute), Action: action,
		User: "ann@acme.example", FlowID: "f1", TargetKind: "flow", TargetID: "f1", TargetName: "Orders",
	}
	if known, ok := audit.LookUp(action); ok {
		e.Area, e.Type = known.Area, known.Type
	}
	raw := `{"id":"` + e.ID + `"`
	for _, part := range []struct {
		name, text string
		into       *json.RawMessage
	}{{"before", before, &e.Before}, {"after", after, &e.After}, {"changes", changes, &e.Changes}} {
		if part.text != "" {
			*part.into = json.RawMessage(part.text)
			raw += `,"` + part.name + `":` + part.text
		}
	}
	e.Raw = json.RawMessage(raw + "}")
	return e
}

// f1 is what told is about, in the tenant that cacheOf makes.
var f1 = audit.Object{Tenant: "acme", Kind: "flow", ID: "f1"}

func open1(t testing.TB, dir string) *store.Store {
	t.Helper()
	cache, err := store.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cache.Close() })
	return cache
}

// cacheOf makes a cache with the events of tenant acme.
func cacheOf(t testing.TB, events ...audit.Event) *store.Store {
	t.Helper()
	cache := open1(t, t.TempDir())
	fill(t, cache, "acme", events...)
	return cache
}

func fill(t testing.TB, cache *store.Store, tenant string, events ...audit.Event) {
	t.Helper()
	owner, err := cache.Tenant(t.Context(), tenant)
	if err != nil {
		owner, err = cache.AddTenant(t.Context(), store.Tenant{Name: tenant, URL: "http://127.0.0.1:2200"})
	}
	if err != nil {
		t.Fatal(err)
	}
	source, err := cache.BeginSource(t.Context(), store.Source{TenantID: owner.ID, Kind: store.KindSync, Name: owner.URL})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Write(t.Context(), source, events, nil); err != nil {
		t.Fatal(err)
	}
}

func keyOf(t testing.TB, cache *store.Store, id string) int64 {
	t.Helper()
	key, err := cache.Find(t.Context(), "acme", id)
	if err != nil {
		t.Fatal(err)
	}
	return key
}
