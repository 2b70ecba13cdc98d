package export

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

const secret = "hunter2-very-secret"

func secretEvents() []audit.Event {
	in := func(format string) json.RawMessage {
		return json.RawMessage(strings.ReplaceAll(format, "SECRET", secret))
	}
	return []audit.Event{
		{ID: "1", CreatedAt: start, Action: "Flow Updated",
			TargetName: "login with password=" + secret, UserAgent: "curl -H 'Authorization: Bearer " + secret + "'",
			Before: in(`{"clientSecret":"SECRET"}`), After: in(`{"smtp":{"password":"SECRET"}}`),
			Changes: in(`[{"path":"/clientSecret","old":"SECRET","new":"x"}]`), Raw: in(`{"after":{"clientSecret":"SECRET"}}`)},
		// The name of the setting stands beside the states, not in them.
		{ID: "2", CreatedAt: start, Action: "Configuration Updated", TargetKind: "config", TargetID: "JWTSecret",
			Before: in(`{"value":"SECRET"}`), After: in(`"SECRET"`), Raw: in(`{"target":{"id":"JWTSecret"},"before":{"value":"SECRET"}}`)},
		{ID: "3", CreatedAt: start, Action: "Flow Updated", Before: in(`{"broken":"SECRET`)},
	}
}

func TestSecretsAreMaskedUnlessIncluded(t *testing.T) {
	for _, format := range eventFormats {
		for _, include := range []bool{false, true} {
			events := secretEvents()
			before := slices.Clone(events[0].Before)
			path, result := export(t, format, events, func(r *Request) {
				r.IncludeSecrets = include
				r.Report.CommandLine = "trailbook export --search password=" + secret
			})
			content := everything(t, path, format)
			if got := strings.Contains(content, secret); got != include {
				t.Errorf("%s, secrets included %v: found in the file: %v", format, include, got)
			}
			if got := strings.Contains(content, "•••"); got == include && format != FormatExcel {
				t.Errorf("%s, secrets included %v: mask in the file: %v", format, include, got)
			}
			if want := map[bool]int{false: 11, true: 0}[include]; result.Masked != want {
				t.Errorf("%s, secrets included %v: %d masked, want %d", format, include, result.Masked, want)
			}
			if string(events[0].Before) != string(before) {
				t.Errorf("%s: the caller's event was changed", format)
			}
		}
	}
}

// everything is all that a file holds, an Excel file unpacked.
func everything(t *testing.T, path string, format Format) string {
	t.Helper()
	if format != FormatExcel {
		return read(t, path)
	}
	var content strings.Builder
	for _, part := range parts(t, path) {
		content.WriteString(part)
	}
	return content.String()
}

// A flow may be called like a secret; its states are not one.
func TestMaskOfATargetNamedLikeASecret(t *testing.T) {
	e := audit.Event{TargetName: "Refresh token", Before: json.RawMessage(`{"stage":"running","n":1.50}`), After: json.RawMessage(`{"value":7}`)}
	var counts Counts
	prepared(&e, &counts)
	if string(e.Before) != `{"stage":"running","n":1.50}` || string(e.After) != `{"value":"•••"}` || counts.Masked != 1 {
		t.Errorf("%s, %s, %+v", e.Before, e.After, counts)
	}
}
