package demo

import "sync"

const (
	mostInARow    = 3   // failures of one request, or of any, before one goes well
	mostArrivals  = 60  // new entries while clients page
	arrivalsAPage = 3   // of them after each page
	mostLate      = 20  // entries that arrive late
	none          = -1  // no fault
	remembered    = 500 // requests whose failures are counted
)

// mischief decides which request meets which fault. It depends on the seed and
// on the order of requests only.
type mischief struct {
	mu       sync.Mutex
	faults   Faults
	dice     dice
	requests int
	row      int            // failures since the last success
	rows     map[string]int // the same by request
	first    []fault        // those that nobody has met yet
	burst    int            // server errors still to come
	hits     [faultKinds]int
	settled  bool
}

func newMischief(f Faults, seed uint64) *mischief {
	return &mischief{faults: f, dice: newDice(seed, streamFault), rows: map[string]int{}, first: f.failing()}
}

// verdict is what happens to one request.
type verdict struct {
	failure fault // none for an answer
	slow    bool
	nth     int // how often this failure has happened before
}

// judge decides about a request. The first goes well; each fault that is on
// comes soon after, then by its rate. No request, and no client, fails more
// than mostInARow times in a row.
func (m *mischief) judge(request string) verdict {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.requests++
	v := verdict{failure: none}
	if m.requests > 1 && max(m.row, m.rows[request]) < mostInARow {
		v.failure = m.choose()
	}
	if v.failure == none {
		v.slow = m.faults.on[faultSlow] && (m.hits[faultSlow] == 0 || m.dice.Float64() < m.faults.rate[faultSlow])
		if v.slow {
			m.hits[faultSlow]++
		}
		m.row, m.burst = 0, 0
		delete(m.rows, request)
		return v
	}
	if len(m.rows) > remembered {
		clear(m.rows)
	}
	m.row++
	m.rows[request]++
	v.nth = m.hits[v.failure]
	m.hits[v.failure]++
	return v
}

func (m *mischief) choose() fault {
	if m.burst > 0 {
		m.burst--
		return fault500
	}
	if len(m.first) > 0 {
		kind := m.first[0]
		m.first = m.first[1:]
		return m.begin(kind)
	}
	for _, kind := range failing {
		if m.faults.on[kind] && m.dice.Float64() < m.faults.rate[kind] {
			if most := m.faults.most[kind]; most == 0 || m.hits[kind] < most {
				return m.begin(kind)
			}
		}
	}
	return none
}

func (m *mischief) begin(kind fault) fault {
	if kind == fault500 {
		m.burst = m.dice.IntN(mostInARow)
	}
	return kind
}

// copies is how many times an entry stands in the log.
func (m *mischief) copies() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.faults.on[faultDup] && m.dice.Float64() < m.faults.rate[faultDup] {
		return 2
	}
	return 1
}

// arrivals says what comes into the log behind a page that is not the last:
// so many new entries, and whether a late one.
func (m *mischief) arrivals() (fresh int, late bool, back int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.settled {
		return 0, false, 0
	}
	if m.faults.on[faultArrive] && m.hits[faultArrive] < mostArrivals && m.dice.Float64() < m.faults.rate[faultArrive] {
		fresh = min(arrivalsAPage, mostArrivals-m.hits[faultArrive])
		m.hits[faultArrive] += fresh
	}
	if m.faults.on[faultDisorder] && m.hits[faultDisorder] < mostLate && m.dice.Float64() < m.faults.rate[faultDisorder] {
		m.hits[faultDisorder]++
		late, back = true, m.dice.between(int(msHour), 6*int(msHour))
	}
	return fresh, late, back
}

func (m *mischief) settle() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.settled = true
}
