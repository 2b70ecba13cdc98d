package evidence

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/trailbook/trailbook/backend/audit"
)

// longestLine is what a line may take: several times the largest entry that a
// cache takes. A longer one is not kept in memory.
const longestLine = 256 << 20

var errLongLine = errors.New("a line is longer than 256 MiB")

// textLines yields the lines of a text without their line feeds, each in bytes
// of its own. The last one needs no line feed.
func textLines(text io.Reader) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(text, bufferSize)
		for {
			line, err := readWhole(in)
			if len(line) > 0 && !yield(bytes.TrimSuffix(line, []byte{'\n'}), nil) {
				return
			}
			if err != nil {
				if !errors.Is(err, io.EOF) {
					yield(nil, err)
				}
				return
			}
		}
	}
}

func readWhole(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > longestLine:
			return nil, errLongLine
		case errors.Is(err, bufio.ErrBufferFull):
		default:
			return line, err
		}
	}
}

// packedEvents are the events of a pack's file of events.
func packedEvents(ctx context.Context, lines io.Reader) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		number := 0
		size := func(text []byte) int { return len(text) }
		for l, err := range inOrder(ctx, textLines(lines), size, readLine) {
			number++
			if err != nil {
				err = fmt.Errorf("evidence: %s, line %d: %w", eventsName, number, err)
			}
			if !yield(l.event, err) || err != nil {
				return
			}
		}
	}
}

// fileEvents are the events of a file of events.
func fileEvents(ctx context.Context, path string) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		file, err := os.Open(path)
		if err != nil {
			yield(audit.Event{}, fmt.Errorf("evidence: reading events: %w", err))
			return
		}
		defer func() { _ = file.Close() }()
		for e, err := range packedEvents(ctx, file) {
			if !yield(e, err) {
				return
			}
		}
	}
}
