package learn

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/tenant"
)

// assignment gives columns to the fields of an event, one after another.
type assignment struct {
	table *table
	guess *Guess
	taken map[int]bool // columns that have a field
}

// candidate is a column that may be a field.
type candidate struct {
	at    int
	col   *column
	score float64
}

// rule is how a field is recognised.
type rule struct {
	field   string
	value   func(*assignment, *column) float64 // how well the values fit, 0 to 1; below 0 they cannot be it
	byName  float64                            // weight of the name, the rest is the values'
	least   float64                            // score below which nothing is assigned
	several bool                               // further columns fill the holes of the best
	shared  bool                               // the column may have another field too
}

// all assigns every field, the most certain ones first.
func (a *assignment) all() {
	a.states()
	a.time()
	for _, r := range rules {
		a.assign(r)
	}
	a.guess.typeWords(a.table)
	for _, key := range []string{"createdAt", "action"} {
		if _, ok := a.find(key); !ok {
			a.ask(key)
		}
	}
}

var rules = []rule{
	{field: "ip", value: share(isAddress), byName: 0.3, least: 0.6},
	{field: "userAgent", value: share(isAgent), byName: 0.4, least: 0.6},
	{field: "action", value: actionValue, byName: 0.35, least: 0.34, several: true},
	{field: "user", value: userValue, byName: 0.45, least: 0.34, several: true},
	{field: "id", value: idValue, byName: 0.6, least: 0.75},
	{field: "userId", value: plainValue, byName: 0.8, least: 0.6},
	{field: "flowId", value: plainValue, byName: 0.8, least: 0.6},
	{field: "targetKind", value: kindValue, byName: 0.7, least: 0.6},
	{field: "targetId", value: plainValue, byName: 0.8, least: 0.6},
	{field: "targetName", value: plainValue, byName: 0.8, least: 0.6},
	{field: "type", value: typeValue, byName: 0.4, least: 0.5, shared: true},
}

func (a *assignment) assign(r rule) {
	found := a.ranking(r)
	if len(found) == 0 || found[0].score < r.least {
		a.leave(r.field)
		return
	}
	best := found[0]
	paths := tenant.Paths{best.col.path}
	a.taken[best.at] = a.taken[best.at] || !r.shared
	covered := map[int]bool{}
	cover(covered, best.col)
	var others []string
	for _, c := range found[1:] {
		if r.several && c.score >= r.least && fills(covered, c.col) && len(paths) < 4 {
			paths = append(paths, c.col.path)
			cover(covered, c.col)
			continue
		}
		if len(others) < 3 {
			others = append(others, c.col.path.String())
		}
	}
	certainty := min(0.99, best.score)
	if len(found) > 1 && found[1].score > best.score-0.05 && !slices.ContainsFunc(paths[1:], func(p tenant.Path) bool { return slices.Equal(p, found[1].col.path) }) {
		certainty = min(certainty, 0.7)
	}
	a.set(r.field, paths, Finding{
		Certainty: certainty, Alternatives: others,
		Why: fmt.Sprintf("%s; it is in %s of the entries.", a.why(r, best.col), percent(a.table.presence(best.col))),
	})
}

// ranking lists the columns that may be a field, the best first.
func (a *assignment) ranking(r rule) []candidate {
	var found []candidate
	for at, col := range a.table.columns {
		if a.taken[at] || col.scalar() < 0.9 {
			continue
		}
		value := r.value(a, col)
		if value < 0 {
			continue
		}
		name := col.called(r.field)
		if score := r.byName*name + (1-r.byName)*value; score > 0.3 {
			found = append(found, candidate{at, col, score})
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(len(x.col.path), len(y.col.path)))
	})
	return found
}

func (a *assignment) why(r rule, col *column) string {
	named, value := col.called(r.field), r.value(a, col)
	switch {
	case value >= 0.7 && named > 0:
		return "Its values and its name say so"
	case value >= 0.7:
		return "Its values say so"
	}
	return "Its name says so"
}

func cover(covered map[int]bool, col *column) {
	for entry := range col.cells {
		covered[entry] = true
	}
}

func fills(covered map[int]bool, col *column) bool {
	for entry := range col.cells {
		if !covered[entry] {
			return true
		}
	}
	return false
}

func percent(share float64) string { return fmt.Sprintf("%.0f %%", share*100) }

// set writes the paths of a field and says so.
func (a *assignment) set(field string, paths tenant.Paths, f Finding) {
	target := fieldOf(a.guess.Profile, field)
	kept := slices.Clone(paths)
	for _, path := range *target {
		// What refers to the states of the target goes on to hold.
		if strings.HasPrefix(path[0], "$") {
			kept = append(kept, path)
		}
	}
	*target = kept
	f.Key, f.Value = "fields."+field, paths.String()
	a.guess.put(f)
}

// leave clears a field for which nothing was found. Paths that none of the
// entries has stay: the field may be rare.
func (a *assignment) leave(field string) {
	target := fieldOf(a.guess.Profile, field)
	*target = slices.DeleteFunc(slices.Clone(*target), func(path tenant.Path) bool {
		return a.table.byPath[path.String()] != nil
	})
}

// find tells whether a field was assigned.
func (a *assignment) find(field string) (Finding, bool) { return a.guess.find("fields." + field) }

func (g *Guess) find(key string) (Finding, bool) {
	for _, f := range g.Findings {
		if f.Key == key {
			return f, true
		}
	}
	return Finding{}, false
}

// ask says that a field is needed and was not found.
func (a *assignment) ask(field string) {
	what := map[string]string{"createdAt": "the time of an event", "action": "what happened"}[field]
	var likely []string
	for _, c := range a.table.columns {
		if len(likely) < 6 && c.scalar() > 0.9 && a.table.presence(c) > 0.5 {
			likely = append(likely, c.path.String())
		}
	}
	a.guess.put(Finding{
		Key: "fields." + field, Certainty: 0, Alternatives: likely,
		Why:      "No field of the entries looks like it.",
		Question: fmt.Sprintf("Which field holds %s?", what),
	})
}

// fieldOf is the place of a field's paths in a profile.
func fieldOf(p *tenant.Profile, field string) *tenant.Paths {
	f := &p.Fields
	return map[string]*tenant.Paths{
		"id": &f.ID, "createdAt": &f.CreatedAt, "action": &f.Action, "type": &f.Type, "user": &f.User, "userId": &f.UserID,
		"flowId": &f.FlowID, "targetKind": &f.TargetKind, "targetId": &f.TargetID, "targetName": &f.TargetName,
		"ip": &f.IP, "userAgent": &f.UserAgent, "before": &f.Before, "after": &f.After, "changes": &f.Changes,
	}[field]
}
