package bind

import (
	"slices"
	"strconv"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/store"
)

// resultsKept is how many answers to a filter stay at hand: the table shows
// one, the others belong to questions asked a moment ago.
const resultsKept = 4

// results holds what filters selected, by token, so that a window of rows costs
// the same at the end of the table as at its start.
type results struct {
	mu   sync.Mutex
	next int
	kept []result // newest last
}

type result struct {
	token string
	rows  search.Result
	question
}

// question is what a result answers.
type question struct {
	filter audit.Filter
	order  store.Order
}

func (r *results) keep(rows search.Result, asked question) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next++
	token := strconv.Itoa(r.next)
	if len(r.kept) == resultsKept {
		r.kept = slices.Delete(r.kept, 0, 1)
	}
	r.kept = append(r.kept, result{token, rows, asked})
	return token
}

func (r *results) rows(token string) (search.Result, error) {
	one, err := r.of(token)
	return one.rows, err
}

func (r *results) of(token string) (result, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, one := range r.kept {
		if one.token == token {
			return one, nil
		}
	}
	return result{}, audit.Errorf(audit.CodeNotFound, "This list is no longer at hand.").WithHint("Press FILTER again.")
}
