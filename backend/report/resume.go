package report

import (
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

// resume finds where a file left off, and leaves the keys of the events from
// its last one on. Events that came in between, or went, make a file that
// cannot be continued.
func (m *making) resume(ctx context.Context, keys []int64) ([]int64, error) {
	if !m.Resume {
		return keys, nil
	}
	held, err := export.ReadResumed(m.Path, m.Format)
	if err != nil || held == nil {
		return keys, err
	}
	last, err := m.cache.Find(ctx, held.Tenant, held.ID)
	if err != nil {
		return nil, err
	}
	at := slices.Index(keys, last)
	if at+1 != held.Lines {
		return nil, audit.Errorf(audit.CodeInvalid, "The file %q cannot be continued: it has %d events up to %q, the filter selects %d.", m.Path, held.Lines, held.ID, at+1).
			WithHint("Use the filter that it was written with. Where older events came in since, write it anew without --resume.")
	}
	m.export.Resume, m.held = held, held.Lines
	return keys[at:], nil
}
