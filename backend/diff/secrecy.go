package diff

// secrecy says which nodes of a tree are secret: because of a name above or
// beside them, or as a whole by what they are. It looks where it is asked, as
// little of a large state is shown to tell a change of it; where it is asked so
// much that looking everywhere is as quick, it does that.
type secrecy struct {
	t            *tree
	start        reach // that the surroundings of the whole tree give
	flags, known []bool
	levels       map[int]level // of containers that were passed
	spent        int           // nodes that were passed or looked at
}

// fewNodes is up to how many nodes a tree is looked at as a whole.
const fewNodes = 48

// secrets are those of a tree, nil of none.
func (t *tree) secrets(start reach) *secrecy {
	if t == nil {
		return nil
	}
	n := len(t.nodes)
	room := make([]bool, 2*n)
	return &secrecy{t: t, start: start, flags: room[:n:n], known: room[n:]}
}

// has reports whether node i itself is secret.
func (s *secrecy) has(i int) bool { return s.within(i)[i] }

// within are the marks of all nodes, right for those within node i.
func (s *secrecy) within(i int) []bool {
	if s.known[i] {
		return s.flags
	}
	if i > 0 && (len(s.flags) <= fewNodes || s.spent > len(s.flags)) {
		i = 0
	}
	above, around := s.reachAt(i)
	s.t.flag(s.flags, i, above)
	s.t.flagHidden(s.flags, i, around)
	next := s.t.nodes[i].Next
	for c := i; c < next; c++ {
		s.known[c] = true
	}
	s.spent += next - i
	return s.flags
}

// reachAt is how secret the surroundings make node i, and the containers around
// it.
func (s *secrecy) reachAt(i int) (above reach, around []surrounding) {
	above = s.start
	for at := 0; at != i; {
		around = append(around, surrounding{node: at})
		s.spent++
		c := at + 1
		for s.t.nodes[c].Next <= i {
			c = s.t.nodes[c].Next
			s.spent++
		}
		if above != whole { // which nothing ends
			above = s.t.reachInto(c, s.level(at, above))
		}
		at = c
	}
	return above, around
}

func (s *secrecy) level(i int, above reach) level {
	l, passed := s.levels[i]
	if !passed {
		if s.levels == nil {
			s.levels = map[int]level{}
		}
		l = s.t.levelOf(i, above)
		s.levels[i] = l
	}
	return l
}

// mark makes all of node i secret as far as a reach says.
func (s *secrecy) mark(i int, reaches reach) { s.t.flag(s.within(i), i, reaches) }
