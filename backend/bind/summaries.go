package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/job"
)

// summariesJob is the id of the job that gives the events which an older
// Trailbook wrote their summaries, and makes the full text of them.
const summariesJob = "summaries"

// summarize starts that job where there are such events. It can be cancelled;
// the next start goes on.
func (c *Core) summarize() {
	left, err := c.Store.Unsummarized(context.Background())
	var untold int
	if err == nil {
		untold, err = c.Store.TextsLeft(context.Background())
	}
	if err == nil && left+untold > 0 {
		err = c.jobs.Start(summariesJob, "summarize", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
			total := left + untold
			meter.Set(0, total)
			if err := c.Store.Summarize(ctx, diff.Summarize, func(done, _ int) { meter.Set(done, total) }); err != nil {
				return JobReport{}, err
			}
			return JobReport{}, c.Store.IndexTexts(ctx, func(done, _ int) { meter.Set(min(left+done, total), total) })
		})
	}
	if err != nil {
		c.logError("summaries of older events", err)
	}
}
