package query_test

import (
	"fmt"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

func TestMarksAreWhatASearchLooksForInTexts(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "[]",
		"Slack slack":            "[slack]",
		`"Order Sync" -teams x`:  "[order sync]",
		"(slack OR -teams) fl*w": "[fl slack]",
		"user:alice type:create changed:clientSecret after:#AUDIT": "[#audit clientsecret]",
		"/ord.r/ summary:again NOT (before:x1 after:x2)":           "[again]",
		"(": "[]",
	} {
		if got := fmt.Sprint(query.Marks(text, audit.Clock{})); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
