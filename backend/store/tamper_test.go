package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// ledgerKey stands for the installation's.
var ledgerKey = bytes.Repeat([]byte{7}, 32)

func kept(t testing.TB, dir string, key []byte) *store.Store {
	t.Helper()
	s := open(t, dir)
	s.KeepLedger("Ada", func() []byte { return key })
	return s
}

// lived makes a cache that has lived: two syncs, one of which found an event
// changed and one gone, a file, a tenant that was removed, and activity.
func lived(t testing.TB, dir string, key []byte) {
	t.Helper()
	ctx := context.Background()
	s := kept(t, dir, key)
	src := source(t, s, "acme")
	events := mapped(t, 60)
	write(t, s, src, events[:40]...)
	conclude(t, s, src, store.Tally{Received: 40, Inserted: 40})
	second, err := s.BeginSource(ctx, store.Source{TenantID: src.TenantID, Kind: store.KindSync, Name: src.Name})
	if err != nil {
		t.Fatal(err)
	}
	changed := events[3]
	changed.Raw = bytes.Replace(changed.Raw, []byte("{"), []byte(`{"late":true,`), 1)
	changed, err = tenant.DefaultProfile().Map(changed.Raw)
	if err != nil || changed.ID != events[3].ID {
		t.Fatal(changed.ID, err)
	}
	write(t, s, second, changed, events[40])
	key5, err := s.Find(ctx, "acme", events[5].ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		s.MarkGone(ctx, []store.Listed{{Key: key5, EventID: events[5].ID}}),
		s.KeepGap(ctx, store.Gap{TenantID: src.TenantID, SourceID: second.ID, From: 1, To: 2, Reason: "the tenant had forgotten them."}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	conclude(t, s, second, store.Tally{Received: 2, Inserted: 1, Updated: 1, Changed: 1})
	if err := s.FinishSync(ctx, src.TenantID, store.Outcome{Complete: true}); err != nil {
		t.Fatal(err)
	}
	files, err := s.AddTenant(ctx, store.Tenant{Name: "archive"})
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.BeginSource(ctx, store.Source{TenantID: files.ID, Kind: store.KindImport, Name: "old.csv"})
	if err != nil {
		t.Fatal(err)
	}
	outside := events[50]
	outside.After = []byte(`{"not":"inside"}`)
	write(t, s, file, append([]audit.Event{outside}, events[51:]...)...)
	conclude(t, s, file, store.Tally{Received: 10, Inserted: 10})
	write(t, s, source(t, s, "removed"), events[:7]...)
	if n, err := s.RemoveTenant(ctx, "removed"); err != nil || n != 7 {
		t.Fatal(n, err)
	}
	if err := s.Record(ctx, "export", "41 events to report.xlsx"); err != nil {
		t.Fatal(err)
	}
	if err := s.Summarize(ctx, say, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// mapped are events of the demo tenant as a sync maps them.
func mapped(t testing.TB, n int) []audit.Event {
	t.Helper()
	log, profile := demo.NewGenerator(demo.PlanConfig(1, n, demo.DefaultUntil)), tenant.DefaultProfile()
	events := make([]audit.Event, n)
	for i := range events {
		var err error
		if events[i], err = profile.Map(log.Next().Raw); err != nil {
			t.Fatal(err)
		}
	}
	return events
}

func conclude(t testing.TB, s *store.Store, src store.Source, tally store.Tally) {
	t.Helper()
	src.Tally, src.Complete = tally, true
	if err := s.EndSource(context.Background(), src, nil); err != nil {
		t.Fatal(err)
	}
}

// edit runs SQL against a cache that the program has closed: with the sqlite3
// shell where there is one, as somebody who tampers would.
func edit(t testing.TB, dir, sql string) {
	t.Helper()
	file := filepath.Join(dir, store.FileName)
	if shell, err := exec.LookPath("sqlite3"); err == nil {
		if said, err := exec.Command(shell, file, sql).CombinedOutput(); err != nil || len(said) > 0 {
			t.Fatalf("%s: %v %s", sql, err, said)
		}
		return
	}
	db, err := sqlx.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(sql); err != nil {
		t.Fatal(sql, err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}

func examine(t testing.TB, dir string, key []byte) store.Soundness {
	t.Helper()
	s := kept(t, dir, key)
	found, err := s.CheckWith(context.Background(), store.CheckOptions{
		Remap: func(_ store.Tenant, raw []byte) (audit.Event, error) { return tenant.DefaultProfile().Map(raw) },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return found
}

// copied copies a closed cache.
func copied(t testing.TB, from string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(filepath.Join(to, "data"), os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	return filepath.Join(to, "data")
}

// Whatever another program changes in the file is found and named.
func TestWhatAnotherProgramChangesIsNamed(t *testing.T) {
	whole := t.TempDir()
	lived(t, whole, ledgerKey)
	if found := examine(t, copied(t, whole), ledgerKey); found.Wrong != 0 || found.Ledger.Chain != "holds" || found.Ledger.End != "holds" || found.Events != 51 {
		t.Fatalf("untouched: %+v", found)
	}
	events := mapped(t, 60)
	id := func(i int) string { return fmt.Sprintf("event %q", events[i].ID) }
	first := func(column string) string { return fmt.Sprintf("(SELECT %s FROM event WHERE id = 1)", column) }
	stamp := func(at time.Time) string { return fmt.Sprintf("%q", audit.FormatTime(at)) }
	for _, c := range []struct {
		name, sql string
		want      []string // in the sentences
		most      int      // problems at most
	}{
		{"time by a second", "UPDATE event SET created_at = created_at + 1000 WHERE id = 1",
			[]string{id(0), "createdAt is " + stamp(events[0].CreatedAt.Add(time.Second)) + ", was " + stamp(events[0].CreatedAt), "sync 1 of"}, 1},
		{"type", "UPDATE event SET type = (type + 1) % 4 WHERE id = 2", []string{id(1), "type is", fmt.Sprintf("was %q", events[1].Type)}, 1},
		{"another actor's key", "UPDATE event SET actor_id = (SELECT max(id) FROM actor WHERE id <> actor_id) WHERE id = 3",
			[]string{id(2), "user", fmt.Sprintf("was %q", events[2].User)}, 2},
		{"action that is in no dictionary", "UPDATE event SET action_id = 999 WHERE id = 1", []string{id(0), fmt.Sprintf("action is \"\", was %q", events[0].Action)}, 2},
		{"an actor's e-mail in the dictionary", "UPDATE actor SET email = 'mallory@evil.example' WHERE id = " + first("actor_id"),
			[]string{fmt.Sprintf("user is \"mallory@evil.example\", was %q", events[0].User), "what the search looks into"}, 5},
		{"an actor's e-mail for the search only", "UPDATE actor SET folded = 'nobody' WHERE id = " + first("actor_id"), []string{"actor", "search looks into is \"nobody\""}, 1},
		{"the name of a target", "UPDATE target SET name = 'Harmless', folded = '' WHERE id = " + first("target_id"), []string{`targetName is "Harmless"`}, 8},
		{"id of an event", "UPDATE event SET event_id = 'other' WHERE id = 4", []string{id(3), `id is "other", was "` + events[3].ID}, 3},
		{"event moved to another source", "UPDATE event SET source_id = 2 WHERE id = 1", []string{id(0), `source is "2", was "1"`}, 1},
		{"event moved to another tenant", "UPDATE event SET tenant_id = 2 WHERE id = 1", []string{id(0), `tenant is "2", was "1"`}, 1},
		{"event deleted", "PRAGMA foreign_keys = 1; DELETE FROM event WHERE id = 8", []string{id(7), "is gone", "sync 1 of"}, 1},
		{"event deleted without its entry", "DELETE FROM event WHERE id = 8", []string{id(7), "is gone"}, 2},
		{"events of a file deleted", "PRAGMA foreign_keys = 1; DELETE FROM event WHERE tenant_id = 2", []string{id(50), "is gone", "import 3 of", "9 more"}, 1},
		{"event put in", "INSERT INTO event SELECT 777, tenant_id, 'forged', created_at, type, action_id, area_id, actor_id, flow_id, target_id, origin_id, source_id, flags, summary_id, parts FROM event WHERE id = 1; INSERT INTO payload SELECT 777, raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len FROM payload WHERE id = 1",
			[]string{`event "forged"`, "was put in"}, 1},
		{"entry replaced", "UPDATE payload SET raw = (SELECT raw FROM payload WHERE id = 2) WHERE id = 1", []string{id(0)}, 1},
		{"entry replaced with its hash", "UPDATE payload SET (raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len) = (SELECT raw, raw_len, sha256, before_at, before_len, after_at, after_len, changes_at, changes_len FROM payload WHERE id = 2) WHERE id = 1",
			[]string{id(0), "its entry is not the one that was sealed"}, 1},
		{"entry garbled", "UPDATE payload SET raw = zeroblob(9) WHERE id = 1", []string{id(0), "does not unpack"}, 1},
		{"entry deleted", "DELETE FROM payload WHERE id = 1", []string{id(0), "lost its entry"}, 1},
		{"states taken off", "UPDATE payload SET before_len = 0, after_len = 0, changes_len = 0 WHERE id = (SELECT min(id) FROM payload WHERE before_len + after_len > 0)", []string{"where before, after and changes are in the entry is", "was"}, 1},
		{"a search told that an event has no states", "UPDATE event SET parts = 0 WHERE id = (SELECT min(id) FROM event WHERE parts = 7)",
			[]string{`which of before, after and changes it has is "nothing", was "before, after, changes"`}, 1},
		{"flag cleared", "UPDATE event SET flags = 0 WHERE id = 6", []string{id(5), `is "nothing", was "[gone]"`}, 1},
		{"version deleted", "DELETE FROM version", []string{id(3), "has 0 earlier versions, the ledger has 1"}, 2},
		{"version changed", "UPDATE version SET created_at = 5", []string{id(3), "an earlier version that another program changed"}, 1},
		{"version's time changed", "UPDATE version SET held_until = 5", []string{id(3), "how long it held"}, 1},
		{"summary replaced", "UPDATE event SET summary_id = 0 WHERE id = 1", []string{id(0), "has a summary that no ledger entry has"}, 1},
		{"summary reworded", "UPDATE summary SET text = 'Did nothing', folded = 'did nothing' WHERE id = " + first("summary_id"), []string{id(0), "has a summary that no ledger entry has: \"Did nothing\""}, 2},
		{"source's count", "UPDATE source SET rejected = rejected + 1, received = received + 1 WHERE id = 1", []string{"source 1 was changed", `received is "41", was "40"`, `rejected is "1", was "0"`}, 2},
		{"sync made complete", "UPDATE tenant SET complete = 0", []string{"the last sync of tenant 1", `complete is "0", was "1"`}, 1},
		{"tenant's address", "UPDATE tenant SET url = 'https://evil.example' WHERE id = 1", []string{`url is "https://evil.example", was "http://127.0.0.1:2200"`}, 1},
		{"gap deleted", "DELETE FROM gap", []string{"gap 1 was removed", "had forgotten them"}, 1},
		{"tenant put in", "INSERT INTO tenant (name, url, email, profile, ca_file, demo, added_at) VALUES ('x', '', '', '', '', 0, 1)", []string{"tenant 3 was put in"}, 1},
		{"ledger entry removed", "DELETE FROM ledger WHERE kind = 'activity' AND what = 'export'", []string{"ledger entries missing: "}, 1},
		{"ledger entry with events removed", "DELETE FROM ledger WHERE id = (SELECT min(id) FROM ledger WHERE kind = 'events')", []string{"ledger entries missing: 3", "ledger entries that are missing had it"}, 3},
		{"ledger entry edited", "UPDATE ledger SET detail = '4 events to report.xlsx' WHERE what = 'export'", []string{"(export, ", "was changed"}, 1},
		{"ledger entry's seals edited", "UPDATE ledger SET leaves = zeroblob(length(leaves)) WHERE id = 3", []string{"ledger entry 3", "its seals were changed"}, 3},
		{"ledger entry's seals removed", "UPDATE ledger SET leaves = zeroblob(0), heads = zeroblob(0) WHERE id = 3", []string{"ledger entry 3: its seals were removed"}, 3},
		{"newest ledger entries cut", "DELETE FROM ledger WHERE id > (SELECT max(id) - 2 FROM ledger)", []string{"the newest ones: they were cut"}, 4},
		{"newest cut and the end moved", "DELETE FROM ledger WHERE id > (SELECT max(id) - 2 FROM ledger); UPDATE ledger_head SET entries = (SELECT max(id) FROM ledger), hash = (SELECT hash FROM ledger ORDER BY id DESC LIMIT 1)",
			[]string{"it was signed when it had"}, 4},
		{"newest cut and the end forged", "DELETE FROM ledger WHERE id > (SELECT max(id) - 2 FROM ledger); UPDATE ledger_head SET entries = (SELECT max(id) FROM ledger), hash = (SELECT hash FROM ledger ORDER BY id DESC LIMIT 1); UPDATE ledger_head SET signed = entries, signed_hash = hash",
			[]string{"its signature does not hold"}, 4},
		{"the end removed", "DELETE FROM ledger_head", []string{"the record of where the ledger ends was removed"}, 1},
		{"ledger entry put in", "INSERT INTO ledger SELECT id + 1, at, kind, 'export', 'nothing', who, 0, 0, 0, 0, '', 0, '', hash, hash, sealed, heads, leaves FROM ledger ORDER BY id DESC LIMIT 1",
			[]string{"were put in by another program"}, 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := copied(t, whole)
			edit(t, dir, c.sql)
			found := examine(t, dir, ledgerKey)
			told := strings.Join(found.Problems, "\n")
			for _, want := range c.want {
				if !strings.Contains(told, want) {
					t.Errorf("%q is not in:\n%s", want, told)
				}
			}
			if found.Wrong == 0 || found.Wrong > c.most {
				t.Errorf("%d problems, want 1 to %d:\n%s", found.Wrong, c.most, told)
			}
		})
	}
}
