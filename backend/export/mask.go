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
	secretTarget := diff.IsSecretKey(e.TargetID) || diff.IsSecretKey(e.TargetName)
	if !includeSecrets {
		for _, text := range []*string{&e.Action, &e.User, &e.TargetName, &e.UserAgent} {
			if masked := diff.MaskText(*text); masked != *text {
				*text = masked
				counts.Masked++
			}
		}
	}
	for _, value := range []*json.RawMessage{&e.Before, &e.After, &e.Changes, &e.Raw} {
		if len(*value) == 0 {
			*value = nil
			continue
		}
		if !utf8.Valid(*value) {
			*value = bytes.ToValidUTF8(*value, []byte("\uFFFD"))
			counts.Replaced++
		}
		if !includeSecrets {
			state := value == &e.Before || value == &e.After
			masked, count := mask(*value, secretTarget && state)
			*value = masked
			counts.Masked += count
		}
		*value = oneLine(*value)
	}
}

// A state whose target is named like a secret ({"target":{"id":"JWTSecret"},
// "before":{"value":…}}) has lost that name once it is taken out of the entry.
// A frame gives it back: beside a title only a member named value is the
// secret, because a flow may be titled so too; a state that is one value is
// the secret itself.
const (
	titleFrame = `{"name":"password","before":`
	keyFrame   = `{"key":"password","before":`
	frameEnd   = `}`
)

func mask(value json.RawMessage, framed bool) (json.RawMessage, int) {
	masked, count := diff.MaskJSON(value)
	if !framed {
		return masked, count
	}
	frame := keyFrame
	if first := bytes.TrimSpace(masked); len(first) > 0 && (first[0] == '{' || first[0] == '[') {
		frame = titleFrame
	}
	whole, more := diff.MaskJSON(json.RawMessage(frame + string(masked) + frameEnd))
	inside, ok := bytes.CutPrefix(whole, []byte(frame))
	if !ok {
		return masked, count
	}
	return bytes.TrimSuffix(inside, []byte(frameEnd)), count + more
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
