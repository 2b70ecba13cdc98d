package pull_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

var until = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// rig is a demo tenant, a cache that knows it, and a client between them.
type rig struct {
	t      *testing.T
	server *demo.Server
	cache  *store.Store
	client *tenant.Client
}

func newRig(t *testing.T, events int, faults string) *rig {
	t.Helper()
	return newSeededRig(t, events, 3, faults)
}

func newSeededRig(t *testing.T, events int, seed uint64, faults string) *rig {
	t.Helper()
	parsed, err := demo.ParseFaults(faults)
	if err != nil {
		t.Fatal(err)
	}
	server, err := demo.Serve(context.Background(), demo.Options{Events: events, Seed: seed, Until: until, Faults: parsed})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	cache, err := store.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cache.Close() })
	if _, err := cache.AddTenant(context.Background(), store.Tenant{Name: "demo", URL: server.URL()}); err != nil {
		t.Fatal(err)
	}
	client, err := tenant.New(tenant.Config{
		URL: server.URL(), Email: server.Email(), Password: server.Password(),
		Retry: tenant.RetryPolicy{Tries: 8, Base: time.Millisecond, Cap: 4 * time.Millisecond, Longest: 5 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &rig{t, server, cache, client}
}

func (r *rig) options() pull.Options {
	known, err := r.cache.Tenant(context.Background(), "demo")
	if err != nil {
		r.t.Fatal(err)
	}
	return pull.Options{Store: r.cache, Tenant: known, Client: r.client, Profile: tenant.DefaultProfile()}
}

func (r *rig) sync() store.Report {
	r.t.Helper()
	report, err := pull.Sync(context.Background(), r.options())
	if err != nil {
		r.t.Fatal(err)
	}
	if n := report.Tally; n.Received != n.Inserted+n.Updated+n.Duplicates+n.Rejected {
		r.t.Errorf("the tally does not add up: %+v", n)
	}
	return report
}

// heldIn returns what the cache holds: the bytes of every event by its id.
func heldIn(t *testing.T, cache *store.Store) map[string]string {
	t.Helper()
	ctx := context.Background()
	keys, err := cache.Match(ctx, audit.Filter{}, store.Order{})
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	for e, err := range cache.Events(ctx, keys) {
		if err != nil {
			t.Fatal(err)
		}
		held[e.ID] = string(e.Raw)
	}
	if len(held) != len(keys) {
		t.Errorf("the cache holds %d events under %d ids", len(keys), len(held))
	}
	return held
}

// equal compares the cache with the tenant's log, entry by entry and byte by
// byte.
func (r *rig) equal() {
	r.t.Helper()
	held := heldIn(r.t, r.cache)
	listed := map[string]bool{}
	missing, differ := 0, 0
	for e, err := range r.server.Entries() {
		if err != nil {
			r.t.Fatal(err)
		}
		listed[e.ID] = true
		switch raw, ok := held[e.ID]; {
		case !ok:
			missing++
		case raw != string(e.Raw):
			differ++
		}
	}
	if missing+differ > 0 || len(listed) != len(held) {
		r.t.Errorf("the tenant lists %d entries, the cache holds %d: %d missing, %d differ", len(listed), len(held), missing, differ)
	}
}

func TestFirstSyncBringsAllAndSecondNextToNothing(t *testing.T) {
	r := newRig(t, 3000, "")
	first := r.sync()
	if !first.Complete || first.Tally != (store.Tally{Received: 3000, Inserted: 3000}) {
		t.Errorf("first sync: complete %v, %+v", first.Complete, first.Tally)
	}
	r.equal()
	all := r.client.Transferred()
	second := r.sync()
	if !second.Complete || second.Tally.Inserted != 0 || second.Tally.Received > 50 {
		t.Errorf("second sync: complete %v, %+v", second.Complete, second.Tally)
	}
	if more := r.client.Transferred() - all; more*20 > all {
		t.Errorf("the second sync transferred %d bytes, the first %d", more, all)
	}
	if err := r.server.Append(7); err != nil {
		t.Fatal(err)
	}
	third := r.sync()
	if !third.Complete || third.Tally.Inserted != 7 || third.Tally.Received > 60 {
		t.Errorf("third sync: complete %v, %+v", third.Complete, third.Tally)
	}
	r.equal()
}

func TestCacheEqualsTheLogUnderEveryFault(t *testing.T) {
	for _, faults := range []string{"401", "429", "429date", "500", "cut", "html", "slow", "dup", "arrive", "disorder", "arrive,disorder,dup", "all"} {
		t.Run(faults, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, 1500, faults)
			if first := r.sync(); !first.Complete {
				t.Errorf("first sync: %s", first.Reason)
			}
			r.server.Settle()
			if last := r.sync(); !last.Complete {
				t.Errorf("last sync: %s", last.Reason)
			}
			r.equal()
		})
	}
}

// Late entries come below what a look at the head reads again, one with nearly
// every page, so that reading the log once more often finds it changed.
func TestLogThatKeepsReceivingLateEntriesIsReadUntilItIsWhole(t *testing.T) {
	for seed := range uint64(6) {
		for _, faults := range []string{"disorder", "arrive,disorder"} {
			t.Run(fmt.Sprintf("%s of seed %d", faults, seed), func(t *testing.T) {
				t.Parallel()
				r := newSeededRig(t, 1200, seed, faults)
				if report := r.sync(); !report.Complete {
					t.Errorf("not complete: %s", report.Reason)
				}
				r.equal()
			})
		}
	}
}

func TestTenantThatNeverAnswers(t *testing.T) {
	r := newRig(t, 100, "down")
	report, err := pull.Sync(context.Background(), r.options())
	if audit.CodeOf(err) != audit.CodeUnreachable || report.Complete || report.Reason == "" {
		t.Errorf("err %v, report %+v", err, report)
	}
}

// stopping cancels a sync after some pages.
type stopping struct {
	pull.Pages
	left   int
	cancel context.CancelFunc
}

func (s *stopping) Page(ctx context.Context, at tenant.Position, limit int) (tenant.Page, error) {
	if s.left--; s.left < 0 {
		s.cancel()
		return tenant.Page{}, audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(context.Canceled)
	}
	return s.Pages.Page(ctx, at, min(limit, 100))
}

func TestInterruptedSyncContinues(t *testing.T) {
	r := newRig(t, 2000, "")
	received := 0
	for i := range 3 { // three times: each interruption leaves a stretch, new entries a gap above it
		ctx, cancel := context.WithCancel(context.Background())
		o := r.options()
		o.Client = &stopping{r.client, 6, cancel}
		report, err := pull.Sync(ctx, o)
		if audit.CodeOf(err) != audit.CodeCancelled || report.Complete {
			t.Fatalf("sync %d: %v, %+v", i, err, report)
		}
		received += report.Tally.Inserted
		if err := r.server.Append(150); err != nil {
			t.Fatal(err)
		}
	}
	last := r.sync()
	if !last.Complete || received < 500 {
		t.Errorf("complete %v, %d events before the last sync", last.Complete, received)
	}
	if repeated := last.Tally.Duplicates; repeated > 300 {
		t.Errorf("the last sync read %d entries again that the cache had", repeated)
	}
	r.equal()
}

func TestEntriesThatVanishWhilePagingLoseNothing(t *testing.T) {
	r := newRig(t, 1200, "")
	o := r.options()
	o.Client = &slipping{Pages: r.client}
	report, err := pull.Sync(context.Background(), o)
	if err != nil || !report.Complete {
		t.Fatalf("%v, %+v", err, report)
	}
	r.equal()
}

// slipping serves the log as if entries at its head were removed after the
// third page: every later offset means an entry further down.
type slipping struct {
	pull.Pages
	pages int
}

func (s *slipping) Page(ctx context.Context, at tenant.Position, limit int) (tenant.Page, error) {
	s.pages++
	const gone = 30
	if s.pages > 3 {
		at.Offset += gone
	}
	page, err := s.Pages.Page(ctx, at, min(limit, 100))
	if s.pages > 3 {
		page.Total -= gone
	}
	return page, err
}

// fixed is a log that is a list of entries without a count.
type fixed []string

func (fixed) Info(context.Context) (tenant.Info, error) { return tenant.Info{Version: "6.2.0"}, nil }

func (f fixed) Page(_ context.Context, at tenant.Position, limit int) (tenant.Page, error) {
	page := tenant.Page{Total: -1}
	for i := at.Offset; i < min(at.Offset+limit, len(f)); i++ {
		page.Entries = append(page.Entries, []byte(f[i]))
	}
	return page, nil
}

func TestLogWithoutACountAndEntriesThatAreNone(t *testing.T) {
	r := newRig(t, 1, "")
	o := r.options()
	var log fixed
	for i := range 30 {
		log = append(log, fmt.Sprintf(`{"id":"%d","created":"2026-10-01T00:00:%02dZ","action":"Flow Updated"}`, i, 59-i))
	}
	log[7], log[20] = `{"id":"no time"}`, `[1]`
	o.Client = log
	report, err := pull.Sync(context.Background(), o)
	if err != nil || !report.Complete || report.Tally != (store.Tally{Received: 30, Inserted: 28, Rejected: 2}) {
		t.Fatalf("%v, %+v", err, report)
	}
	if len(report.Rejected) != 2 || report.Rejected[0].Where != "offset 7" || report.Rejected[1].Where != "offset 20" {
		t.Errorf("rejected: %+v", report.Rejected)
	}
}

func TestEmptyLogIsCompleteAndFillsLater(t *testing.T) {
	r := newRig(t, 1, "")
	o := r.options()
	o.Client = fixed(nil)
	if report, err := pull.Sync(context.Background(), o); err != nil || !report.Complete || report.Tally.Received != 0 {
		t.Fatalf("%v, %+v", err, report)
	}
	if report := r.sync(); report.Tally.Inserted != 1 {
		t.Errorf("%+v", report)
	}
}
