package demo

import "time"

// Config determines a log: the same Config gives the same entries.
type Config struct {
	Seed   uint64
	Start  time.Time // no entry is earlier
	PerDay float64   // entries a day, averaged over a week
}

// Entry is one entry of the log.
type Entry struct {
	ID        string    // 24 hexadecimal digits
	CreatedAt time.Time // UTC, whole milliseconds
	Raw       []byte    // one line of compact JSON, without the line feed
}

// Generator makes a log, entry by entry, without end. It is not safe for use
// by several goroutines at once.
type Generator struct {
	config Config
	dice   dice
	clock  *clock
	next   int64 // the clock's next time
	last   int64 // time of the latest entry
	count  int   // entries so far
	pen    *pen
	late   *pen // for entries outside the sequence

	acts    *repertoire
	story   *story
	seen    map[string]bool
	intents []intent

	people     *people
	flows      *flows
	templates  *templates
	access     *access
	settings   *configuration
	connectors *connectors
}

// intent is what somebody signed in for.
type intent struct {
	act *act
	by  *person
}

// NewGenerator makes the generator of a log. A PerDay of 0 or less means 200.
func NewGenerator(c Config) *Generator {
	if c.PerDay <= 0 {
		c.PerDay = usualPerDay
	}
	d := newDice(c.Seed, streamLife)
	start := c.Start.UnixMilli()
	g := &Generator{
		config: c, dice: d, clock: newClock(c), acts: newRepertoire(),
		pen: newPen(newDice(c.Seed, streamPen)), late: newPen(newDice(c.Seed, streamLate)),
		seen: map[string]bool{}, people: newPeople(d, start), connectors: newConnectors(d),
		access: newAccess(d), settings: newConfiguration(d),
	}
	g.flows = newFlows(d, g.people, start, g.connectors.version)
	g.templates = newTemplates(d, g.people, start, g.connectors.version)
	g.story = newStory(d, c, g.acts)
	g.next = g.clock.next()
	return g
}

// Next makes the next entry. Entries come in time order.
func (g *Generator) Next() Entry {
	m := momentAt(g.next)
	g.story.plan(g, m)
	if script, ok := g.story.take(g.next); ok {
		g.last = max(g.last, script.at)
		return g.record(script.do(), g.last)
	}
	d := g.live(m)
	g.last, g.next = max(g.last, m.ms), g.clock.next()
	return g.record(d, g.last)
}

func (g *Generator) record(d draft, at int64) Entry {
	g.count++
	g.seen[d.action] = true
	return g.pen.write(g.acts.byName[d.action], d, at)
}

// live decides what happens at a moment.
func (g *Generator) live(m moment) draft {
	for len(g.intents) > 0 {
		wish := g.intents[0]
		g.intents = g.intents[1:]
		if wish.act.when < spanAt(m) || wish.by.left || m.night() && !wish.by.service {
			continue
		}
		if d, ok := wish.act.do(g, m, wish.by); ok {
			return d
		}
	}
	for range 12 {
		a := g.story.due(g, m)
		if a == nil || g.dice.chance(40) {
			a = g.acts.draw(g.dice, m)
		}
		by := g.people.actor(a.who, m)
		if !a.opens && by.session < m.ms {
			g.intents = append(g.intents, intent{a, by})
			a = g.acts.byName["User Logged In"]
		}
		if d, ok := a.do(g, m, by); ok {
			return d
		}
	}
	d, _ := g.userLoggedIn(m, g.people.actor(operators, m))
	return d
}

// lateEntry makes an entry for a time in the past: a service account whose
// login was recorded late. It does not disturb the sequence.
func (g *Generator) lateEntry(at time.Time) Entry {
	who := pick(g.late.dice, g.people.members[machines])
	d := userDraft("User Logged In", who, who)
	d.ip = who.office
	return g.late.write(g.acts.byName[d.action], d, at.UnixMilli())
}
