package export

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

var streamed = []Format{FormatCSV, FormatNDJSON}

func streamRequest(format Format, events []audit.Event) Request {
	return Request{Format: format, Events: each(events, nil), Total: len(events)}
}

// What is streamed is the file, byte for byte, and counted alike.
func TestStreamWritesWhatAFileHolds(t *testing.T) {
	for _, format := range streamed {
		for _, include := range []bool{false, true} {
			for name, events := range map[string][]audit.Event{"none": nil, "samples": samples(1_500), "secrets": secretEvents(), "hostile": hostile()} {
				path, result := export(t, format, events, func(r *Request) { r.IncludeSecrets = include })
				var out bytes.Buffer
				req := streamRequest(format, events)
				req.IncludeSecrets = include
				counts, err := Stream(context.Background(), &out, req)
				if err != nil || counts != result.Counts {
					t.Errorf("%s of %s: %+v, %v; the file %+v", format, name, counts, err, result.Counts)
				}
				if out.String() != read(t, path) {
					t.Errorf("%s of %s: the stream is not the file", format, name)
				}
			}
		}
	}
}

func TestStreamRefusesOtherFormats(t *testing.T) {
	for _, format := range []Format{FormatExcel, "", "pdf"} {
		var out bytes.Buffer
		_, err := Stream(context.Background(), &out, streamRequest(format, samples(1)))
		if audit.CodeOf(err) != audit.CodeInvalid || out.Len() != 0 {
			t.Errorf("%q: %v, %d bytes written", format, err, out.Len())
		}
	}
}

func TestStreamCancelled(t *testing.T) {
	for _, format := range streamed {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		var out bytes.Buffer
		_, err := Stream(ctx, &out, streamRequest(format, samples(10)))
		if audit.CodeOf(err) != audit.CodeCancelled || !errors.Is(err, context.Canceled) || out.Len() != 0 {
			t.Errorf("%s, cancelled before: %v, %d bytes written", format, err, out.Len())
		}

		ctx, cancel = context.WithCancel(context.Background())
		req := streamRequest(format, samples(2_000))
		req.Progress = func(written int) {
			if written == 1_000 {
				cancel()
			}
		}
		_, err = Stream(ctx, &out, req)
		if audit.CodeOf(err) != audit.CodeCancelled {
			t.Errorf("%s, cancelled in the middle: %v", format, err)
		}
		if lines := strings.Count(out.String(), "\n"); lines == 0 || lines > 1_001 {
			t.Errorf("%s, cancelled after 1,000 events: %d lines", format, lines)
		}
	}
}

// A source of events may notice first that the context ended.
func TestStreamCancelledWhileReading(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	req := streamRequest(FormatNDJSON, nil)
	req.Events = each(nil, ctx.Err())
	if _, err := Stream(ctx, io.Discard, req); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("%v", err)
	}
}

// A pipe whose reader went away and a full disk give their own error, whether
// it comes with the first event or when the rest is flushed.
func TestStreamGivesTheWritersErrorBack(t *testing.T) {
	for _, format := range streamed {
		for _, events := range []int{0, 1, 3_000} {
			reader, writer, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			_ = reader.Close()
			_, err = Stream(context.Background(), writer, streamRequest(format, samples(events)))
			var own *os.PathError
			if events > 0 && (!errors.As(err, &own) || err.Error() != own.Error() || !errors.Is(err, syscall.EPIPE)) {
				t.Errorf("%s, %d events into a closed pipe: %T %v", format, events, err, err)
			}
			if wrote := events > 0 || format == FormatCSV; wrote != (err != nil) {
				t.Errorf("%s, %d events into a closed pipe: %v", format, events, err)
			}
			_ = writer.Close()
		}
	}
}

// The writer's error is told even when it is the reason for cancelling.
func TestStreamTellsTheWritersErrorBeforeTheCancellation(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	reader, writer := io.Pipe()
	broken := errors.New("broken")
	_ = reader.CloseWithError(broken)
	req := streamRequest(FormatNDJSON, nil)
	req.Total = 1
	req.Events = func(yield func(audit.Event, error) bool) { yield(sample(1), nil) }
	_, err := Stream(ctx, writerFunc(func(p []byte) (int, error) { cancel(); return writer.Write(p) }), req)
	if !errors.Is(err, broken) || err.Error() != broken.Error() {
		t.Errorf("%v", err)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func TestStreamPassesErrorsOfTheEvents(t *testing.T) {
	unreadable := audit.Errorf(audit.CodeCache, "The cache cannot be read.")
	var out bytes.Buffer
	req := streamRequest(FormatNDJSON, nil)
	req.Events, req.Total = each(samples(2), unreadable), 2
	if _, err := Stream(context.Background(), &out, req); !errors.Is(err, unreadable) {
		t.Errorf("%v", err)
	}
	req.Events, req.Total = each(samples(2), nil), 3
	_, err := Stream(context.Background(), &out, req)
	var known *audit.Error
	if !errors.As(err, &known) || known.Code != audit.CodeCache || strings.Contains(known.Hint, "Nothing was written") {
		t.Errorf("%v", err)
	}
}
