package bind

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

// Activity tells what was done to this cache: its ledger.
type Activity struct{ core *Core }

// mostActivity bounds one answer.
const mostActivity = 500

// ActivityList is a window of lines of the activity log.
type ActivityList struct {
	Lines []ActivityLine `json:"lines"` // newest first
	Total int            `json:"total"` // lines in all
}

// ActivityLine is something that was done.
type ActivityLine struct {
	Entry  int64  `json:"entry"` // its number in the ledger
	At     int64  `json:"at"`    // epoch ms
	What   string `json:"what"`  // a few words
	Detail string `json:"detail"`
	Who    string `json:"who"`    // at this machine; empty where nobody was named
	Tenant string `json:"tenant"` // where it is about one that is still here
}

// LedgerState is what a check of the ledger showed, without the events that it
// seals.
type LedgerState struct {
	Entries  int64    `json:"entries"`
	Hash     string   `json:"hash"`  // of the newest entry, hexadecimal
	Chain    string   `json:"chain"` // holds, does not hold
	End      string   `json:"end"`   // whether the newest entries are there: holds, does not hold, cannot be told
	Note     string   `json:"note"`  // what else to know; one sentence, may be empty
	Problems []string `json:"problems"`
}

// List lists what was done, newest first: count lines from line number from.
func (a *Activity) List(from, count int) (ActivityList, error) {
	return call(a.core, "Activity.List", func(ctx context.Context) (ActivityList, error) {
		found, err := a.core.Store.Activity(ctx, store.ActivityQuery{Limit: min(max(count, 1), mostActivity), Skip: max(from, 0)})
		if err != nil {
			return ActivityList{}, err
		}
		list := ActivityList{Lines: make([]ActivityLine, len(found))}
		for i, l := range found {
			shown := export.ActivityOf(l)
			list.Lines[i] = ActivityLine{Entry: l.Entry, At: l.At, What: shown.What, Detail: shown.Detail, Who: shown.Who, Tenant: shown.Tenant}
		}
		list.Total, err = a.core.Store.CountActivity(ctx, store.ActivityQuery{})
		return list, err
	})
}

// Verify checks that no entry of the ledger is missing or changed. The events
// that it seals are checked by the command line's "check" alone.
func (a *Activity) Verify() (LedgerState, error) {
	return call(a.core, "Activity.Verify", func(ctx context.Context) (LedgerState, error) {
		state, problems, err := a.core.Store.CheckLedger(ctx)
		return LedgerState{
			Entries: state.Entries, Hash: state.Hash, Chain: state.Chain, End: state.End, Note: state.Note, Problems: append([]string{}, problems...),
		}, err
	})
}

// Save asks by the system's dialog where to save the activity log, as CSV or,
// where the name ends so, as NDJSON, and saves it, oldest first; the path is
// empty when the user changed their mind.
func (a *Activity) Save() (string, error) {
	proposed := filepath.Join(documents(), "trailbook activity "+time.Now().UTC().Format("2006-01-02")+".csv")
	path, err := a.core.askWhereToSave("Save the activity log", proposed)
	if err != nil || path == "" {
		return "", err
	}
	return call(a.core, "Activity.Save", func(ctx context.Context) (string, error) {
		lines, err := a.core.Store.Activity(ctx, store.ActivityQuery{})
		if err != nil {
			return "", err
		}
		slices.Reverse(lines)
		result, err := export.ActivityFile(ctx, path, lines)
		if err != nil {
			return "", err
		}
		return path, a.core.Store.Record(ctx, "activity exported", fmt.Sprintf("%d lines to %s, sha256 %s, in the window", result.Events, path, result.SHA256))
	})
}
