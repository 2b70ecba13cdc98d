package cli

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/history"
)

// states is what the check of the objects' states found.
type states struct {
	history.Continuity
	failed string // why it could not be made, of a cache that is damaged
}

// checkStates follows every object. In a cache that is damaged that may fail,
// which is told and no failure of its own.
func (p *program) checkStates(ctx context.Context, damaged bool) (states, error) {
	var mu sync.Mutex
	found, err := history.Check(ctx, p.store, "", func(done, total int) {
		mu.Lock()
		defer mu.Unlock()
		p.tell("followed the objects of %d of %d events", done, total)
	})
	if err != nil && damaged && audit.CodeOf(err) != audit.CodeCancelled {
		return states{failed: err.Error()}, nil
	}
	return states{Continuity: found}, err
}

// continuityJSON is what was found, in the words of check --json.
type continuityJSON struct {
	Checked bool      `json:"checked"` // false where the cache is too damaged
	Objects int       `json:"objects"`
	Gaps    []gapJSON `json:"gaps"`
}

func (s states) json() continuityJSON {
	return continuityJSON{s.failed == "", s.Objects, gapsJSON(s.Gaps)}
}

// toldGaps is how many gaps are put into words.
const toldGaps = 50

// words tell it for people.
func (s states) words() string {
	if s.failed != "" {
		return "the states were not followed: " + diff.Printable(s.failed) + "\n"
	}
	var b strings.Builder
	for _, gap := range s.Gaps[:min(len(s.Gaps), toldGaps)] {
		b.WriteString("gap: " + diff.Printable(gap.Object.Tenant+" "+gap.Sentence()) + "\n")
	}
	if more := len(s.Gaps) - toldGaps; more > 0 {
		fmt.Fprintf(&b, "… and %d more\n", more)
	}
	fmt.Fprintf(&b, "%d objects followed along their events: ", s.Objects)
	if len(s.Gaps) == 0 {
		b.WriteString("every state fits the one before\n")
	} else {
		fmt.Fprintf(&b, "%d gaps: %s\n", len(s.Gaps), history.GapWords)
	}
	return b.String()
}
