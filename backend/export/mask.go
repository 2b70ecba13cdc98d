package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// prepare makes e fit to leave the program: valid UTF-8, without secrets,
// every JSON value on one line. It never writes into e's own bytes.
func prepare(e *audit.Event, includeSecrets bool, counts *Counts) {
	for _, text := range []*string{
		&e.ID, &e.Tenant, &e.Action, &e.Area, &e.User, &e.UserID, &e.FlowID,
		&e.TargetKind, &e.TargetID, &e.TargetName, &e.IP, &e.UserAgent,
	} {
		if !utf8.ValidString(*text) {
			*text = strings.ToValidUTF8(*text, "\uFFFD")
			counts.Replaced++
		}
	}
	values := []*json.RawMessage{&e.Before, &e.After, &e.Changes, &e.Raw}
	for _, value := range values {
		if len(*value) == 0 {
			*value = nil
			continue
		}
		if !utf8.Valid(*value) {
			*value = bytes.ToValidUTF8(*value, []byte("\uFFFD"))
			counts.Replaced++
		}
	}
	if !includeSecrets {
		masked, count := diff.MaskEvent(*e)
		*e = masked
		counts.Masked += count
	}
	for _, value := range values {
		*value = oneLine(*value)
	}
}

// oneLine takes the space between the tokens of a JSON value out where it
// breaks the line: one event is one line, and a cell shows its first line.
func oneLine(value json.RawMessage) json.RawMessage {
	if bytes.IndexByte(value, '\n') < 0 && bytes.IndexByte(value, '\r') < 0 && bytes.IndexByte(value, '\t') < 0 {
		return value
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, value); err != nil {
		return value // not JSON: kept as it is
	}
	return compact.Bytes()
}
