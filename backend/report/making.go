package report

import (
	"context"

	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/store"
)

// making is a report while it is made.
type making struct {
	Request
	cache  *store.Store // a snapshot
	export export.Request
	held   int // events that the file to be continued has
}

// prepare gathers all that the file says and what it is made of, and holds the
// numbers to one another before anything is written.
func (m *making) prepare(ctx context.Context) (err error) {
	m.export = export.Request{Path: m.Path, Format: m.Format, IncludeSecrets: m.IncludeSecrets, Partial: m.Resume}
	if m.PDF {
		m.export.Paper = &export.Paper{}
	}
	if m.export.Template, err = export.TemplateNamed(ctx, m.cache, m.Template); err != nil {
		return err
	}
	keys, err := m.cache.Match(ctx, m.Filter, m.Order)
	if err != nil {
		return err
	}
	matched := len(keys)
	if keys, err = m.resume(ctx, keys); err != nil {
		return err
	}
	m.export.Events, m.export.Total = m.cache.Events(ctx, keys), len(keys)
	if m.export.Report, err = export.Describe(ctx, m.cache, m.Filter, m.Order, m.Zone); err != nil {
		return err
	}
	if m.export.Report.Continuity, err = m.continuity(ctx); err != nil {
		return err
	}
	said := &m.export.Report
	said.CommandLine = m.CommandLine()
	said.GeneratedAt, said.GeneratedBy, said.Version = m.At, m.By, m.Version
	return evidence.Tie(*said, matched, matched).Check()
}

func (m *making) write(ctx context.Context) (Result, error) {
	if m.Pack != nil {
		return m.pack(ctx)
	}
	m.export.Progress = func(n int) { m.Progress(Written, n, m.export.Total) }
	file, err := export.Write(ctx, m.export)
	if m.held > 0 {
		file.Events += m.held - 1 // the last one there was read again
	}
	return Result{File: file}, err
}
