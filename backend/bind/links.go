package bind

import (
	"slices"
	"sync"

	"github.com/trailbook/trailbook/backend/view"
)

// mostLinks bounds the links that wait for the page, and longestWaiting each,
// bytes: they come from outside.
const (
	mostLinks      = 8
	longestWaiting = 16 << 10
)

// links are those the system asked to open and the page has not taken yet.
type links struct {
	mu      sync.Mutex
	waiting []string
}

// OpenLink tells the page of a link that the system asked to open: at the
// start, from a second start, or from a click elsewhere. What is no link at all
// is dropped; whether it leads anywhere, the page asks.
func (c *Core) OpenLink(text string) {
	if !view.IsLink(text) || len(text) > longestWaiting {
		return
	}
	c.links.mu.Lock()
	c.links.waiting = append(c.links.waiting, text)
	c.links.waiting = c.links.waiting[max(0, len(c.links.waiting)-mostLinks):]
	c.links.mu.Unlock()
	c.Log.Info("link to open", "bytes", len(text))
	c.Window.Emit("link", nil)
}

func (l *links) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	taken := slices.Clone(l.waiting)
	l.waiting = nil
	if taken == nil {
		taken = []string{}
	}
	return taken
}
