package cli

import (
	"context"

	"github.com/trailbook/trailbook/backend/diff"
)

// summarize gives the events that an older Trailbook wrote their summaries, and
// makes the full text of them, before a command lists or searches them. It is
// done once; interrupted, the next command goes on.
func (p *program) summarize(ctx context.Context) error {
	err := p.store.Summarize(ctx, diff.Summarize, func(done, total int) { p.tell("summarised %d of %d older events", done, total) })
	if err != nil {
		return err
	}
	return p.store.IndexTexts(ctx, func(done, total int) { p.tell("indexed %d of %d older events", done, total) })
}
