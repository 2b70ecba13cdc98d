package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// makeValid makes e's texts and values UTF-8, and counts those that were not.
// It never writes into e's own bytes.
func makeValid(e *audit.Event) (replaced int) {
	for _, text := range []*string{
		&e.ID, &e.Tenant, &e.Action, &e.Area, &e.User, &e.UserID, &e.FlowID,
		&e.TargetKind, &e.TargetID, &e.TargetName, &e.IP, &e.UserAgent, &e.Summary,
	} {
		if !utf8.ValidString(*text) {
			*text = strings.ToValidUTF8(*text, "\uFFFD")
			replaced++
		}
	}
	for _, value := range values(e) {
		if len(*value) == 0 {
			*value = nil
			continue
		}
		if !utf8.Valid(*value) {
			*value = bytes.ToValidUTF8(*value, []byte("\uFFFD"))
			replaced++
		}
	}
	return replaced
}

func values(e *audit.Event) [4]*json.RawMessage {
	return [...]*json.RawMessage{&e.Before, &e.After, &e.Changes, &e.Raw}
}

// settle gives every JSON value of e the form that NDJSON has it in, so that a
// workbook of events that were read back is the same: without space, nothing
// instead of null, and a text instead of what is not JSON. It comes after the
// masks: what is not JSON is masked whole.
func settle(e *audit.Event) {
	for _, value := range values(e) {
		var compact bytes.Buffer
		switch err := json.Compact(&compact, *value); {
		case len(*value) == 0:
		case err != nil:
			quoted, _ := json.Marshal(string(*value)) // a text always encodes
			*value = quoted
		case compact.String() == "null":
			*value = nil
		case compact.Len() < len(*value):
			*value = compact.Bytes()
		}
	}
}

// flatten puts every JSON value of e on one line.
func flatten(e *audit.Event) {
	for _, value := range values(e) {
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
