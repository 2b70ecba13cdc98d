package cli

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/tenant"
)

// trial is what one page tells of a profile.
type trial struct {
	Profile  string       `json:"profile"`
	Entries  int          `json:"entries"`  // on the page
	Readable int          `json:"readable"` // of them
	Total    *int         `json:"total"`    // in the log, null when the tenant does not say
	Paging   string       `json:"paging"`
	More     bool         `json:"more"` // a next page is offered
	Fields   []trialField `json:"fields"`
	Findings []string     `json:"findings"` // what a person should correct

	refused error
}

// trialField is where one field of the first entry was found.
type trialField struct {
	Field string `json:"field"`
	Path  string `json:"path"`
	Value string `json:"value"`
	Found bool   `json:"found"`
}

func try(profile *tenant.Profile, page tenant.Page) trial {
	t := trial{
		Profile: profile.Name, Entries: len(page.Entries), Paging: string(profile.Request.Paging.Mode),
		More: page.More, Fields: []trialField{}, Findings: []string{},
	}
	if page.Total >= 0 {
		t.Total = &page.Total
	}
	if t.Entries == 0 {
		t.find("The tenant's audit log is empty: there is nothing to try the fields on.")
		t.refused = audit.Errorf(audit.CodeProfile, "The tenant's audit log is empty: there is nothing to try the profile on.")
		return t
	}
	events := t.read(profile, page)
	for _, field := range profile.Explain(page.Entries[0]) {
		t.Fields = append(t.Fields, trialField{field.Field, field.Path, diff.MaskText(field.Value), field.Found})
		if key := "fields." + field.Field; !field.Found && (field.Field == "action" || field.Field == "user") {
			t.find("%s leads nowhere in the first entry.", key)
		} else if field.Field == "id" && field.Path == "hash" {
			t.find("fields.id leads nowhere: entries are told apart by their content.")
		}
	}
	t.judgePaging(profile, page)
	t.judgeOrder(profile, events)
	return t
}

func (t *trial) find(format string, args ...any) {
	t.Findings = append(t.Findings, fmt.Sprintf(format, args...))
}

// read maps the entries of the page.
func (t *trial) read(profile *tenant.Profile, page tenant.Page) []audit.Event {
	var events []audit.Event
	for _, entry := range page.Entries {
		event, err := profile.Map(entry)
		if err != nil {
			t.refused = cmp.Or(t.refused, err)
			continue
		}
		events = append(events, event)
	}
	t.Readable = len(events)
	var known *audit.Error
	if errors.As(t.refused, &known) {
		t.find("%d entries cannot be read: %s", t.Entries-t.Readable, strings.TrimSpace(known.Message+" "+known.Hint))
	}
	ids := map[string]bool{}
	for _, event := range events {
		ids[event.ID] = true
	}
	if len(ids) < len(events) {
		t.find("fields.id gives different entries the same id (%d of %d): it must name what no two entries share.", len(events)-len(ids), len(events))
	}
	return events
}

func (t *trial) judgePaging(profile *tenant.Profile, page tenant.Page) {
	switch mode := profile.Request.Paging.Mode; {
	case page.Total >= 0 && page.Total <= t.Entries && t.Entries >= testedEntries:
		t.find("answer.total is the number of entries on the page: it may not count the log.")
	case !page.More && page.Total > t.Entries:
		t.find("The log has %d entries, but no next page is offered: check answer.next and request.paging.link.", page.Total)
	case mode == tenant.ModeSearchAfter && page.Next.Cursor == "":
		t.find("answer.last leads nowhere in the last entry: the next page cannot be asked for.")
	case mode == tenant.ModeWindow && page.Next.Until.IsZero():
		t.find("No entry has a readable time: the next page cannot be asked for.")
	}
}

func (t *trial) judgeOrder(profile *tenant.Profile, events []audit.Event) {
	if len(events) < 2 {
		return
	}
	first, last := events[0].CreatedAt, events[len(events)-1].CreatedAt
	switch order := profile.Answer.Order; {
	case order == tenant.OrderNewest && first.Before(last):
		t.find("The first entry is older than the last: answer.order should be oldest, or request.sort is wrong.")
	case order == tenant.OrderOldest && last.Before(first):
		t.find("The first entry is newer than the last: answer.order should be newest, or request.sort is wrong.")
	}
	if soon := time.Now().Add(24 * time.Hour); first.After(soon) {
		t.find("The first entry is of the future: check time.layouts, time.zone and time.secondsBelow.")
	}
}

// printTrial prints what was found. Entries that cannot be read are a failure.
func (p *program) printTrial(t trial) error {
	if p.json {
		return errors.Join(p.printJSON(t), t.refused)
	}
	total, more := "unknown", "no"
	if t.Total != nil {
		total = fmt.Sprint(*t.Total)
	}
	if t.More {
		more = "yes"
	}
	p.note("%d of %d entries can be read; entries in the log: %s.", t.Readable, t.Entries, total)
	p.note("Paging by %s: %d entries on the page, a next page is offered: %s.", t.Paging, t.Entries, more)
	for _, finding := range t.Findings {
		p.note("correct: %s", diff.Printable(finding))
	}
	if t.Entries == 0 {
		return t.refused
	}
	list := newTable(p.Stdout, "FIELD", "FOUND AT", "VALUE")
	for _, field := range t.Fields {
		path := field.Path
		if !field.Found {
			path = "(nowhere)"
		}
		if err := list.add(field.Field, path, field.Value); err != nil {
			return err
		}
	}
	return errors.Join(list.flush(), t.refused)
}
