package tenant

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestExpiryWarning(t *testing.T) {
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]string{
		-time.Minute:                 "The token has expired: nothing can be synced until there is a new one.",
		0:                            "The token has expired: nothing can be synced until there is a new one.",
		time.Minute:                  "The token expires in less than an hour.",
		time.Hour:                    "The token expires in 1 hour.",
		23*time.Hour + time.Minute:   "The token expires in 23 hours.",
		24 * time.Hour:               "The token expires in 1 day.",
		7 * 24 * time.Hour:           "The token expires in 7 days.",
		7*24*time.Hour + time.Minute: "",
	} {
		if got := ExpiryWarning(now.Add(left), now); got != want {
			t.Errorf("%v before: %q, want %q", left, got, want)
		}
	}
	if got := ExpiryWarning(time.Time{}, now); got != "" {
		t.Errorf("a token that does not say: %q", got)
	}
}

// With nothing but an expired token no request leaves.
func TestAnExpiredTokenIsNotTried(t *testing.T) {
	server := newTenant(t, nil)
	if err := info(t.Context(), connect(t, server.URL, Config{Token: oldToken})); audit.CodeOf(err) != audit.CodeExpired {
		t.Errorf("got %v", err)
	}
	if len(server.requests) != 0 {
		t.Errorf("the tenant got %q", server.requests)
	}
}
