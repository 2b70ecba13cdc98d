package demo

import "slices"

// mostLeaves is how many values one save changes at most.
const mostLeaves = 57

// edit is one step of an edit: it changes at most budget values and returns
// how many it changed, 0 where it does not fit the flow.
type edit struct {
	weight int
	do     func(f *flow, d dice, budget int, version versionOf) int
}

var edits = []edit{
	{20, (*flow).moveSome},
	{28, (*flow).reword},
	{18, (*flow).addOne},
	{17, (*flow).removeOne},
	{6, (*flow).relabel},
	{6, (*flow).reroute},
	{7, (*flow).upgrade},
	{5, (*flow).rename},
	{5, (*flow).setProperty},
}

// save changes the flow as somebody does in one sitting, and returns before
// and after. One save in thirty changes nothing at all.
func (f *flow) save(d dice, at int64, version versionOf) (before, after []byte) {
	before = f.descriptor()
	if d.chance(3) {
		return before, before
	}
	f.mtime = at
	left := mostLeaves - 1
	if f.picture > 0 {
		left--
	}
	changed := 0
	for range 1 + d.skewed(4) {
		changed += f.step(d, left-changed, version)
	}
	if changed > 2 && d.chance(85) || f.thumbnail == "" {
		f.redraw(d)
	}
	f.state = f.encode()
	return before, f.state
}

func (f *flow) step(d dice, budget int, version versionOf) int {
	total := 0
	for _, e := range edits {
		total += e.weight
	}
	roll := d.IntN(total)
	for _, e := range edits {
		if roll -= e.weight; roll < 0 {
			return e.do(f, d, budget, version)
		}
	}
	return 0
}

func (f *flow) moveSome(d dice, budget int, _ versionOf) int {
	count := min(1+d.skewed(5), budget/2)
	for range count {
		c := pick(d, f.components)
		c.x = (c.x + d.between(1, 40)*5) % canvasWidth
		c.y = (c.y + d.between(1, 20)*5) % canvasHeight
		c.cached = nil
	}
	return 2 * count
}

// reword edits the transform of a component.
func (f *flow) reword(d dice, budget int, _ versionOf) int {
	c := pick(d, f.components)
	changed := 0
	for i := range c.inputs {
		if changed+len(c.links) > budget || changed > 0 && d.chance(50) {
			continue
		}
		c.inputs[i].text = pick(d, phrases)
		changed += len(c.links)
		c.cached = nil
	}
	return changed
}

func (f *flow) addOne(d dice, budget int, version versionOf) int {
	if len(f.components) >= min(f.target+2, sizes[len(sizes)-1]) {
		return 0
	}
	c := f.grow(d, version)
	if n := c.leaves(); n <= budget {
		return n
	}
	f.components = f.components[:len(f.components)-1]
	return 0
}

// removeOne takes a step out; what followed it follows its predecessor.
func (f *flow) removeOne(d dice, budget int, _ versionOf) int {
	if len(f.components) <= max(1, f.target-3) || len(f.components) < 2 {
		return 0
	}
	at := d.between(1, len(f.components)-1)
	gone := f.components[at]
	cost := gone.leaves()
	var orphans []*component
	for _, c := range f.components[at+1:] {
		if len(c.links) > 0 && c.links[0].from == gone.id {
			orphans = append(orphans, c)
			cost += 2 * (1 + c.transformLeaves())
		}
	}
	if cost > budget {
		return 0
	}
	f.components = slices.Delete(f.components, at, at+1)
	for _, c := range orphans {
		c.links = slices.Clone(gone.links)
		c.cached = nil
	}
	return cost
}

func (f *flow) relabel(d dice, budget int, _ versionOf) int {
	if budget < 1 {
		return 0
	}
	c := pick(d, f.components)
	c.label = c.kind.label + " " + pick(d, flowPlaces)
	c.cached = nil
	return 1
}

// reroute connects a component to another one than before.
func (f *flow) reroute(d dice, budget int, _ versionOf) int {
	if len(f.components) < 3 {
		return 0
	}
	at := d.between(2, len(f.components)-1)
	c, from := f.components[at], f.components[d.IntN(at)]
	cost := 2 * (1 + c.transformLeaves())
	if cost > budget || len(c.links) == 0 || c.links[0].from == from.id {
		return 0
	}
	c.links = []link{{from.id, from.kind.out}}
	c.cached = nil
	return cost
}

// upgrade brings components to the version of the connector now installed.
func (f *flow) upgrade(_ dice, budget int, version versionOf) int {
	changed := 0
	for _, c := range f.components {
		if now := version(c.kind.bundle); c.version != now && changed < budget {
			c.version, c.cached = now, nil
			changed++
		}
	}
	return changed
}

func (f *flow) rename(d dice, budget int, _ versionOf) int {
	if budget < 1 {
		return 0
	}
	f.name = pick(d, flowSubjects) + " " + pick(d, flowPlaces)
	return 1
}

func (f *flow) setProperty(d dice, budget int, _ versionOf) int {
	c := pick(d, f.components)
	if len(c.props) == 0 || budget < 1 {
		return 0
	}
	c.props[d.IntN(len(c.props))] = d.hexID()
	c.cached = nil
	return 1
}
