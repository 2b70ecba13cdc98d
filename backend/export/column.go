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
		{"before", "Before", "State before, JSON", 40, func(e *audit.Event) string { return string(e.Before) }},
		{"after", "After", "State after, JSON", 40, func(e *audit.Event) string { return string(e.After) }},
		{"changes", "Changes", "The tenant's own list of changes, JSON", 40, func(e *audit.Event) string { return string(e.Changes) }},
		{"raw", "Raw entry", "The whole entry as received, JSON", 40, func(e *audit.Event) string { return string(e.Raw) }},
	}
}

// excelOrder puts first what a reader looks at and a printed page has room
// for, and last what is long. createdAt stands before all of them.
var excelOrder = []string{
	"action", "type", "area", "user", "targetName", "id",
	"tenant", "targetKind", "targetId", "flowId", "userId", "ip", "userAgent",
	"before", "after", "changes", "raw",
}

// lastPrinted is the last column of sheet Events that is printed.
const lastPrinted = "id"

// excelColumns are the columns of sheet Events after the dates.
func excelColumns() []column {
	byName := map[string]column{}
	for _, c := range columns() {
		byName[c.name] = c
	}
	ordered := make([]column, len(excelOrder))
	for i, name := range excelOrder {
		ordered[i] = byName[name]
	}
	return ordered
}
