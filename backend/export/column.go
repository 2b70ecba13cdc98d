package export

import "github.com/trailbook/trailbook/backend/audit"

// column is one canonical field as CSV and Excel show it.
type column struct {
	name    string  // canonical
	title   string  // header in Excel
	meaning string  // for the legend on sheet Report
	width   float64 // in Excel, characters
	text    func(e *audit.Event) string
}

// columns lists the canonical fields in the contract's order: that of CSV.
func columns() []column {
	return []column{
		{"id", "Event ID", "The tenant's id of the entry; without one, sha256: and a hash of it", 28, func(e *audit.Event) string { return e.ID }},
		{"tenant", "Tenant", "Name of the tenant in Trailbook", 16, func(e *audit.Event) string { return e.Tenant }},
		{"createdAt", "Created", "When it happened, to the millisecond", 23, func(e *audit.Event) string { return audit.FormatTime(e.CreatedAt) }},
		{"action", "Action", "What was done, as the tenant recorded it", 32, func(e *audit.Event) string { return e.Action }},
		{"type", "Type", "create, update, delete or other", 9, func(e *audit.Event) string { return string(e.Type) }},
		{"area", "Area", "Area in Appmixer's documentation; empty for an unknown action", 28, func(e *audit.Event) string { return e.Area }},
		{"user", "User", "E-mail of who did it, as recorded", 30, func(e *audit.Event) string { return e.User }},
		{"userId", "User ID", "The tenant's id of that user", 27, func(e *audit.Event) string { return e.UserID }},
		{"flowId", "Flow ID", "The flow concerned", 38, func(e *audit.Event) string { return e.FlowID }},
		{"targetKind", "Target kind", "Kind of object that was changed", 12, func(e *audit.Event) string { return e.TargetKind }},
		{"targetId", "Target ID", "The tenant's id of that object", 38, func(e *audit.Event) string { return e.TargetID }},
		{"targetName", "Target name", "Name of that object when it was changed", 32, func(e *audit.Event) string { return e.TargetName }},
		{"ip", "IP", "Address the request came from, where recorded", 16, func(e *audit.Event) string { return e.IP }},
		{"userAgent", "User agent", "Program the request came from, where recorded", 24, func(e *audit.Event) string { return e.UserAgent }},
		{"summary", "Summary", "What it did, in one sentence that Trailbook makes of the change", 44, func(e *audit.Event) string { return e.Summary }},
		{"before", "Before", "State before, JSON", 40, func(e *audit.Event) string { return string(e.Before) }},
		{"after", "After", "State after, JSON", 40, func(e *audit.Event) string { return string(e.After) }},
		{"changes", "Changes", "The tenant's own list of changes, JSON", 40, func(e *audit.Event) string { return string(e.Changes) }},
		{"raw", "Raw entry", "The whole entry as received, JSON", 40, func(e *audit.Event) string { return string(e.Raw) }},
	}
}

// Column is a column that sheet Events can have.
type Column struct {
	Name    string // canonical
	Title   string // its heading, in English
	Meaning string
}

// ExcelColumns lists the columns that sheet Events can have behind the time, in
// the order that it has them by itself.
func ExcelColumns() []Column {
	list := make([]Column, 0, len(excelOrder))
	for _, c := range excelColumns(nil) {
		list = append(list, Column{c.name, c.title, c.meaning})
	}
	return list
}

// excelOrder puts first what a reader looks at and a printed page has room
// for, and last what is long. createdAt stands before all of them.
var excelOrder = []string{
	"action", "summary", "type", "area", "user", "targetName", "id",
	"tenant", "targetKind", "targetId", "flowId", "userId", "ip", "userAgent",
	"before", "after", "changes", "raw",
}

// lastPrinted is the last column of sheet Events that is printed.
const lastPrinted = "id"

// excelColumns are the columns of sheet Events after the dates: those wanted,
// or all of them.
func excelColumns(wanted []string) []column {
	if len(wanted) == 0 {
		wanted = excelOrder
	}
	byName := map[string]column{}
	for _, c := range columns() {
		byName[c.name] = c
	}
	ordered := make([]column, len(wanted))
	for i, name := range wanted {
		ordered[i] = byName[name]
	}
	return ordered
}
