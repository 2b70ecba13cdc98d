package imports

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// A batch is written when it has this many events or bytes, while the next one
// is read.
const (
	batchEvents = 2000
	batchBytes  = 4 << 20
)

// intake is one import under way.
type intake struct {
	*Options
	file    *opened
	reader  reader
	source  store.Source
	release func() // of the cache, once something is written
	report  *store.Report
	events  []audit.Event
	bytes   int
	under   []*underWay     // batches, the oldest first
	spare   [][]audit.Event // of batches that are written
	known   []int64         // keys of events that the file holds too and does not change

	refused []store.Rejection // not in the cache yet
	formats []string
	counts  struct{ cut, altered int }
}

// keeper is where events go: the cache.
type keeper interface {
	Lock(ctx context.Context) (release func(), err error)
	BeginSource(ctx context.Context, source store.Source) (store.Source, error)
	Prepare(events []audit.Event, contents []audit.Content) *store.Prepared
	WritePrepared(ctx context.Context, source store.Source, packed *store.Prepared) (store.Tally, error)
	Finish(ctx context.Context) error
	EndSource(ctx context.Context, source store.Source, rejected []store.Rejection) error
	Find(ctx context.Context, tenant, eventID string) (key int64, err error)
	Tie(ctx context.Context, source store.Source, keys []int64) error
}

func newIntake(o *Options, file *opened, report *store.Report) *intake {
	return &intake{Options: o, file: file, report: report, reader: reader{profile: o.Profile, times: exportTimes()}}
}

// run reads the file to its end, whatever its entries are, because the hash is
// of all of it.
func (i *intake) run(ctx context.Context) error {
	i.report.Complete = true // until the end shows otherwise
	err := i.file.documents(ctx, i.Options,
		func(d document) error { return i.document(ctx, d) },
		func(member string, err error) error { return i.memberFailed(ctx, member, err) })
	if early := new(unfinished); errors.As(err, &early) {
		i.incomplete("", early)
		err = i.begin(ctx)
	}
	if err == nil && ctx.Err() != nil {
		err = stopped(ctx)
	}
	if err == nil {
		err = i.begin(ctx) // an archive may be empty
	}
	if err == nil || i.release != nil && ctx.Err() == nil {
		if kept := i.flush(ctx); err == nil { // what came before an error is kept
			err = kept
		}
	}
	if kept := i.settle(0); err == nil {
		err = kept
	}
	if err == nil {
		i.source.SHA256, err = i.file.rest()
	}
	if err != nil && !isKnown(err) {
		err = cannotRead(i.Path, err)
	}
	return err
}

func isKnown(err error) bool { return errors.As(err, new(*audit.Error)) }

// document takes all entries of one document.
func (i *intake) document(ctx context.Context, d document) error {
	found, err := prepare(d, i.Options, &i.reader)
	if err != nil {
		return err
	}
	if i.reader.profile, err = i.choose(found, &i.reader); err != nil {
		return err
	}
	if err := i.begin(ctx); err != nil {
		return err
	}
	i.note(d, found)
	for {
		one, err := found.next()
		early := new(unfinished)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &early):
			i.incomplete(d.member, early)
			return nil
		case err != nil:
			return err
		}
		if err := i.entry(ctx, d.member, one); err != nil {
			return err
		}
	}
}

// begin records the source before the first entry of the file.
func (i *intake) begin(ctx context.Context) (err error) {
	if i.release != nil {
		return nil
	}
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	release, err := i.keep.Lock(ctx)
	if err != nil {
		return err
	}
	i.source, err = i.keep.BeginSource(ctx, store.Source{TenantID: i.Tenant.ID, Kind: "import", Name: i.report.Source})
	if err != nil {
		release()
		return err
	}
	i.release = release
	return nil
}

// note remembers what a document was.
func (i *intake) note(d document, found *prepared) {
	format := strings.Join(append([]string{found.format}, d.packed...), "+")
	if !slices.Contains(i.formats, format) && len(i.formats) < 5 {
		i.formats = append(i.formats, format)
	}
	if len(i.report.Warnings) < mostWarnings {
		i.report.Warn(found.warning)
	}
}

// memberFailed goes on behind a member of an archive that cannot be read.
func (i *intake) memberFailed(ctx context.Context, member string, err error) error {
	early := new(unfinished)
	switch code := audit.CodeOf(err); {
	case ctx.Err() != nil:
		return stopped(ctx)
	case errors.As(err, &early):
		i.incomplete(member, early)
		return nil
	case code == audit.CodeFile && !errors.Is(err, errSpent), code == audit.CodeProfile:
		if err := i.begin(ctx); err != nil {
			return err
		}
		return i.reject(ctx, member, messageOf(err))
	}
	return err
}

// incomplete keeps the first reason why not everything was read.
func (i *intake) incomplete(member string, why *unfinished) {
	if !i.report.Complete {
		return
	}
	i.report.Complete, i.report.Reason = false, why.reason
	if member != "" {
		i.report.Reason = member + ": " + why.reason
	}
}

// entry takes one entry into the batch, or rejects it.
func (i *intake) entry(ctx context.Context, member string, one item) error {
	if one.reason != "" {
		return i.reject(ctx, where(member, one.at), one.reason)
	}
	event, derived, err := i.reader.eventOf(one)
	if err != nil {
		return i.reject(ctx, where(member, one.at), messageOf(err))
	}
	if one.own != nil && one.own.cut {
		i.counts.cut++
	}
	if one.own != nil && one.own.altered {
		i.counts.altered++
	}
	if derived {
		if known, err := i.isKnown(ctx, event); known || err != nil {
			return err
		}
	}
	i.report.Saw(event.CreatedAt)
	i.events = append(i.events, event)
	i.bytes += len(event.Raw)
	if len(i.events) < batchEvents && i.bytes < batchBytes {
		return nil
	}
	return i.flush(ctx)
}

func where(member string, at place) string {
	if member == "" {
		return at.String()
	}
	return member + ", " + at.String()
}

// underWay is a batch that is made ready and then, once the one before is
// written, written.
type underWay struct {
	events []audit.Event
	done   chan struct{} // closed when it is written
	tally  store.Tally
	err    error
}

// mostUnderWay is how many batches are worked at: while one is written, others
// are made ready, more than one because a write that merges much takes longer.
const mostUnderWay = 3

// settle waits until no more than so many batches are under way; when one
// failed, until none is.
func (i *intake) settle(most int) (err error) {
	for len(i.under) > most || err != nil && len(i.under) > 0 {
		oldest := i.under[0]
		<-oldest.done
		i.under = i.under[1:]
		clear(oldest.events)
		i.spare = append(i.spare, oldest.events[:0])
		i.report.Tally.Add(oldest.tally)
		err = cmp.Or(err, oldest.err)
	}
	return err
}

// work begins to make the batch ready and to write it.
func (i *intake) work(ctx context.Context) {
	batch, source := &underWay{events: i.events, done: make(chan struct{})}, i.source
	var before *underWay
	if n := len(i.under); n > 0 {
		before = i.under[n-1]
	}
	i.under, i.events, i.bytes = append(i.under, batch), nil, 0
	if n := len(i.spare); n > 0 {
		i.events, i.spare = i.spare[n-1], i.spare[:n-1]
	}
	go func() {
		defer close(batch.done)
		packed := i.keep.Prepare(batch.events, diff.Tell(batch.events))
		if before != nil {
			<-before.done
			if batch.err = before.err; batch.err != nil {
				return // nothing is written behind a batch that is missing
			}
		}
		batch.tally, batch.err = i.keep.WritePrepared(ctx, source, packed)
	}()
}

// flush begins to work at the batch.
func (i *intake) flush(ctx context.Context) error {
	if err := i.settle(mostUnderWay - 1); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	if len(i.events) > 0 {
		i.work(ctx)
	}
	if len(i.known) > 0 {
		if err := i.keep.Tie(ctx, i.source, i.known); err != nil {
			return err
		}
		i.known = i.known[:0]
	}
	if i.Progress != nil {
		i.Progress(i.report.Tally.Received)
	}
	return nil
}

// reject counts an entry that cannot be an event and keeps why. The cache gets
// the rejections in batches, because there may be millions.
func (i *intake) reject(ctx context.Context, where, reason string) error {
	i.report.Tally.Add(store.Tally{Received: 1, Rejected: 1})
	one := store.Rejection{Where: where, Reason: reason}
	if len(i.report.Rejected) < i.limits.listed {
		i.report.Rejected = append(i.report.Rejected, one)
	}
	if i.refused = append(i.refused, one); len(i.refused) >= batchRejected {
		if ctx.Err() != nil {
			return stopped(ctx)
		}
		if err := i.keepRejected(ctx, false, "The import did not come to its end."); err != nil {
			return err
		}
	}
	if i.Rejected != nil {
		return i.Rejected(one)
	}
	return nil
}

const batchRejected = 10_000

// keepRejected writes how far the source is, and what it rejected since.
func (i *intake) keepRejected(ctx context.Context, complete bool, reason string) error {
	if err := i.settle(0); err != nil {
		return err
	}
	i.source.Conclude(*i.report)
	i.source.Complete, i.source.Error = complete, reason
	i.source.Size, i.source.Format = i.file.size, strings.Join(i.formats, ",")
	err := i.keep.EndSource(ctx, i.source, i.refused)
	i.refused = i.refused[:0]
	return err
}

func messageOf(err error) string {
	var known *audit.Error
	if errors.As(err, &known) {
		return known.Message
	}
	return "The entry cannot be read."
}

// finish records the outcome; err wins over an error of recording it.
func (i *intake) finish(ctx context.Context, err error) error {
	if err != nil {
		i.report.Complete, i.report.Reason = false, messageOf(err)
	}
	if i.release != nil {
		defer i.release()
		i.warn()
		if told := i.keep.Finish(ctx); err == nil {
			err = told
		}
		if kept := i.keepRejected(ctx, i.report.Complete, i.report.Reason); err == nil {
			err = kept
		}
	}
	if i.Facts != nil {
		*i.Facts = Facts{Source: i.source.ID, Format: strings.Join(i.formats, ","), SHA256: i.source.SHA256, Size: i.file.size}
	}
	return err
}

// mostWarnings is how many sheets left out an archive may warn of.
const mostWarnings = 5

// warn says in sentences what a reader of the events should know.
func (i *intake) warn() {
	if i.counts.cut > 0 {
		i.report.Warn(fmt.Sprintf("In %d rows of the export Excel had to cut a cell; the NDJSON export has them whole.", i.counts.cut))
	}
	if i.counts.altered > 0 {
		i.report.Warn(fmt.Sprintf("In %d rows of the export a cell shows signs that the export put in, because a spreadsheet cannot hold or would act on what was there.", i.counts.altered))
	}
}
