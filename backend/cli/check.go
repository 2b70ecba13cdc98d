package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) checkCommand() *command {
	return &command{
		name: "check", summary: "check the integrity of the cache",
		text: `
Checks the database file, that everything it refers to is there, and that every
entry unpacks to the very bytes that were received, by their SHA-256. The exit
status is 3 when something is wrong.

Then follows every object along its events: the state before each must be the
one that the event before it left, but for bookkeeping. Where it is not, the
object was changed outside the log, or entries are missing. That tells of the
log, not of the cache: the exit status stays 0.`,
		run: func(ctx context.Context, _ []string) error { return p.check(ctx) },
	}
}

func (p *program) check(ctx context.Context) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	found, err := cache.Check(ctx, func(n int) { p.tell("checked %d entries", n) })
	if err != nil {
		return err
	}
	states, err := p.checkStates(ctx, found.Wrong > 0)
	if err != nil {
		return err
	}
	if p.json {
		if found.Problems == nil {
			found.Problems = []string{}
		}
		err = p.printJSON(struct {
			store.Soundness
			Continuity continuityJSON `json:"continuity"`
		}{found, states.json()})
	} else {
		var b strings.Builder
		for _, problem := range found.Problems {
			b.WriteString("wrong: " + problem + "\n")
		}
		if more := found.Wrong - len(found.Problems); more > 0 {
			fmt.Fprintf(&b, "… and %d more\n", more)
		}
		fmt.Fprintf(&b, "%d events, %d bytes as received: ", found.Events, found.Bytes)
		if found.Wrong == 0 {
			b.WriteString("all sound\n")
		} else {
			fmt.Fprintf(&b, "%d problems\n", found.Wrong)
		}
		b.WriteString(states.words())
		err = p.print(b.String())
	}
	if err == nil && found.Wrong > 0 {
		err = incomplete{audit.Errorf(audit.CodeCache, "The cache is damaged: %d problems.", found.Wrong).
			WithHint("Restore the data folder from a copy, or remove the tenant and sync it again.")}
	}
	return err
}
