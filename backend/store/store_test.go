package store_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// source adds a tenant and begins a source of it.
func source(t testing.TB, s *store.Store, name string) store.Source {
	t.Helper()
	ctx := context.Background()
	tenant, err := s.AddTenant(ctx, store.Tenant{Name: name, URL: "http://127.0.0.1:2200"})
	if err != nil {
		t.Fatal(err)
	}
	src, err := s.BeginSource(ctx, store.Source{TenantID: tenant.ID, Kind: "sync", Name: tenant.URL})
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func write(t testing.TB, s *store.Store, src store.Source, events ...audit.Event) store.Tally {
	t.Helper()
	tally, err := s.Write(context.Background(), src, events, nil)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// event makes an event whose raw entry holds its objects.
func event(id string, at time.Time, change ...func(*audit.Event)) audit.Event {
	e := audit.Event{ID: id, CreatedAt: at.UTC().Truncate(time.Millisecond), Action: "Flow Updated", Type: audit.TypeUpdate, Area: audit.AreaFlow,
		Before: json.RawMessage(`{"n": 1}`), After: json.RawMessage(`{"n":  2}`)}
	for _, c := range change {
		c(&e)
	}
	e.Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"before":%s,"after":%s}`, id, e.Before, e.After))
	return e
}

var day = time.Date(2026, 10, 1, 12, 0, 0, 0, time.UTC)

func TestWriteInsertsUpdatesAndCountsDuplicates(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	first, second := event("1", day), event("2", day.Add(time.Hour))
	if got, want := write(t, s, src, first, second, first), (store.Tally{Received: 3, Inserted: 2, Duplicates: 1}); got != want {
		t.Errorf("first write: %+v, want %+v", got, want)
	}
	changed := event("2", day.Add(2*time.Hour), func(e *audit.Event) { e.Action, e.After = "Renamed", json.RawMessage(`{"n":3}`) })
	if got, want := write(t, s, src, first, changed), (store.Tally{Received: 2, Updated: 1, Changed: 1, Duplicates: 1}); got != want {
		t.Errorf("second write: %+v, want %+v", got, want)
	}
	key, err := s.Find(context.Background(), "", "2")
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := s.Event(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	changed.Tenant = "a"
	if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", changed) {
		t.Errorf("read back\n%+v, want\n%+v", got, changed)
	}
}

func TestEventComesBackByteForByte(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	inside := event("in", day)
	outside := event("out", day)
	outside.Raw = json.RawMessage("\"a,line\u0000of,csv\"")
	outside.Changes = json.RawMessage(`[{"path":"/x"}]`)
	bare := audit.Event{ID: "bare", CreatedAt: day, Type: audit.TypeOther, Raw: json.RawMessage(`{}`)}
	for _, want := range []audit.Event{inside, outside, bare} {
		write(t, s, src, want)
		key, err := s.Find(context.Background(), "a", want.ID)
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := s.Event(context.Background(), key)
		want.Tenant = "a"
		if err != nil || fmt.Sprintf("%#v", got) != fmt.Sprintf("%#v", want) {
			t.Errorf("%s: %v\n got %#v\nwant %#v", want.ID, err, got, want)
		}
	}
}

func TestFilesArePrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "data?#%41 folder")
	s := open(t, dir)
	write(t, s, source(t, s, "a"), event("1", day))
	release, err := s.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("folder: %v %v", info.Mode(), err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestSecondWriterIsToldWhoWrites(t *testing.T) {
	dir := t.TempDir()
	first, second := open(t, dir), open(t, dir)
	release, err := first.Lock(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = second.Lock(context.Background())
	if audit.CodeOf(err) != audit.CodeBusy || !contains(err.Error(), "Trailbook is syncing or importing.") {
		t.Errorf("second lock: %v, want CodeBusy that says what this process does", err)
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := second.Lock(stopped); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("a cancelled lock: %v", err)
	}
	if _, err := second.Count(context.Background(), audit.Filter{}); err != nil {
		t.Errorf("a reader is held up: %v", err)
	}
	release()
	release, err = second.Lock(context.Background())
	if err != nil {
		t.Fatalf("after the release: %v", err)
	}
	release()
}

// holdIn names the folder whose lock a second process of this test holds until
// its input ends.
const holdIn = "TRAILBOOK_TEST_HOLD"

func TestSecondProcessIsToldWhoWrites(t *testing.T) {
	if dir := os.Getenv(holdIn); dir != "" {
		if _, err := open(t, dir).Lock(context.Background()); err != nil {
			t.Fatal(err)
		}
		fmt.Println("held")
		_, _ = os.Stdin.Read(make([]byte, 1))
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	other := exec.Command(os.Args[0], "-test.run=^TestSecondProcessIsToldWhoWrites$") //nolint:gosec // this test itself
	other.Env = append(os.Environ(), holdIn+"="+dir)
	input, err := other.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(output).ReadString('\n'); line != "held\n" {
		t.Fatalf("the other process said %q, %v", line, err)
	}
	_, err = s.Lock(context.Background())
	want := fmt.Sprintf("process %d", other.Process.Pid)
	if audit.CodeOf(err) != audit.CodeBusy || !contains(err.Error(), want) {
		t.Errorf("lock: %v, want CodeBusy with %q", err, want)
	}
	_ = input.Close()
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	release, err := s.Lock(context.Background())
	if err != nil {
		t.Fatalf("after the other process ended: %v", err)
	}
	release()
}

func TestFolderMayBeRelative(t *testing.T) {
	t.Chdir(t.TempDir())
	s := open(t, "data")
	if !filepath.IsAbs(s.Dir()) {
		t.Errorf("Dir = %q", s.Dir())
	}
	if _, err := os.Stat(filepath.Join("data", store.FileName)); err != nil {
		t.Error(err)
	}
}

func TestNewerCacheIsRefusedUntouched(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if err := s.SetSchemaForTest(context.Background(), 99); err != nil {
		t.Fatal(err)
	}
	_ = s.Close()
	_, err := store.Open(context.Background(), dir)
	if audit.CodeOf(err) != audit.CodeCache || !contains(err.Error(), "newer Trailbook") {
		t.Errorf("err = %v", err)
	}
}

func TestDamagedFileIsNamed(t *testing.T) {
	dir := t.TempDir()
	noise := make([]byte, 64<<10)
	rng := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a test
	for i := range noise {
		noise[i] = byte(rng.Uint32())
	}
	if err := os.WriteFile(filepath.Join(dir, store.FileName), noise, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(context.Background(), dir)
	if audit.CodeOf(err) != audit.CodeCache || !contains(err.Error(), "damaged") {
		t.Errorf("err = %v", err)
	}
}

func TestRemovedTenantLeavesNothingBehind(t *testing.T) {
	s := open(t, t.TempDir())
	gone, stays := source(t, s, "gone"), source(t, s, "stays")
	write(t, s, gone, event("1", day, func(e *audit.Event) { e.User, e.TargetName = "only@gone.example", "secret plan" }))
	write(t, s, stays, event("1", day))
	if err := s.Cover(context.Background(), gone.TenantID, store.Stretch{Low: 1, High: 2}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.RemoveTenant(context.Background(), "gone"); n != 1 || err != nil {
		t.Fatalf("removed %d, %v", n, err)
	}
	users, err := s.FacetValues(context.Background(), audit.Filter{}, audit.FacetUser, "gone", 10)
	if err != nil || len(users.Values) != 0 {
		t.Errorf("users left: %v %v", users, err)
	}
	list, err := s.Tenants(context.Background())
	if err != nil || len(list) != 1 || list[0].Name != "stays" || list[0].Events != 1 {
		t.Errorf("tenants: %+v %v", list, err)
	}
	if _, err := s.RemoveTenant(context.Background(), "gone"); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("second removal: %v", err)
	}
}

func TestStretchesJoin(t *testing.T) {
	s := open(t, t.TempDir())
	src := source(t, s, "a")
	for _, step := range []struct {
		add  store.Stretch
		want string
	}{
		{store.Stretch{Low: 10, High: 20}, "[{10 20}]"},
		{store.Stretch{Low: 40, High: 50}, "[{40 50} {10 20}]"},
		{store.Stretch{Low: 50, High: 60}, "[{40 60} {10 20}]"},
		{store.Stretch{Low: 15, High: 45}, "[{10 60}]"},
		{store.Stretch{Low: store.BeginningOfTime, High: 12}, fmt.Sprintf("[{%d 60}]", int64(store.BeginningOfTime))},
	} {
		if err := s.Cover(context.Background(), src.TenantID, step.add); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Coverage(context.Background(), src.TenantID); err != nil || fmt.Sprint(got) != step.want {
			t.Errorf("after %v: %v %v, want %s", step.add, got, err, step.want)
		}
	}
}
