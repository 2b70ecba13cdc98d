package tenant

import (
	"fmt"
	"time"
)

// expiryNotice is how long before its end a token is worth a warning.
const expiryNotice = 7 * 24 * time.Hour

// ExpiryWarning is a sentence about a token that has ended or is about to, for
// the user to read; empty while it lasts longer, or does not say until when.
func ExpiryWarning(until, now time.Time) string {
	left := until.Sub(now)
	switch {
	case until.IsZero() || left > expiryNotice:
		return ""
	case left <= 0:
		return "The token has expired: nothing can be synced until there is a new one."
	case left < time.Hour:
		return "The token expires in less than an hour."
	case left < 24*time.Hour:
		return fmt.Sprintf("The token expires in %s.", counted(int(left.Hours()), "hour"))
	}
	return fmt.Sprintf("The token expires in %s.", counted(int(left.Hours()/24), "day"))
}

func counted(n int, unit string) string {
	if n == 1 {
		return "1 " + unit
	}
	return fmt.Sprintf("%d %ss", n, unit)
}

// spent is CodeExpired when nothing but an expired token is at hand: then no
// request is worth sending.
func (c *Client) spent(now time.Time) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token.text != "" && c.token.expired(now) && (c.password == "" || c.email == "") {
		return expiredToken()
	}
	return nil
}
