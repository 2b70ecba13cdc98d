package job

import (
	"fmt"
	"sync/atomic"
)

// Meter is where a job says how far it is. Its methods are cheap and safe for
// use by several goroutines.
type Meter struct {
	progress atomic.Int64
	total    atomic.Int64
	note     atomic.Pointer[string]
}

// Set says how much is done, of how much; a total of 0 is unknown.
func (m *Meter) Set(progress, total int) {
	m.progress.Store(int64(progress))
	m.total.Store(int64(total))
}

// Note says what the job waits for, in words; empty when it works.
func (m *Meter) Note(text string) { m.note.Store(&text) }

func (m *Meter) read() (progress, total int64, note string) {
	if text := m.note.Load(); text != nil {
		note = *text
	}
	return m.progress.Load(), m.total.Load(), note
}

// panicked is the cause of an error that was a panic, for the log.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }
