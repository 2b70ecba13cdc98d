package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) checkCommand() *command {
	var repair bool
	return &command{
		name: "check", summary: "check the integrity of the cache",
		text: `
Checks the database file, that everything it refers to is there, and that every
entry unpacks to the very bytes that were received, by their SHA-256.

The ledger of the cache is a chain of hashes to which every sync, import and
export adds. The check holds every event, tenant, source and gap against what
the ledger sealed, and the ledger against itself: what another program changed,
removed or put in is named, with what it was where that can be told. Whether
the newest entries of the ledger were cut can be told only with the key that
signs its end, which lies where passwords and tokens do. The exit status is 3
when something is wrong.

What searches look into is held against what the events say. --repair makes it
anew of the events where it is not that. Nothing else can be made again: what
the ledger shows stays to be found.

Then follows every object along its events: the state before each must be the
one that the event before it left, but for bookkeeping. Where it is not, the
object was changed outside the log, or entries are missing. That tells of the
log, not of the cache: the exit status stays 0.`,
		flags: func(flags *pflag.FlagSet) {
			flags.BoolVar(&repair, "repair", false, "make the full text anew where it is not what the events say")
		},
		run: func(ctx context.Context, _ []string) error { return p.check(ctx, repair) },
	}
}

// sound checks the cache, and makes its full text anew where asked to and
// needed: repaired says so, and found is then what is wrong of the rest.
func (p *program) sound(ctx context.Context, repair bool) (found store.Soundness, repaired bool, err error) {
	cache, err := p.cache(ctx)
	if err != nil {
		return found, false, err
	}
	options := store.CheckOptions{
		Progress: func(n int) { p.tell("checked %d entries", n) },
		Remap: func(owner store.Tenant, raw []byte) (audit.Event, error) {
			profile, err := profileOf(owner, "")
			if err != nil {
				return audit.Event{}, err
			}
			return profile.Map(raw)
		},
	}
	found, err = cache.CheckWith(ctx, options)
	if err != nil || !repair || !found.TextsWrong {
		return found, false, err
	}
	release, err := cache.Lock(ctx)
	if err != nil {
		return found, false, err
	}
	err = cache.RepairTexts(ctx, func(done, total int) { p.tell("indexed %d of %d events", done, total) })
	release()
	if err != nil {
		return found, false, err
	}
	found, err = cache.CheckWith(ctx, options)
	return found, true, err
}

func (p *program) check(ctx context.Context, repair bool) error {
	found, repaired, err := p.sound(ctx, repair)
	if err != nil {
		return err
	}
	states, err := p.checkStates(ctx, found.Wrong > 0)
	if err != nil {
		return err
	}
	for i := range found.Findings {
		f := &found.Findings[i]
		for _, text := range []*string{&f.What, &f.Source, &f.Is, &f.Expected} {
			*text = diff.MaskText(*text)
		}
	}
	if p.json {
		masked := make([]string, len(found.Problems))
		for i, problem := range found.Problems {
			masked[i] = diff.MaskText(problem)
		}
		found.Problems = masked
		err = p.printJSON(struct {
			store.Soundness
			Repaired   bool           `json:"repaired"` // the full text was made anew
			Continuity continuityJSON `json:"continuity"`
		}{found, repaired, states.json()})
	} else {
		var b strings.Builder
		for _, problem := range found.Problems {
			b.WriteString("wrong: " + diff.Printable(diff.MaskText(problem)) + "\n")
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
		if repaired {
			b.WriteString("the full text was not what the events say, and was made anew\n")
		}
		b.WriteString(ledgerWords(found.Ledger))
		b.WriteString(states.words())
		err = p.print(b.String())
	}
	if err == nil && found.Wrong > 0 {
		hint := "Restore the data folder from a copy, or remove the tenant and sync it again."
		if found.TextsWrong && !repair {
			hint = "The full text is made anew with: trailbook check --repair. For anything else: restore the data folder from a copy, or remove the tenant and sync it again."
		}
		err = incomplete{audit.Errorf(audit.CodeCache, "The cache is not as Trailbook left it: %d problems.", found.Wrong).WithHint("%s", hint)}
	}
	return err
}

// ledgerWords tell what is known of the ledger.
func ledgerWords(l store.LedgerState) string {
	b := fmt.Sprintf("%d ledger entries, the newest %s: chain %s, end %s\n", l.Entries, l.Hash, l.Chain, l.End)
	if l.Note != "" {
		b += l.Note + "\n"
	}
	return b
}
