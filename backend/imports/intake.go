package imports

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// A batch is written when it has this many events or bytes.
const (
	batchEvents = 2000
	batchBytes  = 16 << 20
)

// intake is one import under way.
type intake struct {
	Options
	source store.Source
	report *store.Report
	events []audit.Event
	bytes  int
}

// run reads the file from its beginning to its end, whatever its entries are,
// because the hash is of all of it.
func (i *intake) run(ctx context.Context, file *os.File, f form) error {
	content, err := newHashed(file)
	if err != nil {
		return cannotRead(i.Path, err)
	}
	reader := bufio.NewReaderSize(content, 1<<18)
	i.report.Complete = true // until the end shows otherwise
	switch f.kind {
	case empty:
	case lines:
		err = i.lines(ctx, reader)
	case list, values:
		err = i.elements(ctx, reader, f)
	}
	if err == nil {
		err = i.flush(ctx)
	}
	if err == nil {
		i.source.SHA256, err = content.rest()
	}
	var known *audit.Error
	if err != nil && !errors.As(err, &known) {
		err = cannotRead(i.Path, err)
	}
	return err
}

func (i *intake) lines(ctx context.Context, reader *bufio.Reader) error {
	for number := 1; ; number++ {
		line, whole, err := readLine(reader, i.maxEntry)
		last := errors.Is(err, io.EOF)
		if err != nil && !last {
			return err
		}
		if number == 1 {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
		line = bytes.TrimSpace(line)
		where := fmt.Sprintf("line %d", number)
		switch {
		case !whole:
			err = i.tooLarge(where)
		case len(line) > 0:
			err = i.entry(ctx, where, line)
		default:
			err = nil
		}
		if err != nil {
			return err
		}
		if last {
			if isCut(line) {
				i.cut(where)
			}
			return nil
		}
	}
}

// isCut reports a last line that begins as an entry and does not end as one.
func isCut(line []byte) bool {
	return len(line) > 0 && line[0] == '{' && !json.Valid(line)
}

func (i *intake) elements(ctx context.Context, reader *bufio.Reader, f form) error {
	start := f.start
	if f.kind == values {
		_, _, _ = skipToContent(reader) // detect has been here
	} else if _, err := io.CopyN(io.Discard, reader, start); err != nil {
		return err
	}
	s := &splitter{reader: reader, limit: i.maxEntry, list: f.kind == list}
	for number := 1; ; number++ {
		where := fmt.Sprintf("entry %d", number)
		element, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return i.behind(s, f.outer)
		case errors.Is(err, errCut):
			i.cut(where)
			if len(element) == 0 {
				return nil
			}
			return i.entry(ctx, where, element)
		case errors.Is(err, errLarge):
			err = i.tooLarge(where)
		case err == nil:
			err = i.entry(ctx, where, element)
		}
		if err != nil {
			return err
		}
	}
}

// behind looks at what follows a list.
func (i *intake) behind(s *splitter, outer int) error {
	closed, more, err := s.behind(outer)
	switch {
	case more:
		i.report.Complete = false
		i.report.Reason = "The file goes on behind its list of entries; only the first list was read."
	case !closed:
		i.cut("what surrounds its list of entries")
	}
	return err
}

// cut says that the file ends where it should not.
func (i *intake) cut(where string) {
	i.report.Complete = false
	i.report.Reason = fmt.Sprintf("The file ends too early, in %s: it was cut off.", where)
}

// entry takes one entry into the batch, or rejects it.
func (i *intake) entry(ctx context.Context, where string, raw []byte) error {
	event, err := eventOf(i.Profile, raw)
	if err != nil {
		i.reject(where, messageOf(err))
		return nil
	}
	if known, err := i.knownInClear(ctx, event); known || err != nil {
		return err
	}
	i.report.Saw(event.CreatedAt)
	i.events = append(i.events, event)
	i.bytes += len(event.Raw)
	if len(i.events) < batchEvents && i.bytes < batchBytes {
		return nil
	}
	return i.flush(ctx)
}

func (i *intake) flush(ctx context.Context) error {
	if ctx.Err() != nil {
		return stopped(ctx)
	}
	if len(i.events) > 0 {
		tally, err := i.Store.Write(ctx, i.source, i.events)
		if err != nil {
			return err
		}
		i.report.Tally.Add(tally)
		i.events, i.bytes = i.events[:0], 0
	}
	if i.Progress != nil {
		i.Progress(i.report.Tally.Received)
	}
	return nil
}

func (i *intake) tooLarge(where string) error {
	i.reject(where, fmt.Sprintf("The entry is larger than %d MiB.", MaxEntry>>20))
	return nil
}

func (i *intake) reject(where, reason string) {
	i.report.Tally.Add(store.Tally{Received: 1, Rejected: 1})
	i.report.Rejected = append(i.report.Rejected, store.Rejection{Where: where, Reason: reason})
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
	i.source.Tally, i.source.Complete, i.source.Error = i.report.Tally, i.report.Complete, i.report.Reason
	if kept := i.Store.EndSource(ctx, i.source, i.report.Rejected); err == nil {
		err = kept
	}
	return err
}
