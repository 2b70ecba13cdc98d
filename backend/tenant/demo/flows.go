package demo

const (
	flowsAtStart = 120
	flowsInTime  = 200
)

// flows holds the flows that exist. Early ones are busier than late ones.
type flows struct {
	dice    dice
	version versionOf
	all     []*flow
	created int
}

func newFlows(d dice, staff *people, start int64, version versionOf) *flows {
	room := &flows{dice: d, version: version}
	for i := range flowsAtStart {
		owner := pick(d, staff.members[builders])
		f := room.add(owner, max(owner.created, start-int64(d.between(5, 400))*msDay))
		f.running = d.chance(60)
		if i == flowsAtStart/2 {
			f.picture = largestThumbnail
			f.redraw(d)
		}
	}
	return room
}

func (r *flows) add(owner *person, at int64) *flow {
	f := newFlow(r.dice, owner, "automation", r.dice.quantile(sizes), at, r.version)
	r.created++
	if r.created%10 == 3 {
		f.picture = r.dice.quantile(thumbnailSizes)
		f.redraw(r.dice)
	}
	r.all = append(r.all, f)
	return f
}

// choose picks a flow that is running or not, rather one of the person's own.
func (r *flows) choose(by *person, running bool) *flow {
	var found *flow
	for range 6 {
		f := r.all[r.dice.skewed(len(r.all))]
		if f.running != running || r.dice.chance(f.unwieldy()) {
			continue
		}
		if found = f; f.userID == by.id {
			break
		}
	}
	return found
}

// unwieldy says how often, in percent, people keep away from a flow: large
// ones are touched less.
func (f *flow) unwieldy() int {
	switch {
	case f.picture == largestThumbnail:
		return 96
	case len(f.components) > 18:
		return 65
	}
	return 0
}

func (g *Generator) flowCreated(m moment, by *person) (draft, bool) {
	if len(g.flows.all) >= min(flowsInTime, flowsAtStart+g.count/100) {
		return draft{}, false
	}
	f := g.flows.add(by, m.ms)
	d := flowDraft("Flow Created", by, f)
	d.after = f.descriptor()
	return d, true
}

func (g *Generator) flowCloned(m moment, by *person) (draft, bool) {
	source := g.flows.choose(by, false)
	if source == nil || len(g.flows.all) >= flowsInTime+5 {
		return draft{}, false
	}
	f := source.clone(g.dice, by, m.ms)
	g.flows.all = append(g.flows.all, f)
	d := flowDraft("Flow Cloned", by, f)
	d.after = f.descriptor()
	return d, true
}

func (g *Generator) flowUpdated(m moment, by *person) (draft, bool) {
	f := g.flows.choose(by, false)
	if f == nil {
		return draft{}, false
	}
	before, after := f.save(g.dice, m.ms, g.connectors.version)
	d := flowDraft("Flow Updated", by, f)
	d.before, d.after = before, after
	return d, true
}

func (g *Generator) flowDeleted(_ moment, by *person) (draft, bool) {
	f := g.flows.choose(by, false)
	if f == nil || len(g.flows.all) <= flowsAtStart-5 || f.picture == largestThumbnail {
		return draft{}, false
	}
	for i := range g.flows.all {
		if g.flows.all[i] == f {
			g.flows.all = append(g.flows.all[:i], g.flows.all[i+1:]...)
			break
		}
	}
	d := flowDraft("Flow Deleted", by, f)
	d.before = f.descriptor()
	return d, true
}

func (g *Generator) flowStarted(_ moment, by *person) (draft, bool) {
	return g.flowStaged(by, "Flow Started", true)
}

func (g *Generator) flowStopped(_ moment, by *person) (draft, bool) {
	return g.flowStaged(by, "Flow Stopped", false)
}

func (g *Generator) flowStaged(by *person, action string, start bool) (draft, bool) {
	f := g.flows.choose(by, !start)
	if f == nil {
		return draft{}, false
	}
	f.running = start
	d := flowDraft(action, by, f)
	old, now := stageStopped, stageRunning
	if !start {
		old, now = now, old
	}
	d.changes = append(appendField(appendField(appendField([]byte("[{"), "path", "/stage"), "old", old), "new", now), '}', ']')
	return d, true
}

func flowDraft(action string, by *person, f *flow) draft {
	return draft{action: action, by: by, flowID: f.id, id: f.id, name: f.name}
}
