package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// edited is a tenant over real HTTP whose log is the demo tenant's, copied
// entry by entry, and can be tampered with as nobody should with an audit log.
type edited struct {
	*rig
	mu      sync.Mutex
	entries []audit.Event // newest first
	counted bool          // answers say how many there are
	after   int           // requests until meanwhile happens
	while   func()        // what happens then, once
	now     time.Time
	before  time.Time // of the last sync, as the cache has it unless zero
}

func newEdited(t *testing.T, events int) *edited {
	t.Helper()
	e := &edited{rig: newRig(t, events, ""), counted: true, now: until.Add(time.Hour)}
	e.refill()
	server := httptest.NewServer(http.HandlerFunc(e.serve))
	t.Cleanup(server.Close)
	client, err := tenant.New(tenant.Config{URL: server.URL, Token: "any", Profile: e.profile()})
	if err != nil {
		t.Fatal(err)
	}
	e.client = client
	return e
}

func (e *edited) profile() *tenant.Profile {
	p, err := tenant.LoadProfile(strings.NewReader("server: {version: '', user: '', signIn: ''}\nrequest: {paging: {size: 100}}\n"))
	if err != nil {
		e.t.Fatal(err)
	}
	return p
}

// refill takes over the demo tenant's log as it is now.
func (e *edited) refill() {
	e.entries = nil
	for entry, err := range e.server.Entries() {
		if err != nil {
			e.t.Fatal(err)
		}
		e.entries = append(e.entries, audit.Event{ID: entry.ID, CreatedAt: entry.CreatedAt, Raw: entry.Raw})
	}
}

func (e *edited) serve(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.URL.Path != "/system/audits" {
		http.NotFound(w, r)
		return
	}
	if e.after--; e.after == 0 && e.while != nil {
		e.while()
	}
	limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
	offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
	offset = min(offset, len(e.entries))
	page := []json.RawMessage{}
	for _, entry := range e.entries[offset:min(offset+limit, len(e.entries))] {
		page = append(page, entry.Raw)
	}
	answer := map[string]any{"items": page}
	if e.counted {
		answer["totalCount"] = len(e.entries)
	}
	body, _ := json.Marshal(answer)
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
}

// sync syncs and checks what must hold of every sync.
func (e *edited) sync(full bool) store.Report {
	e.t.Helper()
	o := e.options()
	o.Profile, o.Full, o.Now = e.profile(), full, func() time.Time { return e.now }
	if !e.before.IsZero() {
		o.Tenant.SyncedAt = e.before.UnixMilli()
	}
	report, err := pull.Sync(context.Background(), o)
	if err != nil || !report.Complete {
		e.t.Fatalf("%v, %+v", err, report)
	}
	e.check(report)
	return report
}

func (e *edited) check(report store.Report) {
	e.t.Helper()
	var told struct {
		Received, Inserted, Updated, Duplicates, Changed, Gone int
		Rejected, Gaps, Warnings                               []any
	}
	text, err := json.Marshal(report)
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil || told.Received != told.Inserted+told.Updated+told.Duplicates+len(told.Rejected) ||
		told.Gaps == nil || told.Warnings == nil || told.Gone != report.Gone || told.Changed != report.Tally.Changed {
		e.t.Errorf("%v, %s", err, text)
	}
	if found, err := e.cache.Check(context.Background(), nil); err != nil || found.Wrong != 0 {
		e.t.Errorf("the cache is not sound: %+v, %v", found, err)
	}
}

// flagged are the ids of the events with a flag.
func (e *edited) flagged(flag store.Flags) (ids []string) {
	e.t.Helper()
	keys, err := e.cache.Match(context.Background(), audit.Filter{}, store.Order{})
	if err != nil {
		e.t.Fatal(err)
	}
	for part := range slices.Chunk(keys, 500) {
		rows, err := e.cache.Rows(context.Background(), part)
		if err != nil {
			e.t.Fatal(err)
		}
		for _, row := range rows {
			if row.Flags.Has(flag) {
				ids = append(ids, row.EventID)
			}
		}
	}
	return ids
}

func (e *edited) wantGone(what string, ids ...string) {
	e.t.Helper()
	got := e.flagged(store.Gone)
	slices.Sort(got)
	slices.Sort(ids)
	if !slices.Equal(got, ids) {
		e.t.Errorf("%s: gone are %v, want %v", what, got, ids)
	}
}

func TestEntryThatIsGoneIsFlaggedAndComesBack(t *testing.T) {
	for _, counted := range []bool{true, false} {
		t.Run(fmt.Sprintf("counted %v", counted), func(t *testing.T) {
			t.Parallel()
			e := newEdited(t, 900)
			e.counted = counted
			e.sync(false)
			lost := e.entries[400]
			e.entries = slices.Delete(e.entries, 400, 401)
			report := e.sync(!counted) // without a count only a full sync can tell
			if report.Gone != 1 || len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "no longer has 1 entry") {
				t.Errorf("gone %d, %q", report.Gone, report.Warnings)
			}
			e.wantGone("after the removal", lost.ID)
			if again := e.sync(!counted); again.Gone != 0 || len(again.Warnings) != 0 {
				t.Errorf("told twice: %+v", again)
			}
			e.entries = slices.Insert(e.entries, 400, lost)
			if back := e.sync(!counted); back.Gone != 0 || back.Tally.Inserted != 0 {
				t.Errorf("back: %+v", back.Tally)
			}
			e.wantGone("when it is back")
		})
	}
}

func TestSyncOfAKnownLogIsShortAlsoWithGoneEntries(t *testing.T) {
	e := newEdited(t, 900)
	e.sync(false)
	e.entries = slices.Delete(e.entries, 300, 310)
	if report := e.sync(false); report.Gone != 10 {
		t.Errorf("gone %d", report.Gone)
	}
	if report := e.sync(false); report.Tally.Received > 60 {
		t.Errorf("the sync after read %d entries again", report.Tally.Received)
	}
}

func TestChangedEntryKeepsBothVersions(t *testing.T) {
	e := newEdited(t, 300)
	e.sync(false)
	was := e.entries[5]
	e.entries[5].Raw = json.RawMessage(strings.Replace(string(was.Raw), `"action":"`, `"action":"Not `, 1))
	report := e.sync(false)
	if report.Tally.Changed != 1 || report.Tally.Updated != 1 || len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "shows 1 entry otherwise") {
		t.Errorf("%+v, %q", report.Tally, report.Warnings)
	}
	key, err := e.cache.Find(context.Background(), "demo", was.ID)
	if err != nil {
		t.Fatal(err)
	}
	versions, err := e.cache.Versions(context.Background(), key)
	if err != nil || len(versions) != 1 || string(versions[0].Event.Raw) != string(was.Raw) {
		t.Errorf("%+v, %v", versions, err)
	}
	if got := e.flagged(store.Changed); len(got) != 1 || got[0] != was.ID {
		t.Errorf("changed: %v", got)
	}
}

func TestWhatIsNotGoneIsNotFlagged(t *testing.T) {
	for name, meddle := range map[string]func(*edited){
		"forgotten by retention":     func(e *edited) { e.entries = e.entries[:500] },
		"forgotten while it is read": func(e *edited) { e.after, e.while = 5, func() { e.entries = e.entries[:500] } },
		"late arrivals": func(e *edited) {
			for i := range 30 {
				late := e.entries[20*i+3]
				late.ID = fmt.Sprintf("%024x", i)
				late.CreatedAt = late.CreatedAt.Add(time.Millisecond)
				late.Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"created":%q,"action":"Flow Updated"}`, late.ID, audit.FormatTime(late.CreatedAt)))
				e.entries = slices.Insert(e.entries, 20*i+3, late)
			}
		},
		"the same time at the newest end": func(e *edited) {
			twin := e.entries[0]
			twin.ID = "twin"
			twin.Raw = json.RawMessage(fmt.Sprintf(`{"id":"twin","created":%q,"action":"Flow Updated"}`, audit.FormatTime(twin.CreatedAt)))
			e.entries = slices.Insert(e.entries, 1, twin)
		},
		"an entry that cannot be read any more": func(e *edited) {
			e.entries[300].Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"created":"nonsense"}`, e.entries[300].ID))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newEdited(t, 900)
			e.sync(false)
			meddle(e)
			for _, full := range []bool{false, true, false} {
				if report := e.sync(full); report.Gone != 0 {
					t.Errorf("full %v: gone %d, %q", full, report.Gone, report.Warnings)
				}
			}
			e.wantGone("in the end")
		})
	}
}

func TestFilesSayNothingAboutTheTenantsLog(t *testing.T) {
	e := newEdited(t, 300)
	e.sync(false)
	known, err := e.cache.Tenant(context.Background(), "demo")
	if err != nil {
		t.Fatal(err)
	}
	file, err := e.cache.BeginSource(context.Background(), store.Source{TenantID: known.ID, Kind: store.KindImport, Name: "f"})
	if err != nil {
		t.Fatal(err)
	}
	old := audit.Event{ID: "of a file", CreatedAt: e.entries[100].CreatedAt, Action: "Flow Updated", Type: audit.TypeUpdate, Raw: json.RawMessage(`{"id":"of a file"}`)}
	if _, err := e.cache.Write(context.Background(), file, []audit.Event{old}, nil); err != nil {
		t.Fatal(err)
	}
	if report := e.sync(false); report.Tally.Received > 60 {
		t.Errorf("the file's event made the sync read %d entries", report.Tally.Received)
	}
	e.sync(true)
	e.wantGone("an event of a file alone")
}
