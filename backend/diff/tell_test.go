package diff_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// What is told of an event at once is what is told one by one.
func TestTellIsSummaryAndContent(t *testing.T) {
	var log bytes.Buffer
	if err := demo.Generate(t.Context(), &log, 5, 3000, demo.DefaultUntil, nil); err != nil {
		t.Fatal(err)
	}
	var events []audit.Event
	for line := range bytes.Lines(log.Bytes()) {
		e, err := tenant.DefaultProfile().Map(bytes.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	events = append(events, audit.Event{Before: []byte("{")}, audit.Event{})
	for i, content := range diff.Tell(events) {
		e := events[i]
		if want := diff.Summary(e); e.Summary != want {
			t.Errorf("%s: %q, want %q", e.ID, e.Summary, want)
		}
		if want := diff.ContentOf(e); !reflect.DeepEqual(content, want) {
			t.Errorf("%s: %v, want %v", e.ID, content, want)
		}
	}
}
