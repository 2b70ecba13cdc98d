package demo

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// DefaultUntil is where generated entries end unless the caller says
// otherwise: a fixed day, so that a seed gives the same bytes on any day.
var DefaultUntil = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

const (
	usualPerDay = 200.0
	longestPlan = 730.0 // days
	storyBound  = 3000  // every story has happened by this many entries
)

// PlanConfig chooses the start and the pace with which events entries of a
// seed end just before until: 200 a day, or more so that the log is never
// longer than two years. A log that is long enough to hold the stories starts
// shortly before a weekend, because one of them happens on a Sunday night.
func PlanConfig(seed uint64, events int, until time.Time) Config {
	events = max(events, 1)
	perDay := max(usualPerDay, float64(events)/longestPlan)
	start := until.UTC().Add(-time.Duration(float64(events) / perDay * float64(24*time.Hour))).Truncate(time.Second)
	fromClock := events
	if events >= storyBound {
		start = beforeWeekend(start, perDay)
		fromClock -= scriptedEntries
	}
	config := Config{Seed: seed, Start: start, PerDay: perDay}
	config.PerDay = pace(config, fromClock, until.Add(-time.Minute))
	return config
}

// beforeWeekend moves start forward to a Friday, or for a busy tenant to a
// Saturday noon, so that the first Sunday comes within the story's bound.
func beforeWeekend(start time.Time, perDay float64) time.Time {
	day, hour := time.Friday, 0
	if perDay > 1500 {
		day, hour = time.Saturday, 12
	}
	begin := start.Truncate(24 * time.Hour).Add(time.Duration(hour) * time.Hour)
	for begin.Before(start) || begin.Weekday() != day {
		begin = begin.Add(24 * time.Hour)
	}
	return begin
}

// pace is the PerDay with which the clock's events-th time falls on until.
// The clock's draws add up to the load that has passed, whatever the pace.
func pace(c Config, events int, until time.Time) float64 {
	draws, need := newDice(c.Seed, streamClock), 0.0
	for range events {
		need += draws.ExpFloat64()
	}
	passed := 0.0
	start, end := float64(c.Start.UnixMilli())/float64(msHour), float64(until.UnixMilli())/float64(msHour)
	for hour := int64(start); float64(hour) < end; hour++ {
		from, to := max(start, float64(hour)), min(end, float64(hour+1))
		passed += max(0, to-from) * load(hour)
	}
	if passed == 0 {
		return c.PerDay
	}
	return need / passed * 24
}

// Generate writes events entries as NDJSON, oldest first, ending just before
// until (DefaultUntil where it is zero). progress, if given, hears now and
// then how many are written. It returns ctx's error when stopped.
func Generate(ctx context.Context, w io.Writer, seed uint64, events int, until time.Time, progress func(n int)) error {
	if events < 0 {
		return audit.Errorf(audit.CodeInvalid, "The number of events is negative (%d).", events)
	}
	if until.IsZero() {
		until = DefaultUntil
	}
	out := bufio.NewWriterSize(w, 1<<20)
	g := NewGenerator(PlanConfig(seed, events, until))
	for n := range events {
		if n%1000 == 0 {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("demo: generating entries: %w", err)
			}
			if progress != nil {
				progress(n)
			}
		}
		entry := g.Next()
		if _, err := out.Write(append(entry.Raw, '\n')); err != nil {
			return fmt.Errorf("demo: writing entries: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("demo: writing entries: %w", err)
	}
	if progress != nil {
		progress(events)
	}
	return nil
}
