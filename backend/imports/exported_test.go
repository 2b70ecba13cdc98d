package imports

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// strange are entries that an export has to change on their way into a table.
const strange = `{"id":"=1+1","created":"2026-01-05T00:00:00Z","action":"=HYPERLINK(\"x\")","user":"-ann;=2@x.example"}
{"id":"s2","created":"2026-01-05T00:00:01Z","action":"a\u0007b\u202e","user":"\t@x"}
{"id":"s3","created":"2026-01-05T00:00:02Z","action":"_x0041_ it's ;'quoted'","user":"a\r\nb\rc"}
{"created":"2026-01-05T00:00:03.007Z","action":"no id; =1","after":{"a":"\n=1"}}
{"id":"0012","created":"2026-01-05T00:00:04Z","action":"Flow Updated","type":"update","flowId":"f","before":{"a":1},"after":{"a":2.50},"changes":[1]}
`

// exported writes all of a cache into a file.
func exportOf(t *testing.T, s *store.Store, format export.Format, secrets bool, language ...export.Language) string {
	t.Helper()
	var template export.Template
	for _, l := range language {
		template.Language = l
	}
	events := eventsIn(t, s)
	path := filepath.Join(t.TempDir(), "out."+string(format))
	_, err := export.Write(t.Context(), export.Request{
		Path: path, Format: format, Total: len(events), IncludeSecrets: secrets, Template: template,
		Events: func(yield func(audit.Event, error) bool) {
			for _, e := range events {
				if !yield(e, nil) {
					return
				}
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// filledCache holds a demo tenant's log and strange entries.
func filledCache(t *testing.T) (*store.Store, store.Tenant, []audit.Event) {
	t.Helper()
	var log bytes.Buffer
	if err := demo.Generate(t.Context(), &log, 5, 150, demo.DefaultUntil, nil); err != nil {
		t.Fatal(err)
	}
	s, owner := cache(t)
	report, err := importInto(t, s, owner, write(t, "log.ndjson", strange+log.String()), nil)
	if err != nil || report.Tally.Inserted != 155 {
		t.Fatalf("%+v, %v", report, err)
	}
	return s, owner, eventsIn(t, s)
}

// A workbook with German headings comes back as well.
func TestGermanExportsComeBack(t *testing.T) {
	s, _, events := filledCache(t)
	other, owner := cache(t)
	fresh, err := importInto(t, other, owner, exportOf(t, s, export.FormatExcel, true, export.German), nil)
	if err != nil || !fresh.Complete || fresh.Tally.Inserted != 155 {
		t.Errorf("%+v, %v", fresh, err)
	}
	sameEvents(t, export.FormatExcel, true, events, eventsIn(t, other))
}

// What Trailbook exported comes back as the same events from each of its
// formats, brings nothing where they are known, and changes nothing.
func TestExportsComeBack(t *testing.T) {
	s, owner, events := filledCache(t)
	for _, format := range []export.Format{export.FormatNDJSON, export.FormatCSV, export.FormatExcel} {
		for _, secrets := range []bool{true, false} {
			path := exportOf(t, s, format, secrets)
			again, err := importInto(t, s, owner, path, nil)
			if err != nil || !again.Complete || again.Tally != (store.Tally{Received: 155, Duplicates: 155}) {
				t.Errorf("%s, secrets %v, known: %+v, %v", format, secrets, again, err)
			}
			other, owner := cache(t)
			fresh, err := importInto(t, other, owner, path, nil)
			if err != nil || !fresh.Complete || fresh.Tally.Inserted != 155 {
				t.Errorf("%s, secrets %v, new: %+v, %v", format, secrets, fresh, err)
			}
			sameEvents(t, format, secrets, events, eventsIn(t, other))
		}
	}
	if now := eventsIn(t, s); !slices.EqualFunc(now, events, func(a, b audit.Event) bool { return bytes.Equal(a.Raw, b.Raw) }) {
		t.Error("the imports changed the cache")
	}
}

func sameEvents(t *testing.T, format export.Format, secrets bool, want, got []audit.Event) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d events, want %d", format, len(got), len(want))
	}
	for i, w := range want {
		g := got[i]
		texts := func(e audit.Event) []string {
			all := []string{e.ID, audit.FormatTime(e.CreatedAt), e.Action, string(e.Type), e.Area, e.User, e.UserID, e.FlowID,
				e.TargetKind, e.TargetID, e.TargetName, e.IP, e.UserAgent}
			if secrets && (format != export.FormatExcel || len(w.Raw) < 32_000) {
				all = append(all, string(e.Before), string(e.After), string(e.Changes), string(e.Raw))
			}
			return all
		}
		if !slices.Equal(texts(g), texts(w)) {
			t.Errorf("%s, secrets %v:\n%q\nwant\n%q", format, secrets, texts(g), texts(w))
		}
	}
}

// A cell that Excel cut does not stand for the entry; the event is kept by its
// columns, and an event that is known stays whole.
func TestCutCells(t *testing.T) {
	s, owner := cache(t)
	long := `{"id":"1","created":"2026-01-01T00:00:01Z","action":"Flow Created","user":"ann@x.example","after":{"name":"n","text":"` + noise(40_000) + `"}}`
	if _, err := importInto(t, s, owner, write(t, "in", long), nil); err != nil {
		t.Fatal(err)
	}
	path := exportOf(t, s, export.FormatExcel, true)
	if again, err := importInto(t, s, owner, path, nil); err != nil || again.Tally.Duplicates != 1 || string(only(t, s).Raw) != long {
		t.Errorf("known: %+v, %v", again, err)
	}
	other, owner := cache(t)
	if _, err := importInto(t, other, owner, path, nil); err != nil {
		t.Fatal(err)
	}
	event := only(t, other)
	if got := shown([]audit.Event{event}); got[0] != eventOne || event.TargetName != "n" {
		t.Errorf("new: %q, target %q", got, event.TargetName)
	}
	if !strings.Contains(string(event.Raw), `[cut, `) {
		t.Errorf("the raw entry does not say that it was cut: %.200s", event.Raw)
	}
}

// The apostrophes of an export are taken out again, and no others.
func TestArmed(t *testing.T) {
	for _, test := range [][2]string{
		{"'=1+1", "=1+1"}, {"'  -x", "  -x"}, {"a;'@b", "a;@b"}, {"'\tx", "\tx"}, {"a\n'+1", "a\n+1"},
		{"it's", "it's"}, {"'quoted'", "'quoted'"}, {"'", "'"}, {"", ""}, {"a;'b", "a;'b"}, {"';=1", "';=1"},
	} {
		if got, changed := armed(test[0]); got != test[1] || changed != (test[0] != test[1]) {
			t.Errorf("%q became %q, %v; want %q", test[0], got, changed, test[1])
		}
	}
}
