package store

import (
	"fmt"
	"time"
)

// Keeps is how long the tenant keeps its entries, as far as was seen; 0 when
// it never forgot any that the cache holds.
func (t Tenant) Keeps() time.Duration { return time.Duration(t.KeepsMs) * time.Millisecond }

// Retention says in words how far back the tenant's own log goes; empty when
// that was never seen.
func (t Tenant) Retention() string {
	switch {
	case t.KeepsMs > 0:
		return "keeps entries for about " + inWords(t.Keeps())
	case t.LogOldest != 0:
		return "has forgotten nothing yet that is in the cache"
	}
	return ""
}

// RetentionWarning warns when the time since the last sync comes within a
// quarter of how long the tenant keeps its entries; else it is empty.
func (t Tenant) RetentionWarning(now time.Time) string {
	since := now.Sub(time.UnixMilli(t.SyncedAt))
	if t.KeepsMs <= 0 || t.SyncedAt == 0 || since < t.Keeps()*3/4 {
		return ""
	}
	return fmt.Sprintf("The tenant keeps entries for about %s, and %s passed since a sync: sync at least every %s.",
		inWords(t.Keeps()), inWords(since), inWords(t.Keeps()/2))
}

// inWords rounds down to whole days, hours or minutes, at least one minute.
func inWords(d time.Duration) string {
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		n := int(d / unit.size)
		if n > 1 {
			return fmt.Sprintf("%d %ss", n, unit.name)
		}
		if n == 1 && unit.size != 24*time.Hour {
			return "1 " + unit.name
		}
	}
	return "1 minute"
}

// Outcome is how a sync of a tenant ended.
type Outcome struct {
	Complete  bool
	Error     string        // in words, empty when it went well
	Code      string        // of the error, empty without one
	Surplus   int           // how many more entries the tenant counts than it lists distinct ones
	LogOldest int64         // epoch ms of the oldest entry that the tenant has; 0: not known, what was known stays
	Keeps     time.Duration // how long it keeps entries; 0: not known, what was known stays
}
