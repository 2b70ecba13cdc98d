package export

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// demoSecrets are the secrets that the entries of a log hold in the clear: the
// values of settings named so in the demo tenant, and the client secrets of
// services.
func demoSecrets(t *testing.T, events []audit.Event) []string {
	t.Helper()
	settings := map[string]bool{"JWTSecret": true, "SMTP_PASSWORD": true, "AWS_SECRET_ACCESS_KEY": true, "ENCRYPTION_KEY": true}
	known := map[string]bool{}
	for _, e := range events {
		if e.TargetKind != "config" {
			continue
		}
		for _, raw := range []json.RawMessage{e.Before, e.After} {
			var state struct {
				Key, ClientSecret string
				Value             any
			}
			if raw == nil {
				continue
			}
			if err := json.Unmarshal(raw, &state); err != nil {
				t.Fatal(err)
			}
			if state.ClientSecret != "" {
				known[state.ClientSecret] = true
			}
			if text, ok := state.Value.(string); ok && settings[state.Key] {
				known[text] = true
			}
		}
	}
	var secrets []string
	for secret := range known {
		secrets = append(secrets, secret)
	}
	return secrets
}

// reshaped are the entries about configuration as tenants may record them
// otherwise: bare values, lists of changes, operations, JSON in a text.
func reshaped(t *testing.T, events []audit.Event) []audit.Event {
	t.Helper()
	shapes := []string{
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Configuration Updated","target":{"kind":"config","id":"JWTSecret"},"before":%q,"after":%[2]q}`,
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Configuration Updated","objectId":"SMTP_PASSWORD","changes":[{"path":"/value","old":%q,"new":%[2]q}]}`,
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Configuration Updated","targetName":"ENCRYPTION_KEY","patch":[{"op":"replace","path":"/value","value":%q}]}`,
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Configuration Updated","target":{"id":"config"},"after":{"key":"smtp","value":"{\"password\":\"%s\"}"}}`,
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Password Changed","target":{"id":"5f01"},"diff":{"before":%q,"after":%[2]q}}`,
		`{"id":%q,"created":"2026-10-01T08:00:00Z","action":"Flow Updated","after":{"url":"https://x.example/?a=1&access_token=%s","headers":"Cookie: a=1; sessionid=%[2]s"}}`,
	}
	profile, made := tenant.DefaultProfile(), []audit.Event{}
	for i, secret := range demoSecrets(t, events) {
		made = append(made, mapEntry(t, profile, fmt.Sprintf(shapes[i%len(shapes)], fmt.Sprintf("reshaped-%d", i), secret)))
	}
	return made
}

// TestNoDemoSecretLeaves exports a demo tenant's log in each format and looks
// for every secret in it, anywhere in the file.
func TestNoDemoSecretLeaves(t *testing.T) {
	events := demoEvents(t, 6_000, 7)
	kept := 0
	events = slices.DeleteFunc(events, func(e audit.Event) bool {
		kept++
		return e.TargetKind != "config" && e.Area != "User Management" && kept%10 != 0
	})
	secrets := demoSecrets(t, events)
	if len(secrets) < 20 {
		t.Fatalf("only %d secrets to look for", len(secrets))
	}
	events = append(events, reshaped(t, events)...)
	for _, format := range eventFormats {
		for _, include := range []bool{false, true} {
			path, _ := export(t, format, events, func(r *Request) { r.IncludeSecrets = include })
			content := everything(t, path, format)
			found := 0
			for _, secret := range secrets {
				if strings.Contains(content, secret) {
					found++
				}
			}
			if want := map[bool]int{false: 0, true: len(secrets)}[include]; found != want {
				t.Errorf("%s, secrets included %v: %d of %d secrets in the file, want %d", format, include, found, len(secrets), want)
			}
		}
	}
}
