package pull_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/store"
)

// live adds an entry an hour to the log, up to the time given, and forgets
// what is older than keeps.
func (e *edited) live(to time.Time, keeps time.Duration) {
	for at := e.entries[0].CreatedAt.Add(time.Hour); !at.After(to); at = at.Add(time.Hour) {
		id := fmt.Sprintf("later-%d", at.UnixMilli())
		raw := json.RawMessage(fmt.Sprintf(`{"id":%q,"created":%q,"action":"Flow Updated"}`, id, audit.FormatTime(at)))
		e.entries = append([]audit.Event{{ID: id, CreatedAt: at, Raw: raw}}, e.entries...)
	}
	for len(e.entries) > 0 && e.entries[len(e.entries)-1].CreatedAt.Before(to.Add(-keeps)) {
		e.entries = e.entries[:len(e.entries)-1]
	}
	e.now = to
}

const aDay = 24 * time.Hour

func TestTenantThatForgotBeforeTheSyncLeavesAGap(t *testing.T) {
	e := newEdited(t, 200)
	if report := e.sync(false); len(report.Gaps) != 0 || !report.Oldest.Equal(e.entries[199].CreatedAt) || !report.Newest.Equal(e.entries[0].CreatedAt) {
		t.Errorf("first sync: %v, oldest %v, newest %v", report.Gaps, report.Oldest, report.Newest)
	}
	newest := e.entries[0].CreatedAt
	e.live(newest.Add(40*aDay), 30*aDay)
	oldest := e.entries[len(e.entries)-1].CreatedAt
	report := e.sync(false)
	want := fmt.Sprintf("Between %s and %s entries may be missing: the tenant had forgotten them before this sync.",
		audit.FormatTime(newest), audit.FormatTime(oldest))
	if len(report.Gaps) != 1 || report.Gaps[0].From != newest.UnixMilli() || report.Gaps[0].To != oldest.UnixMilli() ||
		len(report.Warnings) == 0 || report.Warnings[0] != want {
		t.Errorf("%+v, %q, want %q", report.Gaps, report.Warnings, want)
	}
	if report.Gone != 0 || !report.Oldest.Equal(oldest) {
		t.Errorf("gone %d, oldest %v", report.Gone, report.Oldest)
	}
	if again := e.sync(true); len(again.Gaps) != 0 {
		t.Errorf("the gap is told again: %+v", again.Gaps)
	}
	gaps, err := e.cache.Gaps(context.Background(), 0)
	if err != nil || len(gaps) != 1 {
		t.Errorf("kept gaps: %+v, %v", gaps, err)
	}
}

func TestRetentionIsLearntAndWarnedOf(t *testing.T) {
	e := newEdited(t, 200)
	e.sync(false)
	start := e.entries[0].CreatedAt
	e.live(start.Add(10*aDay), 9000*aDay)
	if report := e.sync(false); len(report.Warnings) != 0 {
		t.Errorf("warned of a tenant that forgot nothing: %q", report.Warnings)
	}
	e.live(start.Add(29*aDay), 20*aDay)
	e.synced(start.Add(10 * aDay)) // 19 days ago
	report := e.sync(false)
	if len(report.Gaps) != 0 || len(report.Warnings) != 1 || !strings.Contains(report.Warnings[0], "sync at least every 9 days") &&
		!strings.Contains(report.Warnings[0], "sync at least every 10 days") {
		t.Errorf("%+v, %q", report.Gaps, report.Warnings)
	}
	known, err := e.cache.Tenant(context.Background(), "demo")
	if err != nil || known.Keeps() < 19*aDay || known.Keeps() > 20*aDay || known.LogOldest != e.entries[len(e.entries)-1].CreatedAt.UnixMilli() {
		t.Errorf("keeps %v, log begins %d, %v", known.Keeps(), known.LogOldest, err)
	}
	e.synced(start.Add(28 * aDay))
	if report := e.sync(false); len(report.Warnings) != 0 {
		t.Errorf("warned though synced a day ago: %q", report.Warnings)
	}
}

// synced makes the cache believe that the last sync was then.
func (e *edited) synced(at time.Time) { e.before = at }

func TestInterruptedSyncThatTheTenantForgotMeanwhile(t *testing.T) {
	e := newEdited(t, 900)
	ctx, cancel := context.WithCancel(context.Background())
	o := e.options()
	o.Profile, o.Client = e.profile(), &stopping{e.client, 3, cancel}
	if _, err := pull.Sync(ctx, o); audit.CodeOf(err) != audit.CodeCancelled {
		t.Fatal(err)
	}
	known, err := e.cache.Tenant(context.Background(), "demo")
	if err != nil || known.LastCode != string(audit.CodeCancelled) {
		t.Errorf("the code of the last sync is %q, %v", known.LastCode, err)
	}
	e.wantGone("interrupted")
	covered, err := e.cache.Coverage(context.Background(), known.ID)
	if err != nil || len(covered) != 1 {
		t.Fatal(covered, err)
	}
	e.entries = e.entries[:100] // less than was received
	report := e.sync(false)
	if len(report.Gaps) != 1 || report.Gaps[0].From != 0 || report.Gaps[0].To != covered[0].Low || !strings.HasPrefix(report.Gaps[0].Warning(), "Before ") {
		t.Errorf("%+v", report.Gaps)
	}
	e.wantGone("after the rest was forgotten")
	if known, err = e.cache.Tenant(context.Background(), "demo"); err != nil || known.LastCode != "" {
		t.Errorf("the code stays: %q, %v", known.LastCode, err)
	}
	sources, err := e.cache.Sources(context.Background(), known.ID)
	if err != nil || len(sources) != 2 || len(sources[0].Gaps) != 1 || sources[1].Complete || sources[0].Kind != store.KindSync {
		t.Errorf("%+v, %v", sources, err)
	}
}
