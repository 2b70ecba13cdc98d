package demo

import (
	"slices"
	"time"
)

const (
	burstSize       = 60
	burstAddress    = "203.0.113.77"
	nightAddress    = "203.0.113.201"
	nightSteps      = 4
	scriptedEntries = burstSize + nightSteps
	agendaFrom      = 150 // by when a log has shown its first rare action
	agendaStep      = 45
)

// scripted is an entry whose time is set.
type scripted struct {
	at int64
	do func() draft
}

// story makes sure that a log of storyBound entries holds what a reviewer
// should find: every action, a burst of failed logins, and one change at night
// that deserves a question.
type story struct {
	dice    dice
	pending []scripted // by time
	burstBy int        // entries after which the burst may come; 0 when it has
	night   int64      // when the night change may begin next; 0 when it has
	agenda  []*act     // actions not yet seen, in the order they are due
	done    int        // how many of the agenda were due
}

func newStory(d dice, c Config, r *repertoire) *story {
	s := &story{dice: d, burstBy: d.between(800, 1400)}
	start := c.Start.UTC()
	s.night = start.Truncate(24 * time.Hour).Add(3*time.Hour + 8*time.Minute).UnixMilli()
	for s.night < c.Start.UnixMilli() || weekdayOf(floorDiv(s.night, msDay)) != time.Sunday {
		s.night += msDay
	}
	for i := range r.acts {
		s.agenda = append(s.agenda, &r.acts[i])
	}
	return s
}

// plan writes the scripts that begin before the clock's next time.
func (s *story) plan(g *Generator, next moment) {
	if s.night > 0 && next.ms >= s.night {
		// The last Sunday within the bound: there is a past to compare with.
		if float64(g.count)+g.config.PerDay*7 > storyBound*3/4 {
			s.scriptNight(g, s.night)
			s.night = 0
		} else {
			s.night += 7 * msDay
		}
	}
	evening := next.hour >= 18 || next.night()
	if s.burstBy > 0 && g.count >= s.burstBy && (evening || g.count >= storyBound*2/3) {
		s.scriptBurst(g, next.ms)
		s.burstBy = 0
	}
	slices.SortStableFunc(s.pending, func(a, b scripted) int { return int(a.at - b.at) })
}

// scriptBurst is somebody trying passwords: ten minutes, one address, a few
// accounts.
func (s *story) scriptBurst(g *Generator, from int64) {
	staff := g.people.members[builders]
	targets := []*person{staff[0], staff[1], staff[len(staff)/2], staff[len(staff)-2]}
	for i := range burstSize {
		who := targets[s.dice.skewed(len(targets))]
		s.at(from+int64(i)*10_000+int64(s.dice.IntN(9000)), func() draft {
			d := userDraft("Login Failed", who, who)
			d.ip, d.agent = burstAddress, "python-requests/2.32.5"
			return d
		})
	}
}

// scriptNight is an administrator who signs in from an unknown address, lets
// every user delete flows, shortens the audit log's memory, and takes only the
// first of the two back.
func (s *story) scriptNight(g *Generator, from int64) {
	who, routes := g.people.deputy, g.access.lists[0]
	from += int64(s.dice.IntN(40_000))
	at := func(after time.Duration, do func() draft) {
		s.at(from+after.Milliseconds(), func() draft {
			d := do()
			d.ip, d.agent = nightAddress, browsers[4]
			return d
		})
	}
	at(0, func() draft { return userDraft("User Logged In", who, who) })
	at(4*time.Minute, func() draft {
		return routes.draft("ACL Rule Updated", who, routes.withFlowDelete(true))
	})
	at(8*time.Minute+17*time.Second, func() draft {
		return g.settings.retention.set("Configuration Updated", who, "7")
	})
	at(33*time.Minute+5*time.Second, func() draft {
		return routes.draft("ACL Rule Updated", who, routes.withFlowDelete(false))
	})
}

// withFlowDelete is the list in which role user may, or may not, delete flows.
func (l *accessList) withFlowDelete(allowed bool) []rule {
	rules := slices.Clone(l.rules)
	for i := range rules {
		if rules[i].role == "user" && rules[i].resource == "flows" && slices.Contains(rules[i].action, "delete") != allowed {
			rules[i].action = toggled(rules[i].action, "delete")
		}
	}
	return rules
}

func (s *story) at(ms int64, do func() draft) {
	s.pending = append(s.pending, scripted{ms, do})
}

// take gives the script's next entry if it comes before the clock's.
func (s *story) take(before int64) (scripted, bool) {
	if len(s.pending) == 0 || s.pending[0].at > before {
		return scripted{}, false
	}
	first := s.pending[0]
	s.pending = s.pending[1:]
	return first, true
}

// due is an action that the log has not shown but should have by now.
func (s *story) due(g *Generator, m moment) *act {
	for len(s.agenda) > 0 && g.seen[s.agenda[0].action] {
		s.agenda = s.agenda[1:]
		s.done++
	}
	if len(s.agenda) == 0 || g.count < agendaFrom+agendaStep*s.done || s.agenda[0].when < spanAt(m) {
		return nil
	}
	return s.agenda[0]
}
