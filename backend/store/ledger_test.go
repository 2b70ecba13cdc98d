package store_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

func wantSound(t testing.TB, found store.Soundness, end string) {
	t.Helper()
	if found.Wrong != 0 || found.Ledger.Chain != "holds" || found.Ledger.End != end {
		t.Errorf("want it sound, its end %q: %+v", end, found)
	}
}

// Without a key, or with another installation's, nobody can tell whether the
// newest entries were cut, and the check says so. The ledger itself says when
// the key changed.
func TestTheEndOfTheLedgerIsSigned(t *testing.T) {
	dir, other := t.TempDir(), bytes.Repeat([]byte{9}, 32)
	lived(t, dir, nil)
	wantSound(t, examine(t, copied(t, dir), nil), "cannot be told")

	for i, key := range [][]byte{ledgerKey, other} {
		s := kept(t, dir, key)
		if err := s.Record(t.Context(), "export", "something"); err != nil {
			t.Fatal(err)
		}
		if head, err := s.Head(t.Context()); err != nil || !head.Signed || len(head.Hash) != 64 {
			t.Errorf("%+v, %v", head, err)
		}
		lines, err := s.Activity(t.Context(), store.ActivityQuery{})
		if err != nil {
			t.Fatal(err)
		}
		var signed []string
		for _, line := range lines {
			if line.What == "ledger signed" {
				signed = append(signed, line.Detail)
			}
		}
		if len(signed) != i+1 {
			t.Errorf("the ledger says %d times that it is signed with another key: %v", len(signed), signed)
		}
		_ = s.Close()
		wantSound(t, examine(t, copied(t, dir), key), "holds")
	}
	found := examine(t, copied(t, dir), ledgerKey)
	wantSound(t, found, "cannot be told")
	if !strings.Contains(found.Ledger.Note, "a key that is not at hand") {
		t.Error(found.Ledger.Note)
	}

	// Written without the key: what was signed before still holds.
	s := kept(t, dir, nil)
	if err := s.Record(t.Context(), "export", "unsigned"); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	found = examine(t, copied(t, dir), other)
	wantSound(t, found, "cannot be told")
	if !strings.Contains(found.Ledger.Note, "was signed up to entry") {
		t.Error(found.Ledger.Note)
	}
}

// A ledger that was changed is not healed by writing on.
func TestWritingOnDoesNotHideAChange(t *testing.T) {
	for name, sql := range map[string]string{
		"newest cut":       "DELETE FROM ledger WHERE id > (SELECT max(id) - 2 FROM ledger)",
		"cut and moved":    "DELETE FROM ledger WHERE id > 5; UPDATE ledger_head SET entries = 5, hash = (SELECT hash FROM ledger WHERE id = 5)",
		"forged":           "DELETE FROM ledger WHERE id > 5; UPDATE ledger_head SET entries = 5, hash = (SELECT hash FROM ledger WHERE id = 5), signed = 5, signed_hash = (SELECT hash FROM ledger WHERE id = 5)",
		"the end removed":  "DELETE FROM ledger_head",
		"an entry put in":  "INSERT INTO ledger SELECT id + 1, at, kind, 'export', 'nothing', who, 0, 0, 0, 0, '', 0, '', hash, hash, sealed, heads, leaves FROM ledger ORDER BY id DESC LIMIT 1",
		"all of it":        "DELETE FROM ledger",
		"all and the end":  "DELETE FROM ledger; DELETE FROM ledger_head",
		"signature blanks": "DELETE FROM ledger WHERE id > 5; UPDATE ledger_head SET entries = 5, hash = (SELECT hash FROM ledger WHERE id = 5), signed = 0, signature = zeroblob(0), key_name = ''",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lived(t, dir, ledgerKey)
			edit(t, dir, sql)
			s := kept(t, dir, ledgerKey)
			src := source(t, s, "later")
			write(t, s, src, event("later", day))
			_ = s.Close()
			found := examine(t, dir, ledgerKey)
			if found.Wrong == 0 {
				t.Errorf("%+v", found)
			}
		})
	}
}

// Old caches are sealed as they are when they meet this version.
func TestOldCacheIsSealedAtMigration(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	lived(t, dir, nil)
	// As the version before left it: without a ledger, with an activity log.
	edit(t, dir, `DROP TABLE text_segment; DROP TABLE text_piece; DROP TABLE text_stale; DROP TABLE text_todo; DROP TABLE holding;
		ALTER TABLE event DROP COLUMN parts;
		DROP VIEW activity; DROP TABLE ledger; DROP TABLE ledger_head; PRAGMA user_version = 5;
		CREATE TABLE activity (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
		INSERT INTO activity VALUES (1, 1700000000000, 'event revealed', 'one'), (2, 1700000001000, 'export', 'two')`)
	s := kept(t, dir, ledgerKey)
	lines, err := s.Activity(ctx, store.ActivityQuery{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(lines)
	if len(lines) != 4 || lines[0].At != 1700000000000 || lines[0].Detail != "one (written before there was a ledger)" || lines[1].What != "export" ||
		lines[2].What != "cache sealed" || !strings.HasPrefix(lines[3].Detail, `10 events of "archive"`) {
		t.Errorf("%+v", lines)
	}
	write(t, s, source(t, s, "later"), event("later", day))
	_ = s.Close()
	wantSound(t, examine(t, copied(t, dir), ledgerKey), "holds")
	for sql, want := range map[string]string{
		"UPDATE event SET created_at = created_at + 1 WHERE id = 2":        "createdAt",
		"DELETE FROM event WHERE id = 2; DELETE FROM payload WHERE id = 2": "is gone",
		"UPDATE version SET type = 3":                                      "an earlier version that another program changed",
		"UPDATE payload SET raw = zeroblob(3) WHERE id = (SELECT max(p.id) FROM payload p JOIN event e ON e.id = p.id WHERE tenant_id = 2)": "does not unpack",
		"UPDATE source SET complete = 0 WHERE id = 1": "source 1 was changed",
		"UPDATE ledger SET at = at + 1 WHERE id = 1":  "ledger entry 1",
	} {
		changed := copied(t, dir)
		edit(t, changed, sql)
		if found := examine(t, changed, ledgerKey); found.Wrong == 0 || !strings.Contains(strings.Join(found.Problems, "\n"), want) {
			t.Errorf("%s: %q is not in %v", sql, want, found.Problems)
		}
	}
}

// A tenant takes its events and their seals along, and its numbers are used
// again; the ledger keeps that it was removed.
func TestRemovedTenantIsNoFinding(t *testing.T) {
	s := kept(t, t.TempDir(), ledgerKey)
	for range 3 {
		write(t, s, source(t, s, "a"), event("1", day), event("2", day))
		write(t, s, source(t, s, "b"), event("1", day))
		for _, name := range []string{"b", "a"} {
			if _, err := s.RemoveTenant(t.Context(), name); err != nil {
				t.Fatal(err)
			}
		}
	}
	write(t, s, source(t, s, "a"), event("1", day), event("3", day))
	found, err := s.Check(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, found, "holds")
	lines, err := s.Activity(t.Context(), store.ActivityQuery{})
	if err != nil || lines[1].What != "tenant removed" || lines[1].Detail != `"a" with 2 events` || lines[1].Who != "Ada" {
		t.Errorf("%+v, %v", lines, err)
	}
}

// Several programs write into one ledger.
func TestSeveralWritersMakeOneChain(t *testing.T) {
	dir := t.TempDir()
	var work sync.WaitGroup
	for i := range 3 {
		s := kept(t, dir, ledgerKey)
		src := source(t, s, fmt.Sprint(i))
		work.Go(func() {
			for n := range 20 {
				if _, err := s.Write(context.Background(), src, []audit.Event{event(fmt.Sprint(n), day)}, nil); err != nil {
					t.Error(err)
				}
				if err := s.Record(context.Background(), "export", "of it"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	work.Wait()
	found := examine(t, dir, ledgerKey)
	wantSound(t, found, "holds")
	if found.Ledger.Entries != 3*(2+40) || found.Events != 60 {
		t.Errorf("%+v", found)
	}
}

// Every batch comes with its entry: a process that is killed leaves nothing
// that looks like a change.
func TestKilledWriterLeavesASoundLedger(t *testing.T) {
	const folder = "TRAILBOOK_TEST_KILLED"
	if dir := os.Getenv(folder); dir != "" {
		s := kept(t, dir, ledgerKey)
		src := source(t, s, "a")
		for n := 0; ; n++ {
			batch := make([]audit.Event, 50)
			for i := range batch {
				batch[i] = event(fmt.Sprintf("%d-%d", n, i), day)
			}
			write(t, s, src, batch...)
		}
	}
	dir := t.TempDir()
	writer := exec.Command(os.Args[0], "-test.run", "^TestKilledWriterLeavesASoundLedger$") //nolint:gosec // this very test
	writer.Env = append(os.Environ(), folder+"="+dir)
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond)
	if err := writer.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = writer.Wait()
	found := examine(t, dir, ledgerKey)
	wantSound(t, found, "holds")
	if found.Events == 0 || found.Events%50 != 0 {
		t.Errorf("%d events", found.Events)
	}
}

// Texts of every kind come back from the file as they were sealed.
func TestHostileTextsAreSealedAsTheyAre(t *testing.T) {
	s := kept(t, t.TempDir(), ledgerKey)
	src := source(t, s, "a\u202eb\x00c")
	for i, text := range []string{"", " ", "a\x00b", "\xff\xfe", "<b>", "\u202egnp", strings.Repeat("x", 70_000), "𝒳\n\r\t", "'; DROP TABLE ledger; --"} {
		e := event(fmt.Sprint(i, text), day.Add(-200*365*24*time.Hour))
		e.Action, e.User, e.UserID, e.FlowID, e.TargetName, e.UserAgent, e.Summary = text, text, text, text, text, text, text
		write(t, s, src, e)
	}
	if err := s.Record(t.Context(), "a\x00b", "\xff"); err != nil {
		t.Fatal(err)
	}
	found, err := s.Check(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	wantSound(t, found, "holds")
}

func TestCheckStops(t *testing.T) {
	s := kept(t, t.TempDir(), ledgerKey)
	var events []audit.Event
	for i := range 3000 {
		events = append(events, event(fmt.Sprint(i), day))
	}
	write(t, s, source(t, s, "a"), events...)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := s.Check(ctx, func(int) { cancel() }); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("%v", err)
	}
}
