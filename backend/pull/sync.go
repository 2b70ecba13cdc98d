// Package pull brings a tenant's audit log into the cache: newest first, page
// by page, continuing from what the cache holds, until nothing is missing.
//
// Entries arrive while a log is read, and a tenant's paging counts from the
// newest one. So a walk overlaps each page with the one before, the cache
// identifies entries by id, and at the end the tenant's own count is held
// against the cache's. What was received is remembered as stretches of time:
// an interrupted sync leaves one behind, and the next joins them.
package pull

import (
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Pages is the part of a tenant's client that a sync needs: who answers, and
// one page of the log from a position.
type Pages interface {
	Info(ctx context.Context) (tenant.Info, error)
	Page(ctx context.Context, at tenant.Position, limit int) (tenant.Page, error)
}

// Options say what to sync, and from where.
type Options struct {
	Store    *store.Store
	Tenant   store.Tenant
	Client   Pages
	Profile  *tenant.Profile
	Full     bool             // read the log from end to end, whatever the cache holds
	Progress func(Progress)   // may be nil; called after each page
	Now      func() time.Time // time.Now where nil
}

// Progress is how far a sync is.
type Progress struct {
	Events int // entries received so far
	Total  int // what the tenant says it has, 0 when unknown; an incremental sync needs fewer
}

// A log is read again because the tenant's count and the cache's differ: head,
// all, head, all, …; for as long as that brings entries, within bounds.
const (
	rounds = 24 // at most
	idle   = 6  // at most that bring nothing, one after the other
)

// Sync brings the cache level with the tenant's log. The report is valid also
// with an error: it then tells what was received, that the end was not
// reached, and why; what was received is kept, and the next sync goes on from
// there. Errors are those of the client and the cache, and CodeBusy.
func Sync(ctx context.Context, o Options) (store.Report, error) {
	report := store.Report{Tenant: o.Tenant.Name, Source: o.Tenant.URL}
	release, err := o.Store.Lock(ctx)
	if err != nil {
		report.Reason = err.Error()
		return report, err
	}
	defer release()
	started := time.Now()
	source, err := o.Store.BeginSource(ctx, store.Source{TenantID: o.Tenant.ID, Kind: store.KindSync, Name: o.Tenant.URL})
	if err != nil {
		return report, err
	}
	s := &session{Options: o, source: source, report: &report, surplus: o.Tenant.Surplus}
	err = s.run(ctx)
	report.Duration = time.Since(started)
	return report, s.finish(context.WithoutCancel(ctx), err)
}

// session is one sync under way.
type session struct {
	Options
	source  store.Source
	report  *store.Report
	surplus int             // by how much the tenant's count exceeds its distinct entries
	covered []store.Stretch // received before this sync, newest first
	listing *listing        // what the walk under way was given
	keeps   time.Duration   // how long the tenant keeps entries, 0 unknown
}

func (s *session) run(ctx context.Context) error {
	// A quick question first: nobody wants to wait half a minute to hear that
	// they are offline.
	if _, err := s.Client.Info(ctx); err != nil {
		return err
	}
	var err error
	if s.covered, err = s.Store.Coverage(ctx, s.Tenant.ID); err != nil {
		return err
	}
	if s.Full {
		if err := s.Store.Uncover(ctx, s.Tenant.ID); err != nil {
			return err
		}
	}
	for round, dry := 0, 0; round < rounds && dry < idle; round++ {
		before := s.report.Tally
		if s.listing, err = s.newListing(ctx); err != nil {
			return err
		}
		walked, err := s.walk(ctx, round%2 == 1)
		if err != nil {
			return err
		}
		if err := s.missing(ctx, walked); err != nil {
			return err
		}
		level, err := s.level(ctx, walked)
		if err != nil {
			return err
		}
		if level {
			s.report.Complete = true
			return s.retention(ctx, walked)
		}
		dry++
		if now := s.report.Tally; now.Inserted > before.Inserted || now.Updated > before.Updated {
			dry = 0
		}
	}
	s.report.Reason = "The tenant's log kept changing while it was read; sync again."
	return nil
}

// finish records the outcome; err wins over an error of recording it.
func (s *session) finish(ctx context.Context, err error) error {
	if err != nil {
		s.report.Complete = false
		s.report.Reason = err.Error()
		if audit.CodeOf(err) == audit.CodeInternal {
			s.report.Reason = "An unexpected error stopped the sync."
		}
	}
	s.tellChanges()
	s.source.Conclude(*s.report)
	kept := s.Store.EndSource(ctx, s.source, s.report.Rejected)
	if kept == nil {
		kept = s.Store.FinishSync(ctx, s.Tenant.ID, store.Outcome{
			Complete: s.report.Complete, Error: s.report.Reason, Code: string(codeOf(err)), Surplus: s.surplus,
			LogOldest: s.source.LogOldest, Keeps: s.keeps,
		})
	}
	if err != nil {
		return err
	}
	return kept
}

func codeOf(err error) audit.Code {
	if err == nil {
		return ""
	}
	return audit.CodeOf(err)
}
