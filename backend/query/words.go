package query

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// FilterWords says in words what a filter selects, times in zone: for a
// report, and for whoever asks what they are looking at.
func FilterWords(f audit.Filter, zone *time.Location) string {
	var parts []string
	list := func(what string, values []string) {
		if len(values) > 0 {
			parts = append(parts, what+" "+oneOf(values))
		}
	}
	list("tenant", f.Tenants)
	if words := strings.Join(strings.Fields(f.Search), " "); words != "" {
		how := "containing"
		if selection, err := f.Selection(); err == nil && !selection.Search.Plain() {
			how = "matching"
		}
		parts = append(parts, fmt.Sprintf("%s %q", how, words))
	}
	if !f.From.IsZero() {
		parts = append(parts, "from "+moment(f.From, zone))
	}
	if !f.To.IsZero() {
		parts = append(parts, "before "+moment(f.To, zone))
	}
	types := make([]string, len(f.Types))
	for i, t := range f.Types {
		types[i] = string(t)
	}
	list("type", types)
	list("user", f.Users)
	list("flow", f.FlowIDs)
	list("action", f.Actions)
	list("area", f.Areas)
	if len(parts) == 0 {
		return "all events"
	}
	return "events with " + strings.Join(parts, ", ")
}

func oneOf(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = fmt.Sprintf("%q", v)
	}
	return strings.Join(quoted, " or ")
}

func moment(t time.Time, zone *time.Location) string {
	layout := "2006-01-02 15:04:05 MST"
	if t.Nanosecond() != 0 {
		layout = "2006-01-02 15:04:05.000 MST"
	}
	return t.In(zone).Format(layout)
}

// CommandLine writes a filter as the flags of the command line that select the
// same events, quoted for a POSIX shell. It is empty for a filter that selects
// all.
func CommandLine(f audit.Filter) string {
	var flags []string
	add := func(flag string, values ...string) {
		for _, v := range values {
			flags = append(flags, flag+" "+Quoted(v))
		}
	}
	add("--tenant", f.Tenants...)
	if strings.TrimSpace(f.Search) != "" {
		add("--search", f.Search)
	}
	if !f.From.IsZero() {
		add("--from", audit.FormatTime(f.From))
	}
	if !f.To.IsZero() {
		add("--to", audit.FormatTime(f.To))
	}
	for _, t := range f.Types {
		add("--type", string(t))
	}
	add("--user", f.Users...)
	add("--flow", f.FlowIDs...)
	add("--action", f.Actions...)
	add("--area", f.Areas...)
	return strings.Join(flags, " ")
}

var plain = regexp.MustCompile(`^[A-Za-z0-9@%+=:,./_-]+$`)

// Quoted quotes a word for a POSIX shell where it needs it.
func Quoted(text string) string {
	if plain.MatchString(text) {
		return text
	}
	return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
}
