package export

import (
	"cmp"

	"github.com/trailbook/trailbook/backend/audit"
)

// changeColumn is a column of sheet Changes, after the times.
type changeColumn struct {
	title   string
	meaning string
	width   float64
	text    func(c *change) string
}

// change is one changed path of an event.
type change struct {
	event   *audit.Event
	element string
	audit.Change
	reveal bool
}

// changeColumns are those of sheet Changes. Values are JSON, so that "5" and 5
// are told apart.
var changeColumns = []changeColumn{
	{"Event ID", "The event on sheet Events", 26, func(c *change) string { return c.event.ID }},
	{"User", "E-mail of who did it, as recorded", 26, func(c *change) string { return cmp.Or(c.event.User, c.event.UserID) }},
	{"Action", "What was done, as the tenant recorded it", 22, func(c *change) string { return c.event.Action }},
	{"Object kind", "Kind of object that was changed", 11, func(c *change) string { return c.event.TargetKind }},
	{"Object", "Its name when it was changed, or its id", 22, func(c *change) string { return cmp.Or(c.event.TargetName, c.event.TargetID) }},
	{"Element", "The part of the object that the path belongs to, as a person calls it", 28, func(c *change) string { return c.element }},
	{"Path", "JSON Pointer (RFC 6901) to what changed; / alone is the whole value", 36, func(c *change) string { return cmp.Or(c.Path, "/") }},
	{"Kind", "added, removed, changed, moved or typeChanged", 11, func(c *change) string { return string(c.Kind) }},
	{"Value before", "JSON; empty for what was added", 32, func(c *change) string { return string(c.Before) }},
	{"Value after", "JSON; empty for what was removed", 32, func(c *change) string { return string(c.After) }},
	{"Secret", "masked: the values are secrets and show only their length; in clear: they are, and show", 10, (*change).secret},
	{"Moved from", "JSON Pointer to where it stood before", 30, func(c *change) string { return c.From }},
	{"Bookkeeping", "yes: the program's own, such as the time of the change or a position on the canvas", 13, (*change).bookkeeping},
	{"Tenant", "Name of the tenant in Trailbook", 16, func(c *change) string { return c.event.Tenant }},
}

func (c *change) secret() string {
	switch {
	case !c.Masked:
		return ""
	case c.reveal:
		return "in clear"
	}
	return "masked"
}

func (c *change) bookkeeping() string {
	if c.Noise {
		return "yes"
	}
	return ""
}

func (w *book) changesGrid() *grid {
	g := &grid{book: w.sheets, name: changesSheet, columns: w.timeColumns()}
	for _, c := range changeColumns {
		g.columns = append(g.columns, gridColumn{c.title, c.width, false})
	}
	g.translate(w.words)
	g.printed = len(w.timeColumns()) + len(changeColumns) - 3 // those on the right are for the screen
	return g
}

// writeChanges writes a row for every path that e changed.
func (w *book) writeChanges(e *audit.Event, found *findings) error {
	if found.unread != nil {
		w.unread(e, found.unread)
		return w.notes.failed
	}
	g := w.changes
	if g == nil {
		return w.notes.failed
	}
	if found.view.Coarse {
		w.notes.add(noteCoarse, place{source: e.ID}, "")
	}
	one := change{event: e, reveal: w.req.IncludeSecrets}
	for _, c := range found.view.Changes {
		one.Change, one.element = c, ""
		if c.Element >= 0 && c.Element < len(found.view.Elements) {
			one.element = found.view.Elements[c.Element].Name
		}
		if err := g.next(e.ID); err != nil {
			return err
		}
		first := w.times(g, e)
		for i, column := range changeColumns {
			g.text(first+i, column.text(&one))
		}
		if err := g.end(); err != nil {
			return err
		}
	}
	return w.notes.failed
}
