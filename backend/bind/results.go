package bind

import (
	"slices"
	"strconv"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// resultsKept is how many answers to a filter stay at hand: the table shows
// one, the others belong to questions asked a moment ago.
const resultsKept = 4

// results holds the keys that filters selected, by token, so that a window of
// rows costs the same at the end of the table as at its start.
type results struct {
	mu   sync.Mutex
	next int
	kept []result // newest last
}

type result struct {
	token string
	keys  []int64
}

func (r *results) keep(keys []int64) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next++
	token := strconv.Itoa(r.next)
	if len(r.kept) == resultsKept {
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	r.kept = append(r.kept, result{token, keys})
	return token
}

func (r *results) keys(token string) ([]int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range r.kept {
		if one.token == token {
			return one.keys, nil
		}
	}
	return nil, audit.Errorf(audit.CodeNotFound, "This list is no longer at hand.").WithHint("Press FILTER again.")
}
