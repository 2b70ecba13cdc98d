package query_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

var monday = time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)

func TestEditChangesOneValueOfASearch(t *testing.T) {
	for _, c := range []struct {
		text  string
		field audit.Field
		value string
		mode  query.Mode
		want  string
	}{
		{"", audit.FieldUser, "a@b.c", query.ModeAdd, "user:a@b.c"},
		{"slack", audit.FieldAction, "Flow Updated", query.ModeAdd, `slack action:"Flow Updated"`},
		{"user:a x", audit.FieldUser, "b", query.ModeAdd, "user:a,b x"},
		{"user:a,b x", audit.FieldUser, "A", query.ModeAdd, "user:b,A x"},
		{"user:a,b", audit.FieldUser, "b", query.ModeAdd, "user:a,b"},
		{"-user:b", audit.FieldUser, "b", query.ModeAdd, "user:b"},
		{"user:a,b", audit.FieldUser, "b", query.ModeExclude, "user:a -user:b"},
		{"-user:a", audit.FieldUser, "b", query.ModeExclude, "-user:a,b"},
		{"user:a,b -user:c x", audit.FieldUser, "d", query.ModeOnly, "x user:d"},
		{"user:a,b -user:c x", audit.FieldUser, "c", query.ModeRemove, "user:a,b x"},
		{"user:a x", audit.FieldUser, "a", query.ModeRemove, "x"},
		{"user:a", audit.FieldUser, "a", query.ModeRemove, ""},
		{"type:create", audit.FieldType, "delete", query.ModeAdd, "type:create,delete"},
		{"type:create,delete", audit.FieldType, "delete", query.ModeRemove, "type:create"},
		{"weekday:mon..wed", audit.FieldWeekday, "tue", query.ModeRemove, "weekday:mon,wed"},
		{"hour:9", audit.FieldHour, "10", query.ModeAdd, "hour:9,10"},
		{"a OR b", audit.FieldFlow, "f", query.ModeAdd, "(a OR b) flow:f"},
		{"user:a OR slack", audit.FieldUser, "a", query.ModeRemove, "user:a OR slack"},
		{"", audit.FieldTarget, "", query.ModeAdd, `target:""`},
		{"", audit.FieldTarget, `say "x" *`, query.ModeExclude, `-target:"say \"x\" *"`},
	} {
		got, err := query.Edit(c.text, c.field, c.value, c.mode, audit.Clock{})
		if err != nil || got != c.want {
			t.Errorf("%s, %s %s:%s: %s (%v), want %s", c.text, c.mode, c.field, c.value, got, err, c.want)
		}
	}
	for _, c := range []struct {
		text  string
		field audit.Field
		value string
		mode  query.Mode
	}{{"(", audit.FieldUser, "a", query.ModeAdd}, {"", audit.FieldType, "x", query.ModeAdd}, {"", "nokey", "x", query.ModeAdd}, {"", audit.FieldUser, "x", "turn"}} {
		if got, err := query.Edit(c.text, c.field, c.value, c.mode, audit.Clock{}); audit.CodeOf(err) != audit.CodeInvalid {
			t.Errorf("%+v: %s, %v", c, got, err)
		}
	}
}

func TestChosenIsWhatASearchSaysOfAKey(t *testing.T) {
	chosen := query.Chosen(`user:a,"b c" -user:d type:create,delete -weekday:mon (flow:x OR y) z`, audit.Clock{})
	if got := fmt.Sprint(chosen); got != "map[type:{[create delete] []} user:{[a b c] [d]} weekday:{[] [mon]}]" {
		t.Error(got)
	}
	if got := query.Chosen("(", audit.Clock{}); len(got) != 0 {
		t.Error(got)
	}
}

// recordedHere are the values of the events of these tests.
func recordedHere(_ context.Context, field audit.Field, value string) ([]string, error) {
	for _, known := range map[audit.Field][]string{audit.FieldUser: {"Alice@acme.com", "bob@acme.com", "u1"}, audit.FieldFlow: {"f1", "f2"}}[field] {
		if strings.EqualFold(known, value) {
			return []string{known}, nil
		}
	}
	return nil, nil
}

func TestLiftMovesWhatTheFormShows(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"user:alice@acme.com slack":               "[Alice@acme.com] [] [] slack -",
		"user:alice@acme.com,BOB@acme.com":        "[Alice@acme.com bob@acme.com] [] []  -",
		"user:alice slack":                        "[] [] [] user:alice slack -",
		"-user:u1 type:delete,create":             "[] [create delete] [] -user:u1 -",
		"type:create OR slack":                    "[] [] [] type:create OR slack -",
		"flow:f1,F2 flow:f1":                      "[] [] [f1 f2] flow:f1 -",
		"flow:f*":                                 "[] [] [] flow:f* -",
		"created:2026-01 x":                       "[] [] [] x 2025-12-31T23:00:00.000Z-2026-01-31T23:00:00.000Z",
		"created:>=2026-01-05":                    "[] [] []  2026-01-04T23:00:00.000Z-",
		"created:-7d":                             "[] [] [] created:-7d -",
		"created:<=2026-01-05T10:00:01":           "[] [] [] created:<=2026-01-05T10:00:01 -",
		"weekday:mon  changed:x   (a OR user:u1)": "[] [] [] weekday:mon  changed:x   (a OR user:u1) -",
	} {
		f, err := query.Lift(t.Context(), audit.Filter{Search: text, Clock: audit.Clock{Now: monday, Zone: zone}}, recordedHere)
		period := "-"
		if !f.From.IsZero() {
			period = audit.FormatTime(f.From) + period
		}
		if !f.To.IsZero() {
			period += audit.FormatTime(f.To)
		}
		if got := fmt.Sprint(f.Users, f.Types, f.FlowIDs, " ", f.Search, " ", period); err != nil || strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
			t.Errorf("%s\n got %s (%v)\nwant %s", text, got, err, want)
		}
	}
}

// The form and the text are two views of one filter: they select the same.
func TestLiftAndTextMeanTheSameFilter(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 6)) //nolint:gosec // a test
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	user := func() string { return pick("Alice@acme.com", "bob@acme.com", "") }
	var events []audit.Event
	for i := range 300 {
		entry := audit.Catalog[rng.IntN(len(audit.Catalog))]
		events = append(events, audit.Event{
			ID: fmt.Sprint(i), Tenant: pick("acme", "globex"), Action: entry.Action, Type: entry.Type, Area: entry.Area,
			User: user(), UserID: pick("u1", "u2", ""), FlowID: pick("f1", "f2", ""), CreatedAt: monday.Add(-time.Duration(rng.IntN(90*24)) * time.Hour),
		})
	}
	clock := audit.Clock{Now: monday, Zone: time.UTC}
	count := func(f audit.Filter) string {
		selection, err := f.Selection()
		if err != nil {
			t.Fatalf("%+v: %v", f, err)
		}
		var ids []string
		for _, e := range events {
			if selection.Matches(e, nil) {
				ids = append(ids, e.ID)
			}
		}
		return strings.Join(ids, " ")
	}
	told := 0
	for range 2000 {
		f := audit.Filter{Clock: clock}
		for range rng.IntN(4) {
			f.Search += pick(" flow", " user:ALICE@acme.com", " -user:bob@acme.com", " user:u1,bob@acme.com", " type:update", " type:create,other", " flow:F1", " -flow:f2",
				" created:2026-10", " created:>=2026-11-05", " created:-20d", " (user:bob@acme.com OR f1)", " hour:9..17", ` user:""`)
		}
		if rng.IntN(4) == 0 {
			f.Users = []string{pick("Alice@acme.com", "u2")}
		}
		if rng.IntN(4) == 0 {
			f.Types = []audit.Type{audit.TypeUpdate, audit.TypeDelete}
		}
		if rng.IntN(4) == 0 {
			f.From = monday.AddDate(0, 0, -rng.IntN(80)).Truncate(24 * time.Hour)
		}
		if rng.IntN(4) == 0 {
			f.Actions, f.Areas, f.Tenants = []string{"Flow Updated", "Login Failed"}, []string{audit.AreaFlow, audit.AreaUser}, []string{pick("acme", "globex")}
		}
		lifted, err := query.Lift(t.Context(), f, recordedHere)
		if err != nil {
			t.Fatal(err)
		}
		text, err := query.Text(lifted, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		want := count(f)
		if got := count(lifted); got != want {
			t.Fatalf("%+v\nlifted %+v\n%s\n%s", f, lifted, got, want)
		}
		if got := count(audit.Filter{Search: text, Clock: clock}); got != want {
			t.Fatalf("%+v\nas text %s\n%s\n%s", f, text, got, want)
		}
		if len(want) > 0 && len(want) < len(events) {
			told++
		}
	}
	if told < 300 {
		t.Errorf("only %d filters tell events apart", told)
	}
}

func TestAtCaretFindsWhatIsBeingTyped(t *testing.T) {
	for _, c := range []struct{ text, field, typed, replaced string }{
		{"|", "", "", ""},
		{"us|", "", "us", "us"},
		{"flow us|", "", "us", "us"},
		{"flow us|er x", "", "us", "user"},
		{"user:|", "user", "", ""},
		{"user:al|", "user", "al", "al"},
		{"-user:al|", "user", "al", "al"},
		{"(user:al|)", "user", "al", "al"},
		{"user:a,b|", "user", "b", "b"},
		{"user:a,|b,c", "user", "", "b"},
		{"user:(a, b|", "user", "b", "b"},
		{"user:(a b) fl|", "", "fl", "fl"},
		{`action:"Flow Up|`, "action", "Flow Up", `"Flow Up`},
		{`action:"Flow Updated" x|`, "", "x", "x"},
		{`"a b" type:|`, "type", "", ""},
		{"created:>|", "created", "", ""},
		{"created:>=-7|", "created", "-7", "-7"},
		{"http://x|", "", "http://x", "http://x"},
		{"USER:a|", "user", "a", "a"},
		{"a |", "", "", ""},
		{"ž user:á|", "user", "á", "á"},
		{`"user:a|`, "", "user:a", `"user:a`},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		u := query.AtCaret(before+after, len([]rune(before)))
		replaced := string([]rune(before + after)[u.From:u.To])
		if string(u.Field) != c.field || u.Typed != c.typed || replaced != c.replaced {
			t.Errorf("%s: %+v replaces %q", c.text, u, replaced)
		}
	}
}

func TestPartsStandSideBySide(t *testing.T) {
	parts := query.Parts("slack user:a,b -(x OR y)", audit.Clock{})
	if got := fmt.Sprint(parts); got != "[{slack user:a,b -(x OR y)} {user:a,b slack -(x OR y)} {-(x OR y) slack user:a,b}]" {
		t.Error(got)
	}
	if got := fmt.Sprint(query.Parts("a OR b", audit.Clock{}), query.Parts("", audit.Clock{})); got != "[{a OR b }] []" {
		t.Error(got)
	}
}
