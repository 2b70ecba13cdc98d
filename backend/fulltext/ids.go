package fulltext

// The ids of events are all distinct, but alike: made by one machine in order
// they share most of their letters with their neighbours. So a trigram of them
// lists the runs of events (by their number in the segment) that have it at a
// position, position by position. A run is varints:
//
//	gap to it << 2 | 2 where the position is another | 1 where it is longer than one
//	if another: the position's distance from the last one; gaps begin anew
//	if longer: its length - 2
//
// Every position of an id has its trigram, so the lists hold the ids whole.

// idList is the list of a trigram under construction.
type idList struct {
	bytes            []byte
	lastPos, lastEnd int
	pos, from, to    int // the run that is not written yet; to 0: none
}

func (l *idList) add(pos, event int) {
	if l.to == event && l.pos == pos && l.to > 0 {
		l.to++
		return
	}
	l.flush()
	l.pos, l.from, l.to = pos, event, event+1
}

func (l *idList) flush() {
	if l.to == 0 {
		return
	}
	step, more := l.pos-l.lastPos, 0
	if step != 0 {
		l.lastEnd = 0
		more = 2
	}
	if l.to-l.from > 1 {
		more |= 1
	}
	l.bytes = putNumber(l.bytes, (l.from-l.lastEnd)<<2|more)
	if step != 0 {
		l.bytes = putNumber(l.bytes, step)
	}
	if l.to-l.from > 1 {
		l.bytes = putNumber(l.bytes, l.to-l.from-2)
	}
	l.lastPos, l.lastEnd = l.pos, l.to
}

func encodeIDs(ids []string) (lists, index []byte) {
	codes, letters := alphabet(ids)
	n, longest := len(letters), 0
	for _, id := range ids {
		longest = max(longest, len(id))
	}
	pad, grams := int(codes[padding]), make([]*idList, n*n*n)
	for pos := range longest {
		for event, id := range ids {
			if pos >= len(id) {
				continue
			}
			gram := (int(codes[id[pos]])*n+codeAt(id, pos+1, &codes, pad))*n + codeAt(id, pos+2, &codes, pad)
			if grams[gram] == nil {
				grams[gram] = &idList{}
			}
			grams[gram].add(pos, event)
		}
	}
	for gram, list := range grams {
		if list != nil {
			list.flush()
			lists = append(lists, list.bytes...)
			name := int(letters[gram/n/n])<<16 | int(letters[gram/n%n])<<8 | int(letters[gram%n])
			index = putFour(putFour(index, name), len(lists))
		}
	}
	return lists, index
}

// eachRun calls visit with every run of a trigram's list.
func eachRun(list []byte, visit func(pos, from, to int)) error {
	r, pos, end := reading{left: list}, 0, 0
	for len(r.left) > 0 {
		word, length := r.number(), 1
		if word&2 != 0 {
			pos, end = pos+r.number(), 0
		}
		if word&1 != 0 {
			length = r.number() + 2
		}
		from := end + word>>2
		end = from + length
		visit(pos, from, end)
	}
	if r.failed {
		return ErrDamaged
	}
	return nil
}

// idRun is a run of events in whose ids a needle may begin at a position.
type idRun struct{ begin, from, to int }

// idRuns are the runs that one window of a needle leaves possible, by where the
// needle begins.
func idRuns(w window) (runs []idRun, err error) {
	err = eachRun(w.lists[0], func(pos, from, to int) {
		if begin := pos - int(w.shift); begin >= 0 {
			runs = append(runs, idRun{begin, from, to})
		}
	})
	return runs, err
}

// idRunsAmong are the parts of runs that another window confirms.
func idRunsAmong(runs []idRun, w window) (kept []idRun, err error) {
	next := 0
	err = eachRun(w.lists[0], func(pos, from, to int) {
		begin := pos - int(w.shift)
		for next < len(runs) && (runs[next].begin < begin || runs[next].begin == begin && runs[next].to <= from) {
			next++
		}
		for _, r := range runs[next:] {
			if r.begin != begin || r.from >= to {
				return
			}
			kept = append(kept, idRun{begin, max(r.from, from), min(r.to, to)})
		}
	})
	return kept, err
}

// decodeIDs puts the ids together again, letter by letter.
func decodeIDs(lists, index []byte, n int) ([]string, error) {
	letters := make([][]byte, n)
	var broken bool
	at := 0
	for i := range len(index) / 8 {
		gram, end := four(index, 2*i), four(index, 2*i+1)
		if end < at || end > len(lists) {
			return nil, ErrDamaged
		}
		err := eachRun(lists[at:end], func(pos, from, to int) {
			if pos >= longestText || from < 0 || to > n {
				broken = true
				return
			}
			for event := from; event < to; event++ {
				for len(letters[event]) <= pos {
					letters[event] = append(letters[event], 0)
				}
				letters[event][pos] = byte(gram >> 16) //nolint:gosec // its first letter
			}
		})
		if err != nil || broken {
			return nil, ErrDamaged
		}
		at = end
	}
	ids := make([]string, n)
	for i := range letters {
		ids[i] = string(letters[i])
	}
	return ids, nil
}
