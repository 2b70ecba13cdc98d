package pull_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// ways are the profiles of a plain log, by its mode.
var ways = map[string]string{
	"offset":  "mode: offset, offset: skip",
	"page":    "mode: page, page: page",
	"cursor":  "mode: cursor, cursor: cursor",
	"address": "mode: cursor, cursor: unused",
	"link":    "mode: cursor, link: true",
	"after":   "mode: searchAfter, cursor: cursor",
	"window":  "mode: window",
}

// plainRig is a plain log, a cache that knows it, and its profile.
type plainRig struct {
	t       *testing.T
	log     *plainLog
	cache   *store.Store
	profile *tenant.Profile
}

func newPlainRig(t *testing.T, log *plainLog, more string) *plainRig {
	t.Helper()
	order := "newest"
	if log.oldest {
		order = "oldest"
	}
	if log.mode == "window" && !strings.Contains(more, "between:") {
		more += "between: {to: until},"
	}
	text := fmt.Sprintf(`
server: {version: "", user: "", signIn: "", header: X-Token, prefix: ""}
request: {path: /log, scope: "", sort: {param: ""}, %s paging: {size: 200, limit: size, %s}}
answer: {entries: rows, total: of, next: next, last: seq, order: %s}
fields: {id: key, createdAt: when, action: what}
`, more, ways[log.mode], order)
	profile, err := tenant.LoadProfile(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	cache, err := store.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cache.Close() })
	if _, err := cache.AddTenant(context.Background(), store.Tenant{Name: "plain", URL: log.URL}); err != nil {
		t.Fatal(err)
	}
	return &plainRig{t, log, cache, profile}
}

func (r *plainRig) try() (store.Report, error) {
	r.t.Helper()
	ctx := context.Background()
	known, err := r.cache.Tenant(ctx, "plain")
	if err != nil {
		r.t.Fatal(err)
	}
	client, err := tenant.New(tenant.Config{URL: r.log.URL, Token: "opaque", Profile: r.profile, Retry: tenant.RetryPolicy{Tries: 2, Base: time.Millisecond}})
	if err != nil {
		r.t.Fatal(err)
	}
	defer client.Close()
	report, err := pull.Sync(ctx, pull.Options{Store: r.cache, Tenant: known, Client: client, Profile: r.profile})
	if n := report.Tally; n.Received != n.Inserted+n.Updated+n.Duplicates+n.Rejected {
		r.t.Errorf("the tally does not add up: %+v", n)
	}
	return report, err
}

// sync must reach the end, and leave the cache equal to the log as it is then
// but for what arrived meanwhile.
func (r *plainRig) sync() store.Report {
	r.t.Helper()
	r.log.sent = 0
	report, err := r.try()
	if err != nil || !report.Complete {
		r.t.Fatalf("complete %v: %v %s", report.Complete, err, report.Reason)
	}
	return report
}

func (r *plainRig) equal() {
	r.t.Helper()
	held := heldIn(r.t, r.cache)
	for _, e := range r.log.entries {
		if held[e.id] != e.json() {
			r.t.Fatalf("%s is not in the cache, or differs", e.id)
		}
	}
	if len(held) != len(r.log.entries) {
		r.t.Errorf("the cache holds %d events, the log %d", len(held), len(r.log.entries))
	}
}

// each runs a test for every mode, and for both orders where the mode has both.
func each(t *testing.T, test func(t *testing.T, mode string, oldest bool)) {
	for mode := range ways {
		for _, oldest := range []bool{false, true} {
			if oldest && mode == "window" {
				continue
			}
			t.Run(fmt.Sprintf("%s oldest first %v", mode, oldest), func(t *testing.T) {
				t.Parallel()
				test(t, mode, oldest)
			})
		}
	}
}

func TestEveryModeBringsTheWholeLog(t *testing.T) {
	each(t, func(t *testing.T, mode string, oldest bool) {
		for _, counted := range []bool{true, false} {
			log := newPlainLog(t, mode, 730) // its pages are a quarter of what is asked for
			log.oldest, log.counted = oldest, counted
			r := newPlainRig(t, log, "")
			if report := r.sync(); report.Tally.Inserted != 730 || report.Tally.Duplicates > 30 {
				t.Errorf("counted %v: %+v", counted, report.Tally)
			}
			r.equal()
			log.grow(3)
			if report := r.sync(); report.Tally.Inserted != 3 {
				t.Errorf("counted %v, second sync: %+v", counted, report.Tally)
			}
			r.equal()
			if whole := oldest && mode != "offset" && mode != "page"; !whole && log.sent > 250 {
				t.Errorf("the second sync was sent %d entries", log.sent)
			}
		}
	})
}

func TestEveryModeWhileEntriesArrive(t *testing.T) {
	each(t, func(t *testing.T, mode string, oldest bool) {
		log := newPlainLog(t, mode, 400)
		log.oldest, log.counted, log.arriving = oldest, !oldest, 40
		r := newPlainRig(t, log, "")
		r.sync()
		log.arriving = 0
		r.sync()
		r.equal()
	})
}

func TestEveryModeGoesOnAfterAnInterruption(t *testing.T) {
	each(t, func(t *testing.T, mode string, oldest bool) {
		log := newPlainLog(t, mode, 800)
		log.oldest = oldest
		r := newPlainRig(t, log, "between: {from: from, to: until},")
		for range 3 {
			log.failAfter, log.requests = 5, 0
			if report, err := r.try(); audit.CodeOf(err) != audit.CodeProfile || report.Complete || report.Tally.Inserted == 0 {
				t.Fatalf("complete %v (%v), %+v", report.Complete, err, report.Tally)
			}
			log.grow(40)
		}
		log.failAfter = 0
		r.sync()
		r.equal()
		if log.sent > 750 {
			t.Errorf("the last sync was sent %d entries", log.sent)
		}
	})
}

func TestOldestFirstGoesOnFromATime(t *testing.T) {
	t.Parallel()
	for mode := range ways {
		if mode == "window" {
			continue
		}
		log := newPlainLog(t, mode, 500)
		log.oldest = true
		r := newPlainRig(t, log, "between: {from: from},")
		r.sync()
		log.grow(20)
		if report := r.sync(); report.Tally.Inserted != 20 || log.sent > 200 {
			t.Errorf("%s: %+v, %d sent", mode, report.Tally, log.sent)
		}
		r.equal()
	}
}

func TestParametersInABody(t *testing.T) {
	t.Parallel()
	for mode := range ways {
		log := newPlainLog(t, mode, 300)
		r := newPlainRig(t, log, "method: POST, place: body,")
		r.sync()
		r.equal()
	}
}

func TestCursorsThatLeadInACircle(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"cursor", "address", "link"} {
		log := newPlainLog(t, mode, 500)
		log.circle = true
		report, err := newPlainRig(t, log, "").try()
		if audit.CodeOf(err) != audit.CodeProfile || !strings.Contains(err.Error(), "in a circle") || report.Complete || log.requests > 20 {
			t.Errorf("%s: %v after %d requests", mode, err, log.requests)
		}
	}
}

// A tenant that does not know the paging parameter gives one page for ever.
func TestTenantThatAlwaysGivesItsFirstPage(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"offset", "page"} {
		for _, oldest := range []bool{false, true} {
			for _, n := range []int{1, 2, 50, 300} {
				for _, counted := range []bool{true, false} {
					log := newPlainLog(t, mode, n)
					log.deaf, log.counted, log.oldest = true, counted, oldest
					r := newPlainRig(t, log, "")
					report, err := r.try()
					if log.requests > 20 {
						t.Errorf("%s, %d entries: %d requests", mode, n, log.requests)
					}
					if all := counted && n <= log.cap; all != report.Complete || all != (err == nil) {
						t.Errorf("%s, oldest first %v, %d entries, counted %v: complete %v, %v", mode, oldest, n, counted, report.Complete, err)
					}
					if err != nil && (audit.CodeOf(err) != audit.CodeProfile || !strings.Contains(err.Error(), "whatever page it is asked for")) {
						t.Error(err)
					}
					if report.Tally.Inserted != min(n, log.cap) {
						t.Errorf("%s, %d entries: %+v", mode, n, report.Tally)
					}
				}
			}
		}
	}
}

// crowd puts entries into one millisecond, somewhere in the log.
func (l *plainLog) crowd(at, n int) {
	for i := range n {
		l.entries[at+i].at = l.entries[at].at
	}
}

func TestManyEntriesInOneMillisecond(t *testing.T) {
	t.Parallel()
	for _, inclusive := range []bool{true, false} {
		for _, place := range []int{0, 150, 240} { // at the end, within, at the head
			log := newPlainLog(t, "window", 300)
			log.inclusive, log.counted = inclusive, place == 150
			log.crowd(place, 40)
			r := newPlainRig(t, log, "")
			r.sync()
			r.equal()
			log.crowd(place, 60) // more than a page holds
			_, err := newPlainRig(t, log, "").try()
			if audit.CodeOf(err) != audit.CodeProfile || !strings.Contains(err.Error(), "than a page holds (50)") {
				t.Errorf("inclusive %v, at %d: %v", inclusive, place, err)
			}
		}
	}
}

func TestSmallLogsEnd(t *testing.T) {
	each(t, func(t *testing.T, mode string, oldest bool) {
		log := newPlainLog(t, mode, 0)
		log.oldest, log.counted = oldest, mode != "after"
		r := newPlainRig(t, log, "")
		for _, n := range []int{0, 1, 1, 48, 1} {
			log.grow(n)
			r.sync()
			r.equal()
		}
	})
}

// A count of the page's own entries must not pass for the log's.
func TestCountOfThePage(t *testing.T) {
	each(t, func(t *testing.T, mode string, oldest bool) {
		log := newPlainLog(t, mode, 300)
		log.oldest = oldest
		r := newPlainRig(t, log, "")
		log.pageCount = true
		r.sync()
		r.equal()
	})
}
