package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// stamp is a time of the ledger in a sentence.
func stamp(ms int64) string { return audit.FormatTime(time.UnixMilli(ms)) }

func stateFields(state string) map[string]any {
	fields := map[string]any{}
	decoder := json.NewDecoder(bytes.NewReader([]byte(state)))
	decoder.UseNumber()
	if decoder.Decode(&fields) != nil {
		return nil
	}
	return fields
}

func stateNumber(state, field string) int64 {
	n, _ := stateFields(state)[field].(json.Number)
	value, _ := n.Int64()
	return value
}

// checkStates holds the rows of tenants, sources and gaps against what the
// ledger says they are.
func (c *checker) checkStates(ctx context.Context) error {
	for _, s := range subjects {
		var rows []struct {
			ID    int64  `db:"id"`
			State string `db:"state"`
		}
		if err := c.tx.SelectContext(ctx, &rows, "SELECT id, "+s.state+" AS state FROM "+s.table+" ORDER BY id"); err != nil {
			return err
		}
		for _, row := range rows {
			was, known := c.chain.states[subject{s.name, row.ID}]
			delete(c.chain.states, subject{s.name, row.ID})
			switch {
			case !known && s.name == "outcome": // no sync yet
			case !known && c.chain.lost == 0:
				c.report(Finding{What: fmt.Sprintf("%s %d was put in by another program: no ledger entry has it", s.name, row.ID)})
			case known && was.state != row.State:
				c.compareStates(s.name, row.ID, was, row.State)
			}
		}
	}
	gone := slices.SortedFunc(maps.Keys(c.chain.states), func(a, b subject) int { return int(a.id - b.id) })
	for _, of := range gone {
		if of.name == "outcome" {
			continue // said of the tenant
		}
		c.report(Finding{
			What:  fmt.Sprintf("%s %d was removed by another program: %s", of.name, of.id, told(c.chain.states[of].state)),
			Entry: c.chain.states[of].entry,
		})
	}
	return nil
}

// compareStates names the fields in which a row differs from what it was.
func (c *checker) compareStates(name string, id int64, was kept, state string) {
	before, now := stateFields(was.state), stateFields(state)
	row := name
	if name == "outcome" {
		row = "the last sync of tenant"
	}
	for _, field := range slices.Sorted(maps.Keys(now)) {
		if is, sealed := fmt.Sprint(now[field]), fmt.Sprint(before[field]); is != sealed {
			c.report(Finding{What: fmt.Sprintf("%s %d was changed by another program", row, id), Field: field, Is: is, Expected: sealed, Entry: was.entry})
		}
	}
}
