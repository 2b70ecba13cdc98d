package evidence

import (
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

// TieOut is how the numbers of an export hang together. Check holds it to that.
type TieOut struct {
	InScope     int              `json:"inScope"`     // events in the cache of the filter's tenants
	LeftOut     []export.LeftOut `json:"leftOut"`     // by each clause of the filter, of what those before it let through
	Matched     int              `json:"matched"`     // by the filter = inScope - all leftOut
	NotExported []export.LeftOut `json:"notExported"` // matched but not in the pack, by reason
	Exported    int              `json:"exported"`    // = matched - all notExported
	Tenants     []TenantTie      `json:"tenants"`
	Missing     []string         `json:"missing"` // periods of which entries may be missing, a sentence each
	Continuity  Continuity       `json:"continuity"`
}

// TenantTie is what the cache holds of a tenant and where it came from.
type TenantTie struct {
	Name        string `json:"name"`
	Events      int    `json:"events"` // in the cache = inserted + unfinished
	Sources     int    `json:"sources"`
	Received    int    `json:"received"` // = inserted + updated + duplicates + rejected
	Inserted    int    `json:"inserted"`
	Updated     int    `json:"updated"`
	Duplicates  int    `json:"duplicates"`
	Rejected    int    `json:"rejected"`
	Unfinished  int    `json:"unfinished"`            // events of syncs and imports that never told how they ended
	Interrupted int    `json:"interrupted"`           // how many of those there are
	LastSync    string `json:"lastSync,omitempty"`    // time; empty for never
	LastSyncAge int64  `json:"lastSyncAge,omitempty"` // seconds, when the export was made
	Complete    bool   `json:"complete"`              // the last sync reached the end of the tenant's log
}

// Continuity is what is known of the states in the log.
type Continuity struct {
	Checked bool `json:"checked"`
	Gaps    int  `json:"gaps"`
}

// Tie makes the tie-out of an export of matched events, of which exported were
// written, from what its report says of the cache.
func Tie(r export.Report, matched, exported int) TieOut {
	t := TieOut{
		Matched: matched, Exported: exported, LeftOut: append([]export.LeftOut{}, r.LeftOut...), NotExported: []export.LeftOut{},
		Tenants: []TenantTie{}, Missing: append([]string{}, r.Missing...),
		Continuity: Continuity{Checked: r.Continuity.Checked, Gaps: len(r.Continuity.Gaps)},
	}
	for _, tenant := range r.Tenants {
		t.InScope += tenant.Events
		tie := TenantTie{Name: tenant.Name, Events: tenant.Events, LastSync: moment(tenant.LastSync), Complete: tenant.Complete}
		if !tenant.LastSync.IsZero() {
			tie.LastSyncAge = int64(max(r.GeneratedAt.Sub(tenant.LastSync), 0) / time.Second)
		}
		for _, s := range r.Sources {
			if s.Tenant == tenant.Name {
				tie.add(s)
			}
		}
		if tie.Interrupted > 0 {
			tie.Unfinished = max(tie.Events-tie.Inserted, 0)
		}
		t.Tenants = append(t.Tenants, tie)
	}
	return t
}

func (t *TenantTie) add(s export.SourceInfo) {
	t.Sources++
	t.Received += s.Received
	t.Inserted += s.Inserted
	t.Updated += s.Updated
	t.Duplicates += s.Duplicates
	t.Rejected += s.Rejected
	if s.Finished.IsZero() {
		t.Interrupted++
	}
}

// Check reports the first number that does not tie out, CodeCache.
func (t TieOut) Check() error {
	wrong := t.Wrong()
	if len(wrong) == 0 {
		return nil
	}
	return audit.Errorf(audit.CodeCache, "The export does not tie out: %s", wrong[0]).
		WithHint("Wait until no sync or import is running and export again; trailbook check looks into the cache.")
}

// Wrong lists what does not tie out, a sentence each.
func (t TieOut) Wrong() []string {
	var wrong []string
	want := func(sum, number int, format string, args ...any) {
		if sum != number {
			wrong = append(wrong, fmt.Sprintf(format, args...)+fmt.Sprintf(": %d, and not %d.", sum, number))
		}
	}
	inCache := 0
	for _, tenant := range t.Tenants {
		inCache += tenant.Events
		want(tenant.Inserted+tenant.Updated+tenant.Duplicates+tenant.Rejected, tenant.Received, "new, updated, known and rejected entries of %q add up to what is not received", tenant.Name)
		want(tenant.Inserted+tenant.Unfinished, tenant.Events, "the syncs and files of %q brought another number of events than the cache holds", tenant.Name)
		if tenant.Unfinished > 0 && tenant.Interrupted == 0 {
			wrong = append(wrong, fmt.Sprintf("%d events of %q are from no sync and no file.", tenant.Unfinished, tenant.Name))
		}
	}
	want(inCache, t.InScope, "the events of the tenants add up to another number than is in scope")
	left := t.InScope
	for _, clause := range t.LeftOut {
		left -= clause.Events
		if clause.Events < 0 {
			wrong = append(wrong, fmt.Sprintf("the clause %q leaves out less than nothing.", clause.Clause))
		}
	}
	want(left, t.Matched, "what the filter's clauses leave of all events is not what it matches")
	left = t.Matched
	for _, reason := range t.NotExported {
		left -= reason.Events
	}
	want(left, t.Exported, "what was matched is not what was exported and left out")
	return wrong
}
