package learn

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/trailbook/trailbook/backend/tenant"
)

// timely is a column of times.
type timely struct {
	at    int
	col   *column
	clock clock
	score float64
	order float64 // 1: the log's order is this column's, either way; 0: it is not; -1: nobody knows
}

// time finds the time of an event and how it is written.
func (a *assignment) time() {
	found := a.clocks()
	if len(found) == 0 {
		a.leave("createdAt")
		return
	}
	best := found[0]
	a.taken[best.at] = true
	f := Finding{
		Certainty: min(0.99, best.score),
		Why:       fmt.Sprintf("Its values are times; it is in %s of the entries.", percent(a.table.presence(best.col))),
	}
	paths, covered := tenant.Paths{best.col.path}, map[int]bool{}
	cover(covered, best.col)
	for _, other := range found[1:] {
		if other.score < 0.5 {
			continue
		}
		switch {
		case fills(covered, other.col):
			paths = append(paths, other.col.path)
			cover(covered, other.col)
		case !a.alike(best.col, other.col):
			f.Alternatives = append(f.Alternatives, other.col.path.String())
			if other.score > best.score-0.06 {
				f.Certainty = 0.5
				f.Question = fmt.Sprintf("Is %s the time of an event, or %s?", best.col.path, other.col.path)
			}
		}
	}
	a.set("createdAt", paths, f)
	a.layouts(best)
}

// clocks lists the columns of times, the likeliest first.
func (a *assignment) clocks() []timely {
	var found []timely
	for at, col := range a.table.columns {
		if a.taken[at] || col.scalar() < 0.9 || a.table.presence(col) < 0.05 {
			continue
		}
		c := readClock(col.texts())
		if c.share < 0.6 {
			continue
		}
		name := col.called("createdAt")
		if slices.Contains(doubtful, col.leaf) {
			name = 0.1
		}
		one := timely{at: at, col: col, clock: c, order: a.order(col, c.layouts)}
		one.score = (0.45*name + 0.45*c.share) * (0.6 + 0.4*a.table.presence(col))
		if c.epochs && name == 0 {
			one.score -= 0.3 // a number may be anything
		}
		switch {
		case one.order < 0:
			one.score += 0.05
		default:
			one.score += 0.1 * one.order
		}
		if col.ofTarget() {
			one.score -= 0.3
		}
		if one.score > 0.3 {
			found = append(found, one)
		}
	}
	slices.SortStableFunc(found, func(x, y timely) int { return cmp.Compare(y.score, x.score) })
	return found
}

// alike reports that two columns always say the same.
func (a *assignment) alike(x, y *column) bool {
	differ := 0
	for entry, one := range x.cells {
		if other, ok := y.cells[entry]; ok && other.text != one.text {
			differ++
		}
	}
	return differ*5 < len(x.cells)
}

// layouts writes how times look, and asks where day and month can be either.
func (a *assignment) layouts(best timely) {
	g, c := a.guess, best.clock
	if c.zoneless {
		g.put(Finding{Key: "time.zone", Value: "UTC", Certainty: 0.6, Why: "The times name no zone; UTC is the usual one.", Alternatives: []string{"Europe/Prague", "America/New_York"}})
	}
	if len(c.layouts) == 0 {
		return
	}
	f := Finding{Key: "time.layouts", Value: c.layouts[0], Certainty: 0.95, Why: fmt.Sprintf("Times look like %s.", best.example(c.layouts[0]))}
	if c.swappable && len(c.twins) > 0 {
		given, turned := a.order(best.col, c.layouts), a.order(best.col, c.twins)
		switch {
		case given == 1 && turned >= 0 && turned < 1:
			f.Certainty, f.Why = 0.9, "Only with the day first do the entries come in order."
		case turned == 1 && given >= 0 && given < 1:
			c.layouts, c.twins = c.twins, c.layouts
			f.Value, f.Certainty, f.Why = c.layouts[0], 0.9, "Only with the month first do the entries come in order."
		default:
			f.Certainty, f.Alternatives = 0.5, c.twins
			f.Question = fmt.Sprintf("In %s, is the day first (%s) or the month (%s)?", best.example(c.layouts[0]), dayFirst(c.layouts[0], c.twins[0]), monthFirst(c.layouts[0], c.twins[0]))
		}
	} else if twin := swapped(c.layouts[0]); twin != "" {
		f.Why += " The other order of day and month does not fit all of them."
	}
	g.Profile.Time.Layouts = append(slices.Clone(c.layouts), g.Profile.Time.Layouts...)
	g.put(f)
}

func dayFirst(x, y string) string   { return max(x, y) } // "2/1/" is behind "1/2/"
func monthFirst(x, y string) string { return min(x, y) }

// example is one of the times.
func (t timely) example(layout string) string {
	for _, text := range sortedKeys(t.col.texts()) {
		if readable(layout, text) {
			return text
		}
	}
	return layout
}

func sortedKeys(texts map[string]int) []string { return slices.Sorted(maps.Keys(texts)) }

// order says how well the entries of a page are in the order of a column.
func (a *assignment) order(col *column, layouts []string) float64 {
	compared, best := 0, 1.0
	for _, run := range a.table.runs {
		moments := momentsOf(run, col.path, layouts)
		if len(moments) < 3 {
			continue
		}
		up, down := 0, 0
		for i := 1; i < len(moments); i++ {
			switch moments[i].Compare(moments[i-1]) {
			case 1:
				up++
			case -1:
				down++
			}
		}
		if up+down == 0 {
			continue
		}
		compared++
		best = min(best, float64(max(up, down))/float64(up+down))
	}
	if compared == 0 {
		return -1
	}
	if best > 0.98 {
		return 1
	}
	return max(0, 2*best-1)
}

func momentsOf(entries []json.RawMessage, path tenant.Path, layouts []string) []time.Time {
	all := slices.Concat(layouts, tenant.DefaultProfile().Time.Layouts)
	var moments []time.Time
	for _, entry := range entries {
		c, ok := newCell(valueAt(decode(entry), path))
		if !ok {
			continue
		}
		if moment, _, ok := standard(all, c.text); ok {
			moments = append(moments, moment)
		}
	}
	return moments
}

// valueAt follows a path into a decoded value, nil where it leads nowhere.
func valueAt(value any, path tenant.Path) any {
	for _, key := range path {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[key]
	}
	return value
}
