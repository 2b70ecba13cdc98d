package diff

import (
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/trailbook/trailbook/backend/audit"
)

// Summarize writes the Summary of each event into it, on all cores.
func Summarize(events []audit.Event) {
	onAllCores(len(events), func(i int) { events[i].Summary = Summary(events[i]) })
}

// Tell writes the Summary of each event into it, on all cores, and returns the
// ContentOf each.
func Tell(events []audit.Event) []audit.Content {
	contents := make([]audit.Content, len(events))
	onAllCores(len(events), func(i int) { events[i].Summary, contents[i] = TellOf(events[i]) })
	return contents
}

// TellOf is the Summary and the ContentOf an event, which is taken apart once
// for both.
func TellOf(e audit.Event) (string, audit.Content) {
	s, err := examine(e)
	if err != nil {
		return unreadableChange, audit.Content{}
	}
	defer s.letGo()
	glanced := *s
	if s.shape == ShapeBefore || s.shape == ShapeAfter {
		glanced.deltas = nil // as glance has it
	}
	return glanced.teller(e).sentence(), s.content()
}

// letGo ends the use of the study.
func (s *study) letGo() {
	s.before.letGo()
	s.after.letGo() // of a list of changes it is the same, and gone already
}

// onAllCores calls work with every number below n.
func onAllCores(n int, work func(i int)) {
	var next atomic.Int64
	all := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			work(i)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) - 1 {
		others.Go(all)
	}
	all()
	others.Wait()
}
