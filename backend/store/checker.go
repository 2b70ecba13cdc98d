package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jmoiron/sqlx"
)

// checker is one check of the cache against its ledger.
type checker struct {
	store   *Store
	tx      *sqlx.Tx
	options CheckOptions
	found   *Soundness
	words   *lexicon
	chain   *chain
	tenants map[int64]Tenant
	sources map[int64]Source
	list    findings
	explain explainer
	checked int
	sums    map[int64][summarySize]byte // of summaries, by key
	suspect map[int64]bool              // events that are not what the ledger sealed, by key
}

func (c *checker) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{c.readChain, c.checkEnd, c.prepare, c.checkStates, c.checkWords, c.checkEvents, c.checkHoldings, c.checkTexts} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	c.found.Findings = c.list.list
	if c.found.Findings == nil {
		c.found.Findings = []Finding{}
	}
	for _, one := range c.found.Findings {
		c.found.add(one.String())
	}
	return nil
}

// prepare reads what findings are told with.
func (c *checker) prepare(ctx context.Context) (err error) {
	if c.words, err = readLexicon(ctx, c.tx); err != nil {
		return err
	}
	var tenants []Tenant
	if err := c.tx.SelectContext(ctx, &tenants, "SELECT * FROM tenant"); err != nil {
		return err
	}
	var sources []Source
	if err := c.tx.SelectContext(ctx, &sources, "SELECT * FROM source"); err != nil {
		return err
	}
	c.sums, c.suspect = map[int64][summarySize]byte{}, map[int64]bool{}
	c.tenants, c.sources = map[int64]Tenant{}, map[int64]Source{}
	for _, t := range tenants {
		c.tenants[t.ID] = t
	}
	for _, s := range sources {
		c.sources[s.ID] = s
	}
	c.explain = explainer{words: c.words, remap: c.options.Remap, left: mostGuesses}
	return nil
}

func (c *checker) report(f Finding) { c.list.add(f) }

// checkWords looks for texts of the search that are not those of their rows.
func (c *checker) checkWords(context.Context) error {
	for _, one := range c.words.misfolded {
		c.report(one)
	}
	return nil
}

// sourceWords says which source it was.
func (c *checker) sourceWords(id int64) string {
	if id == 0 {
		return ""
	}
	s, known := c.sources[id]
	if !known {
		return fmt.Sprintf("source %d, which is gone", id)
	}
	return fmt.Sprintf("%s %d of %s, %s", s.Kind, id, stamp(s.StartedAt), told(s.Name))
}

// summarySum is the hash of a summary by its key, made once.
func (c *checker) summarySum(id int64) [summarySize]byte {
	sum, known := c.sums[id]
	if !known {
		sum = summarySum(c.words.summaries[id])
		c.sums[id] = sum
	}
	return sum
}

// windows are the parts of the events' keys, in order, in which there is an
// event or a seal.
func (c *checker) windows(ctx context.Context) ([]int64, error) {
	var held []int64
	if err := c.tx.SelectContext(ctx, &held, "SELECT DISTINCT id >> ? FROM event", windowShift); err != nil {
		return nil, err
	}
	all := maps.Clone(c.chain.windows)
	for _, window := range held {
		all[window] = true
	}
	return slices.Sorted(maps.Keys(all)), nil
}

// checkEvents holds every event and earlier version against its seal.
func (c *checker) checkEvents(ctx context.Context) error {
	windows, err := c.windows(ctx)
	if err != nil {
		return err
	}
	for _, window := range windows {
		low, high := window<<windowShift, (window+1)<<windowShift-1
		sealed, err := c.sealedIn(ctx, low, high)
		if err != nil {
			return err
		}
		versions, err := c.versionsIn(ctx, low, high)
		if err != nil {
			return err
		}
		if err := c.eventsIn(ctx, low, high, sealed, versions); err != nil {
			return err
		}
	}
	return nil
}

// sealedEvent is what the ledger says an event is and was.
type sealedEvent struct {
	key     int64
	seal    seal // the last one, with the flags and the summary of later ones
	link    link
	alive   bool // its tenant was not removed since
	earlier []earlierVersion
}

// earlierVersion is what an event was before.
type earlierVersion struct {
	leaf  [32]byte
	until int64 // epoch ms; 0 not known
}

// sealedIn gathers what the ledger says of the events with keys in a window,
// in their order.
func (c *checker) sealedIn(ctx context.Context, low, high int64) ([]sealedEvent, error) {
	type placed struct {
		seal
		link int
	}
	var all []placed
	for i, l := range c.chain.links {
		if l.high < low || l.low > high {
			continue
		}
		var e entry
		if err := c.tx.GetContext(ctx, &e, "SELECT heads, leaves FROM ledger WHERE id = ?", l.id); err != nil {
			return nil, err
		}
		// What cannot be read was reported with the chain.
		_ = unseal(e, c.store.opener, func(s seal) {
			if s.key >= low && s.key <= high {
				all = append(all, placed{s, i})
			}
		})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return compareKeys(a.key, b.key) })
	var events []sealedEvent
	for _, p := range all {
		if len(events) == 0 || events[len(events)-1].key != p.key {
			events = append(events, sealedEvent{key: p.key})
		}
		events[len(events)-1].take(p.seal, c.chain.links[p.link])
	}
	for i := range events {
		e := &events[i]
		at, removed := c.chain.removed[e.link.tenantID]
		e.alive = e.seal.tag&sealLeaf != 0 && (!removed || c.chain.links[at].id < e.link.id)
	}
	return events, nil
}

func compareKeys(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// take adds what a later seal says.
func (e *sealedEvent) take(s seal, by link) {
	if s.tag&sealNew != 0 {
		e.earlier = nil
	}
	if s.tag&sealVersion != 0 {
		was := earlierVersion{leaf: e.seal.leaf, until: by.at}
		if by.kind == kindBaseline {
			was.until = 0
		}
		e.earlier = append(e.earlier, was)
	}
	if s.tag&sealLeaf != 0 {
		e.seal, e.link = s, by
		return
	}
	if s.tag&sealFlags != 0 {
		e.seal.flags = s.flags
	}
	if s.tag&sealSummary != 0 {
		e.seal.summary = s.summary
	}
}
