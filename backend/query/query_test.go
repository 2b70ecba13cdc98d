package query_test

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

func TestParseTime(t *testing.T) {
	prague, err := time.LoadLocation("Europe/Prague")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		zone *time.Location
		want string // empty: refused
	}{
		{"2026-10-01", time.UTC, "2026-10-01T00:00:00.000Z"},
		{"2026-10-01", prague, "2026-09-30T22:00:00.000Z"},
		{"2026-12-01", prague, "2026-11-30T23:00:00.000Z"},
		{" 2026-10-01 14:30 ", prague, "2026-10-01T12:30:00.000Z"},
		{"2026-10-01T14:30:15", time.UTC, "2026-10-01T14:30:15.000Z"},
		{"2026-10-01T14:30:15.250+02:00", time.UTC, "2026-10-01T12:30:15.250Z"},
		{"2026-10-01T14:30:15Z", prague, "2026-10-01T14:30:15.000Z"},
		{"2026-02-30", time.UTC, ""},
		{"01.10.2026", time.UTC, ""},
		{"", time.UTC, ""},
		{"yesterday", time.UTC, ""},
	} {
		got, err := query.ParseTime(c.text, c.zone)
		switch {
		case c.want == "" && audit.CodeOf(err) != audit.CodeInvalid:
			t.Errorf("%q: %v, %v; want CodeInvalid", c.text, got, err)
		case c.want != "" && (err != nil || audit.FormatTime(got) != c.want):
			t.Errorf("%q in %v: %v, %v; want %s", c.text, c.zone, got, err, c.want)
		}
	}
}

func TestFilterInWordsAndAsCommandLine(t *testing.T) {
	from := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		filter         audit.Filter
		words, command string
	}{
		{audit.Filter{}, "all events", ""},
		{audit.Filter{Search: "-slack user:a"}, `events with matching "-slack user:a"`, `--search '-slack user:a'`},
		{audit.Filter{Search: "  "}, "all events", ""},
		{
			audit.Filter{Tenants: []string{"acme"}, Search: "flow  x", From: from, To: from.AddDate(0, 1, 0),
				Types: []audit.Type{audit.TypeCreate, audit.TypeDelete}, Users: []string{"o'neil@x.example"}, FlowIDs: []string{"f1"}},
			`events with tenant "acme", containing "flow x", from 2026-10-01 00:00:00 UTC, before 2026-11-01 00:00:00 UTC, ` +
				`type "create" or "delete", user "o'neil@x.example", flow "f1"`,
			`--tenant acme --search 'flow  x' --from 2026-10-01T00:00:00.000Z --to 2026-11-01T00:00:00.000Z ` +
				`--type create --type delete --user 'o'\''neil@x.example' --flow f1`,
		},
		{
			audit.Filter{Actions: []string{"$(rm -rf ~)"}, Areas: []string{"User Management"}},
			`events with action "$(rm -rf ~)", area "User Management"`,
			`--action '$(rm -rf ~)' --area 'User Management'`,
		},
	} {
		if got := query.FilterWords(c.filter, time.UTC); got != c.words {
			t.Errorf("words\n got %s\nwant %s", got, c.words)
		}
		if got := query.CommandLine(c.filter); got != c.command {
			t.Errorf("command line\n got %s\nwant %s", got, c.command)
		}
	}
}
