package bind_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/store"
)

// write brings entries of a tenant into the cache as one source.
func (p *program) write(source store.Source, rejected []store.Rejection, entries ...string) store.Source {
	p.t.Helper()
	source, err := p.core.Store.BeginSource(p.t.Context(), source)
	if err != nil {
		p.t.Fatal(err)
	}
	var events []audit.Event
	for i, user := range entries {
		raw := fmt.Sprintf(`{"id":"e%d","user":%q,"after":{"name":"flow %d","by":%q}}`, i, user, i, user)
		events = append(events, audit.Event{
			ID: fmt.Sprintf("e%d", i), CreatedAt: time.Date(2026, 5, 1, 10, i, 0, 0, time.UTC), Action: "Flow Updated", Type: audit.TypeUpdate,
			User: user, Raw: json.RawMessage(raw), After: json.RawMessage(raw)[strings.Index(raw, `{"name`) : len(raw)-1],
		})
	}
	tally, err := p.core.Store.Write(p.t.Context(), source, events, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	source.Tally, source.Complete = tally, true
	source.Received += len(rejected)
	source.Tally.Rejected = len(rejected)
	if err := p.core.Store.EndSource(p.t.Context(), source, rejected); err != nil {
		p.t.Fatal(err)
	}
	return source
}

// changedTenant is a tenant of which one sync brought three entries, quiet ones
// followed, and one found an entry changed and two that cannot be events.
func (p *program) changedTenant() store.Tenant {
	p.t.Helper()
	tenant, err := p.core.Store.AddTenant(p.t.Context(), store.Tenant{Name: "acme", URL: "https://api.acme.example"})
	if err != nil {
		p.t.Fatal(err)
	}
	sync := store.Source{TenantID: tenant.ID, Kind: store.KindSync, Name: tenant.URL}
	p.write(sync, nil, "ada", "bo", "cy")
	for range 5 {
		p.write(sync, nil, "ada", "bo", "cy")
	}
	file := store.Source{TenantID: tenant.ID, Kind: store.KindImport, Name: "old.ndjson", SHA256: "ab12", Size: 99}
	p.write(file, []store.Rejection{{Where: "line 4", Reason: "It has no time."}, {Where: "=1+1", Reason: "It is no JSON."}}, "ada")
	p.write(sync, nil, "ada", "eve", "cy")
	return tenant
}

func TestSourcesTieOutAndQuietSyncsAreOneLine(t *testing.T) {
	p := start(t, t.TempDir())
	p.changedTenant()
	for _, name := range []string{"", "acme"} {
		list, err := p.Sources.List(name, 0, 100)
		if err != nil || list.Total != 4 || len(list.Lines) != 4 || len(list.Sums) != 1 {
			t.Fatalf("List(%q) = %+v, %v", name, list, err)
		}
		if changed, file, quiet := list.Lines[0], list.Lines[1], list.Lines[2]; changed.Changed != 1 || changed.Updated != 1 ||
			file.SHA256 != "ab12" || file.Size != 99 || file.Rejected != 2 || quiet.Count != 5 || quiet.Received != 15 {
			t.Errorf("lines: %+v", list.Lines)
		}
		sum := list.Sums[0]
		if c := sum.SourceCounts; c.Received != c.Inserted+c.Updated+c.Duplicates+c.Rejected || c.Received != 24 || c.Inserted != 3 {
			t.Errorf("sums do not tie out: %+v", c)
		}
		if sum.Syncs != 7 || sum.Files != 1 || sum.Events != 3 || sum.Changed != 1 || sum.Gone != 0 {
			t.Errorf("sums: %+v", sum)
		}
	}
	if list, err := p.Sources.List("acme", 3, 100); err != nil || len(list.Lines) != 1 || list.Total != 4 {
		t.Errorf("the last line: %+v, %v", list, err)
	}
	if _, err := p.Sources.List("nobody", 0, 1); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("an unknown tenant: %v", err)
	}
}

func TestRejectedEntriesAreListedAndSaved(t *testing.T) {
	p, dir := start(t, t.TempDir()), t.TempDir()
	p.changedTenant()
	list, err := p.Sources.List("acme", 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	id := list.Lines[0].ID
	found, err := p.Sources.Rejected(id, 1, 10)
	if err != nil || found.Total != 2 || len(found.Entries) != 1 || found.Entries[0] != (bind.Rejected{Where: "=1+1", Reason: "It is no JSON."}) {
		t.Errorf("Rejected = %+v, %v", found, err)
	}
	p.window.folder = dir
	path, err := p.Sources.SaveRejected(id)
	if err != nil || filepath.Dir(path) != dir {
		t.Fatalf("SaveRejected = %q, %v", path, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(text), "line 4,It has no time.") || strings.Contains(string(text), "\n=1+1") {
		t.Errorf("saved: %s, %v", text, err)
	}
}

func TestChangedEventHasItsOlderVersion(t *testing.T) {
	p := start(t, t.TempDir())
	p.changedTenant()
	rows, err := p.Sources.Flagged("acme", 0, "changed")
	if err != nil || len(rows) != 1 || !rows[0].Changed || rows[0].Gone || rows[0].User != "eve" {
		t.Fatalf("Flagged = %+v, %v", rows, err)
	}
	if gone, err := p.Sources.Flagged("acme", 0, "gone"); err != nil || len(gone) != 0 {
		t.Errorf("gone: %+v, %v", gone, err)
	}
	if _, err := p.Sources.Flagged("acme", 0, "blue"); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("an unknown flag: %v", err)
	}
	key := rows[0].Key
	versions, err := p.Events.Versions(key)
	if err != nil || len(versions) != 1 || versions[0].Number != 1 || versions[0].SeenAt == 0 || versions[0].ReplacedAt < versions[0].SeenAt {
		t.Fatalf("Versions = %+v, %v", versions, err)
	}
	changes, err := p.Events.VersionChanges(key, 1)
	if err != nil || changes.Left != 0 || changes.Coarse {
		t.Fatal(changes, err)
	}
	var said []string
	for _, c := range changes.Changes {
		said = append(said, c.Path+": "+c.Before+" > "+c.After)
	}
	if got := strings.Join(said, ", "); got != "/user: bo > eve, /after/by: bo > eve" && got != "/after/by: bo > eve, /user: bo > eve" {
		t.Errorf("changes: %s", got)
	}
	if raw, err := p.Events.VersionRaw(key, 1); err != nil || !strings.Contains(raw, `"bo"`) {
		t.Errorf("VersionRaw = %s, %v", raw, err)
	}
	if _, err := p.Events.VersionRaw(key, 2); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("a version that is not: %v", err)
	}
}
