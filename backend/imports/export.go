package imports

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// exportTitles are the headings of an exported workbook and what they hold.
var exportTitles = map[string]string{
	"Event ID": "id", "Tenant": "tenant", "Created (UTC)": "createdAt", "Action": "action", "Type": "type", "Area": "area",
	"User": "user", "User ID": "userId", "Flow ID": "flowId", "Target kind": "targetKind", "Target ID": "targetId",
	"Target name": "targetName", "IP": "ip", "User agent": "userAgent",
	"Before": "before", "After": "after", "Changes": "changes", "Raw entry": "raw",
	// In German.
	"Ereignis-ID": "id", "Mandant": "tenant", "Zeit (UTC)": "createdAt", "Aktion": "action", "Art": "type", "Bereich": "area",
	"Benutzer": "user", "Benutzer-ID": "userId", "Flow-ID": "flowId", "Objektart": "targetKind", "Objekt-ID": "targetId",
	"Objektname": "targetName", "IP-Adresse": "ip", "Programm": "userAgent",
	"Vorher": "before", "Nachher": "after", "Änderungen": "changes", "Rohdaten": "raw",
}

// exportColumns returns the canonical field of each column when the header is
// that of a table which Trailbook exported, else nil. Columns of no field, such
// as the local time, are empty.
func exportColumns(header []string) []string {
	fields := make([]string, len(header))
	for i, cell := range header {
		cell = strings.TrimSpace(cell)
		for title, name := range exportTitles {
			if cell == title || cell == name {
				fields[i] = name
			}
		}
	}
	for _, needed := range []string{"id", "createdAt", "action", "targetKind", "targetId"} {
		if !slices.Contains(fields, needed) {
			return nil
		}
	}
	return fields
}

// exported is an event as an export of Trailbook's holds it.
type exported struct {
	ID         string          `json:"id"`
	CreatedAt  string          `json:"createdAt"`
	Action     *string         `json:"action"`
	Type       audit.Type      `json:"type"`
	Area       string          `json:"area"`
	User       string          `json:"user"`
	UserID     string          `json:"userId"`
	FlowID     string          `json:"flowId"`
	TargetKind string          `json:"targetKind"`
	TargetID   string          `json:"targetId"`
	TargetName string          `json:"targetName"`
	IP         string          `json:"ip"`
	UserAgent  string          `json:"userAgent"`
	Before     json.RawMessage `json:"before"`
	After      json.RawMessage `json:"after"`
	Changes    json.RawMessage `json:"changes"`
	Raw        json.RawMessage `json:"raw"`
}

// exportRow is a row of an exported table.
type exportRow struct {
	exported
	cut     bool // a cell was too long for Excel
	altered bool // a cell holds signs that the export put in
}

// altering are the signs by which an exported cell shows what a cell cannot
// hold. Some can be the entry's own; that costs nothing but a second look.
var (
	altering     = regexp.MustCompile(`\\x[0-9][0-9a-f]|\\u061c|\\u20(?:0[ef]|2[a-e]|6[6-9])|\\ufff[ef]`)
	alteringText = regexp.MustCompile(`\\[rn]|` + altering.String()) // outside of JSON
)

// shortened ends a cell that was too long.
var shortened = regexp.MustCompile(` … \[cut, \d+ characters in all; the NDJSON export has it whole\]$`)

// newExportRow reads the cells by their fields. Text is a CSV file, in which
// the export kept formulas from acting.
func newExportRow(fields, cells []string, text bool) *exportRow {
	row := new(exportRow)
	texts := map[string]*string{
		"id": &row.ID, "createdAt": &row.CreatedAt, "area": &row.Area, "user": &row.User, "userId": &row.UserID,
		"flowId": &row.FlowID, "targetKind": &row.TargetKind, "targetId": &row.TargetID, "targetName": &row.TargetName,
		"ip": &row.IP, "userAgent": &row.UserAgent, "type": (*string)(&row.Type), "action": new(string),
	}
	values := map[string]*json.RawMessage{"before": &row.Before, "after": &row.After, "changes": &row.Changes, "raw": &row.Raw}
	row.Action = texts["action"]
	for i, field := range fields[:min(len(fields), len(cells))] {
		cell, undone := cells[i], false
		if text {
			cell, undone = armed(cell)
		} else {
			undone = altering.MatchString(cell) || texts[field] != nil && alteringText.MatchString(cell)
			row.cut = row.cut || shortened.MatchString(cell)
		}
		row.altered = row.altered || undone && field != "" && field != "tenant"
		if into := texts[field]; into != nil {
			*into = cell
		}
		if into := values[field]; into != nil && cell != "" {
			if *into = json.RawMessage(cell); !json.Valid(*into) {
				*into = appendText(nil, cell)
			}
		}
	}
	return row
}

// armed takes out the apostrophes with which an export keeps a spreadsheet from
// taking text for a formula.
func armed(cell string) (string, bool) {
	if !strings.Contains(cell, "'") {
		return cell, false
	}
	var b strings.Builder
	written := 0
	for at := 0; at < len(cell); {
		if cell[at] == '\'' && disarms(cell[at+1:], at == 0) {
			b.WriteString(cell[written:at])
			written = at + 1
		}
		next := strings.IndexAny(cell[at:], breaking)
		if next < 0 {
			break
		}
		at += next + 1
	}
	if written == 0 {
		return cell, false
	}
	b.WriteString(cell[written:])
	return b.String(), true
}

const breaking = ";\t\r\n"

// disarms reports that an export puts an apostrophe before rest.
func disarms(rest string, first bool) bool {
	for i, r := range rest {
		switch {
		case strings.ContainsRune(breaking, r):
			return first && i == 0 && r != ';'
		case strings.ContainsRune("=+-@＝＋－＠﹢﹣﹦﹫−", r):
			return true
		case r != '"' && !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsControl(r):
			return false
		}
	}
	return false
}

// event makes the event again. What the tenant said, in raw, is mapped by the
// profile; where that gives another event, or there is no raw, the exported
// fields count. other stands for a raw that is missing or was cut.
func (x *exported) event(profile *tenant.Profile, times tenant.Time, doubtful bool, other json.RawMessage) (audit.Event, error) {
	at, err := times.Parse(x.CreatedAt)
	if err != nil {
		return audit.Event{}, audit.Errorf(audit.CodeProfile, "The entry's time (createdAt) cannot be read.").Wrapping(err)
	}
	whole := len(x.Raw) > 0 && x.Raw[0] == '{'
	if whole {
		event, err := profile.Map(x.Raw)
		if err == nil && event.CreatedAt.Equal(at) && x.isSame(event.ID) {
			if x.ID != "" {
				event.ID = x.ID
			}
			if !doubtful {
				x.fill(&event)
			}
			return event, nil
		}
		if audit.CodeOf(err) == audit.CodeProfile && !json.Valid(x.Raw) {
			return audit.Event{}, err
		}
		other = x.Raw
	}
	event := audit.Event{ID: x.ID, CreatedAt: at, Type: audit.TypeOther, Raw: other, Before: x.Before, After: x.After, Changes: x.Changes}
	if event.ID == "" {
		event.ID = hashOf(other)
	}
	x.fill(&event)
	return event, nil
}

// isSame compares ids. One that is a hash cannot be made again from an entry
// whose secrets were masked.
func (x *exported) isSame(id string) bool {
	return x.ID == "" || x.ID == id || strings.HasPrefix(x.ID, hashed256) && strings.HasPrefix(id, hashed256)
}

// hashed256 begins the id of an entry that had none.
const hashed256 = "sha256:"

func (x *exported) fill(e *audit.Event) {
	for _, text := range []struct {
		into *string
		from string
	}{
		{&e.Action, *x.Action}, {&e.Area, x.Area}, {&e.User, x.User}, {&e.UserID, x.UserID}, {&e.FlowID, x.FlowID},
		{&e.TargetKind, x.TargetKind}, {&e.TargetID, x.TargetID}, {&e.TargetName, x.TargetName},
		{&e.IP, x.IP}, {&e.UserAgent, x.UserAgent},
	} {
		if text.from != "" {
			*text.into = text.from
		}
	}
	if x.Type.Valid() {
		e.Type = x.Type
	}
	if known, ok := audit.LookUp(e.Action); ok && e.Area == "" {
		e.Area = known.Area
	}
	for _, value := range []struct{ into, from *json.RawMessage }{{&e.Before, &x.Before}, {&e.After, &x.After}, {&e.Changes, &x.Changes}} {
		if *value.into == nil && !bytes.Equal(*value.from, []byte("null")) {
			*value.into = *value.from
		}
	}
}

// exportTimes reads the times of an export, also after a spreadsheet saved
// them in its own way.
var exportTimes = sync.OnceValue(func() tenant.Time {
	times := tenant.DefaultProfile().Time
	times.Layouts = append([]string{audit.TimeLayout}, times.Layouts...)
	times.Zone = tenant.Zone{Location: time.UTC}
	return times
})

// hashOf is the id of an entry that has none.
func hashOf(raw json.RawMessage) string {
	canonical, err := tenant.CanonicalJSON(raw)
	if err != nil {
		canonical = raw
	}
	sum := sha256.Sum256(canonical)
	return hashed256 + hex.EncodeToString(sum[:])
}
