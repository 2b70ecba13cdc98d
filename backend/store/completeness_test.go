package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// begin begins a further source of the tenant of another one.
func begin(t *testing.T, s *store.Store, of store.Source, kind, name string) store.Source {
	t.Helper()
	src, err := s.BeginSource(context.Background(), store.Source{TenantID: of.TenantID, Kind: kind, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func end(t *testing.T, s *store.Store, src store.Source, sha256 string, rejected ...store.Rejection) {
	t.Helper()
	src.SHA256 = sha256
	if err := s.EndSource(context.Background(), src, rejected); err != nil {
		t.Fatal(err)
	}
}

func flagsOf(t *testing.T, s *store.Store, id string) (int64, store.Flags) {
	t.Helper()
	key, err := s.Find(context.Background(), "", id)
	if err != nil {
		t.Fatal(err)
	}
	_, row, err := s.Event(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := s.Rows(context.Background(), []int64{key})
	if err != nil || len(rows) != 1 || rows[0].Flags != row.Flags {
		t.Fatalf("Rows and Event disagree: %+v, %+v, %v", rows, row, err)
	}
	return key, row.Flags
}

func sound(t *testing.T, s *store.Store) {
	t.Helper()
	if found, err := s.Check(context.Background(), nil); err != nil || found.Wrong != 0 {
		t.Errorf("check: %+v, %v", found, err)
	}
}

func TestOldCacheIsMigrated(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	old, err := store.OpenOldForTest(ctx, dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	packer, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	raw := []byte(`{"id":"synced"}`)
	for _, insert := range []string{
		`INSERT INTO tenant (name, url, email, profile, ca_file, demo, added_at) VALUES ('a', '', '', '', '', 0, 1)`,
		`INSERT INTO source (tenant_id, kind, name, sha256, started_at) VALUES (1, 'sync', 'u', '', 1), (1, 'import', 'f', '', 1)`,
		`INSERT INTO action VALUES (1, '', '')`, `INSERT INTO area VALUES (1, '')`, `INSERT INTO actor VALUES (1, '', '', '')`,
		`INSERT INTO flow VALUES (1, '', '')`, `INSERT INTO target VALUES (1, '', '', '', '')`, `INSERT INTO origin VALUES (1, '', '')`,
		`INSERT INTO event VALUES (1, 1, 'synced', 5, 0, 1, 1, 1, 1, 1, 1, 1), (2, 1, 'imported', 6, 0, 1, 1, 1, 1, 1, 1, 2)`,
	} {
		if _, err := old.ExecContext(ctx, insert); err != nil {
			t.Fatal(err)
		}
	}
	for id := 1; id <= 2; id++ {
		if _, err := old.ExecContext(ctx, "INSERT INTO payload VALUES (?, ?, ?, zeroblob(0), 0, 0, 0, 0, 0, 0)", id, packer.EncodeAll(raw, nil), len(raw)); err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	if key, flags := flagsOf(t, s, "synced"); flags != 0 || key != 1 {
		t.Errorf("synced: key %d, flags %d", key, flags)
	}
	if _, flags := flagsOf(t, s, "imported"); flags != store.FileOnly {
		t.Errorf("imported: flags %d", flags)
	}
	list, err := s.Sources(ctx, 0)
	if err != nil || len(list) != 2 || list[0].Kind != store.KindImport || list[1].Tenant != "a" {
		t.Errorf("sources: %+v, %v", list, err)
	}
	write(t, s, list[1].Source, event("synced", day))
	if versions, err := s.Versions(ctx, 1); err != nil || len(versions) != 1 || string(versions[0].Event.Raw) != string(raw) {
		t.Errorf("versions: %+v, %v", versions, err)
	}
}

func TestChangedEventKeepsWhatItWas(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	first := source(t, s, "a")
	was := event("1", day, func(e *audit.Event) { e.User, e.TargetName = "old@a.example", "old plan" })
	write(t, s, first, was)
	second := begin(t, s, first, store.KindSync, "again")
	write(t, s, second, event("1", day, func(e *audit.Event) { e.User, e.After = "new@a.example", []byte(`{"n":3}`) }))
	key, flags := flagsOf(t, s, "1")
	if flags != store.Changed || strings.Join(flags.Words(), " ") != "changed" {
		t.Errorf("flags %d", flags)
	}
	versions, err := s.Versions(ctx, key)
	if err != nil || len(versions) != 1 {
		t.Fatalf("%+v, %v", versions, err)
	}
	was.Tenant = "a"
	if got := versions[0]; fmt.Sprintf("%#v", got.Event) != fmt.Sprintf("%#v", was) || got.Source.ID != first.ID ||
		got.SeenAt != first.StartedAt || got.HeldUntil < second.StartedAt {
		t.Errorf("version %+v\nwant %+v", got, was)
	}
	sound(t, s)
	going, err := s.RemovalOf(ctx, "a")
	if err != nil || going != (store.Removal{Events: 1, Sources: 2, Versions: 1}) {
		t.Errorf("removal of %+v, %v", going, err)
	}
	other := source(t, s, "b")
	write(t, s, other, event("2", day))
	if _, err := s.RemoveTenant(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if versions, err := s.Versions(ctx, key); err != nil || len(versions) != 0 {
		t.Errorf("versions after the removal: %+v, %v", versions, err)
	}
	sound(t, s)
}

func TestFileIsTiedToWhatWasKnown(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	sync := source(t, s, "a")
	write(t, s, sync, event("1", day), event("2", day))
	names := func(id string) string {
		key, _ := flagsOf(t, s, id)
		files, err := s.Files(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, file := range files {
			list = append(list, file.Name)
		}
		return strings.Join(list, " ")
	}
	one := begin(t, s, sync, store.KindImport, "one")
	write(t, s, one, event("1", day), event("3", day), event("3", day))
	end(t, s, one, "aa")
	again := begin(t, s, sync, store.KindImport, "again")
	write(t, s, again, event("1", day), event("3", day))
	end(t, s, again, "aa")
	two := begin(t, s, sync, store.KindImport, "two")
	write(t, s, two, event("3", day))
	key, _ := flagsOf(t, s, "1")
	if err := s.Tie(ctx, two, []int64{key, key}); err != nil {
		t.Fatal(err)
	}
	end(t, s, two, "bb")
	write(t, s, begin(t, s, sync, store.KindSync, "overlap"), event("1", day))
	for id, want := range map[string]string{"1": "one two", "2": "", "3": "one two"} {
		if got := names(id); got != want {
			t.Errorf("event %s is in files %q, want %q", id, got, want)
		}
	}
	sound(t, s)
}

func TestSyncClearsWhatFilesAndAbsenceSaid(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	sync := source(t, s, "a")
	write(t, s, sync, event("1", day), event("2", day.Add(time.Hour)))
	file := begin(t, s, sync, store.KindImport, "f")
	masked := event("m", day, func(e *audit.Event) { e.After = []byte(`{"p":"••• 8 characters"}`) })
	write(t, s, file, event("f", day), masked)
	if _, flags := flagsOf(t, s, "m"); flags != store.FileOnly|store.Copy {
		t.Errorf("a masked copy: flags %d", flags)
	}
	later := begin(t, s, sync, store.KindSync, "later")
	missing, err := s.Unlisted(ctx, later, 0, day.Add(time.Hour).UnixMilli(), func(string) bool { return false })
	if err != nil || len(missing) != 1 || missing[0].EventID != "1" {
		t.Fatalf("unlisted: %+v, %v", missing, err)
	}
	if err := s.MarkGone(ctx, missing); err != nil {
		t.Fatal(err)
	}
	if n, err := s.CountSince(ctx, sync.TenantID, store.BeginningOfTime); n != 1 || err != nil {
		t.Errorf("%d events count as the tenant's, want 1; %v", n, err)
	}
	write(t, s, file, event("1", day)) // a file says nothing about the tenant's log
	if _, flags := flagsOf(t, s, "1"); flags != store.Gone {
		t.Errorf("gone: flags %d", flags)
	}
	whole := event("m", day)
	tally := write(t, s, later, event("1", day), event("f", day), whole)
	if tally != (store.Tally{Received: 3, Updated: 1, Duplicates: 2}) {
		t.Errorf("%+v", tally)
	}
	for _, id := range []string{"1", "f", "m"} {
		if _, flags := flagsOf(t, s, id); flags != 0 {
			t.Errorf("%s: flags %d", id, flags)
		}
	}
	sound(t, s)
}

func TestSourcesSayWhatTheyBroughtAndRejected(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	sync := source(t, s, "a")
	if err := s.KeepGap(ctx, store.Gap{TenantID: sync.TenantID, SourceID: sync.ID, From: 5, To: 9, Reason: "it had forgotten them."}); err != nil {
		t.Fatal(err)
	}
	file := begin(t, s, sync, store.KindImport, "f.csv")
	file.Size, file.Format = 77, "csv"
	file.Conclude(store.Report{Tally: store.Tally{Received: 3, Inserted: 1, Rejected: 2}, Complete: true, From: day, To: day, Gone: 2, Warnings: []string{"one", "two"}})
	end(t, s, file, "cc", store.Rejection{Where: "line 1", Reason: "x"}, store.Rejection{Where: "line 2", Reason: "y"})
	elsewhere := source(t, s, "b")
	list, err := s.Sources(ctx, sync.TenantID)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	got := list[0]
	if got.Size != 77 || got.Format != "csv" || got.FirstEvent != day.UnixMilli() || got.Gone != 2 || !got.Complete ||
		!slices.Equal(got.WarningList(), []string{"one", "two"}) || got.Tally.Rejected != 2 || len(got.Gaps) != 0 {
		t.Errorf("%+v", got)
	}
	if gaps := list[1].Gaps; len(gaps) != 1 || gaps[0].From != 5 ||
		gaps[0].Warning() != "Between 1970-01-01T00:00:00.005Z and 1970-01-01T00:00:00.009Z entries may be missing: it had forgotten them." {
		t.Errorf("gaps %+v", gaps)
	}
	if all, err := s.Sources(ctx, 0); err != nil || len(all) != 3 || all[0].ID != elsewhere.ID || all[0].Tenant != "b" {
		t.Errorf("all: %+v, %v", all, err)
	}
	page, total, err := s.Rejected(ctx, file.ID, 1, 1)
	if err != nil || total != 2 || len(page) != 1 || page[0] != (store.Rejection{Where: "line 2", Reason: "y"}) {
		t.Errorf("%+v of %d, %v", page, total, err)
	}
}

func TestRetentionWarnsInTime(t *testing.T) {
	now := day
	for _, c := range []struct {
		keeps, since time.Duration
		want         string
	}{
		{30 * 24 * time.Hour, 22 * 24 * time.Hour, ""},
		{30 * 24 * time.Hour, 23 * 24 * time.Hour, "keeps entries for about 30 days, and 23 days passed since a sync: sync at least every 15 days."},
		{24 * time.Hour, 20 * time.Hour, "sync at least every 12 hours."},
		{0, 1000 * time.Hour, ""},
	} {
		known := store.Tenant{KeepsMs: c.keeps.Milliseconds(), SyncedAt: now.Add(-c.since).UnixMilli()}
		if got := known.RetentionWarning(now); (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("keeps %v, %v ago: %q, want %q", c.keeps, c.since, got, c.want)
		}
	}
}
