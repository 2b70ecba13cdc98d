package query

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Milliseconds show only where they matter, and hostile text is written out.
func TestFilterWordsAreExactAndHarmless(t *testing.T) {
	f := audit.Filter{To: time.Date(2026, 2, 1, 0, 0, 0, 500e6, time.UTC), Users: []string{"\x1b[31m"}}
	want := `events with before 2026-02-01 01:00:00.500 CET, user "\x1b[31m"`
	if got := FilterWords(f, zone(t, "Europe/Prague")); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestShellQuoting(t *testing.T) {
	for text, want := range map[string]string{"": "''", "$(rm)": "'$(rm)'", "a\nb": "'a\nb'", "é": "'é'", "a@b.c": "a@b.c", "--x": "--x"} {
		if got := Quoted(text); got != want {
			t.Errorf("Quoted(%q) = %s, want %s", text, got, want)
		}
	}
}
