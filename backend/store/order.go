package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/audit"
)

// Column is what events can be sorted by.
type Column string

// The columns. The zero Column is the time, too.
const (
	ColumnCreated Column = "created"
	ColumnAction  Column = "action"
	ColumnType    Column = "type" // in the order of audit.Types
	ColumnArea    Column = "area"
	ColumnUser    Column = "user" // by e-mail, as the table shows it
	ColumnFlow    Column = "flow"
	ColumnTarget  Column = "target" // by name, or by id where it has none
	ColumnTenant  Column = "tenant"
)

// Order is a sort of events.
//
// By creation, the cache's own number decides between two of the same
// millisecond. By any other column, texts are compared folded (audit.Fold) and
// then as they are; events without one come last, and equal ones stand newest
// first, both of them whichever way the column goes: who sorts by user wants
// to see what each did last.
type Order struct {
	Column    Column
	Ascending bool // oldest first or from A to Z; the other way round otherwise
}

// ByTime reports whether events are in the order of their creation.
func (o Order) ByTime() bool { return o.Column == "" || o.Column == ColumnCreated }

func (o Order) sql() string {
	if o.ByTime() && o.Ascending {
		return " ORDER BY e.created_at, e.id"
	}
	return " ORDER BY e.created_at DESC, e.id DESC"
}

// sortColumns say by which number an event is sorted, and which texts the
// numbers stand for; of a type the number is its place already.
var sortColumns = map[Column]struct{ number, texts string }{
	ColumnAction: {"e.action_id", "SELECT id, name AS text FROM action"},
	ColumnType:   {"e.type", ""},
	ColumnArea:   {"e.area_id", "SELECT id, name AS text FROM area"},
	ColumnUser:   {"e.actor_id", "SELECT id, email AS text FROM actor"},
	ColumnFlow:   {"e.flow_id", "SELECT id, flow_id AS text FROM flow"},
	ColumnTarget: {"e.target_id", "SELECT id, CASE name WHEN '' THEN target_id ELSE name END AS text FROM target"},
	ColumnTenant: {"e.tenant_id", "SELECT id, name AS text FROM tenant"},
}

// sorted matches like Match, by a column other than the time: the events come
// newest first, and are then dealt out by the place of their text.
func (s *Store) sorted(ctx context.Context, where string, args []any, order Order) ([]int64, error) {
	by, ok := sortColumns[order.Column]
	if !ok {
		return nil, audit.Errorf(audit.CodeInvalid, "Events cannot be sorted by %q.", string(order.Column)).
			WithHint("Sort by created, action, type, area, user, flow, target or tenant.")
	}
	rows, err := s.read.QueryContext(ctx, "SELECT e.id, "+by.number+" FROM event e"+where+order.sql(), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var keys, numbers []int64
	for rows.Next() {
		var key, number int64
		if err := rows.Scan(&key, &number); err != nil {
			return nil, err
		}
		keys, numbers = append(keys, key), append(numbers, number)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	// After the events, so that every text they name is there.
	words, err := s.words(ctx, by.texts)
	if err != nil {
		return nil, err
	}
	return dealt(keys, numbers, places(words, order.Ascending)), nil
}

// word is a text of a dictionary.
type word struct {
	ID     int    `db:"id"`
	Text   string `db:"text"`
	folded string
}

// words are the texts that a column's numbers stand for.
func (s *Store) words(ctx context.Context, query string) (list []word, err error) {
	if query != "" {
		err = s.read.SelectContext(ctx, &list, query)
	} else {
		for place := range audit.Types {
			list = append(list, word{ID: place, Text: string(rune('0' + place))})
		}
	}
	for i := range list {
		list[i].folded = audit.Fold(list[i].Text)
	}
	return list, err
}

// places gives each number of a dictionary the place of its text in the order,
// from 0; the same one to the same text, and the last one to none.
func places(words []word, ascending bool) []int {
	slices.SortFunc(words, func(a, b word) int {
		if none := cmp.Compare(emptiness(a), emptiness(b)); none != 0 {
			return none
		}
		order := cmp.Or(cmp.Compare(a.folded, b.folded), cmp.Compare(a.Text, b.Text))
		if ascending {
			return order
		}
		return -order
	})
	last := 0
	for _, w := range words {
		last = max(last, w.ID)
	}
	list := make([]int, last+1)
	place := 0
	for i, w := range words {
		if i > 0 && w.Text != words[i-1].Text {
			place++
		}
		list[w.ID] = place
	}
	return list
}

func emptiness(w word) int {
	if w.Text == "" {
		return 1
	}
	return 0
}

// dealt puts keys into the order of their numbers' places, and leaves those of
// the same place as they stand. A number that a damaged dictionary lacks comes
// last.
func dealt(keys, numbers []int64, places []int) []int64 {
	placeOf := func(number int64) int {
		if number < 0 || number >= int64(len(places)) {
			return len(places)
		}
		return places[number]
	}
	starts := make([]int, len(places)+2)
	for _, number := range numbers {
		starts[placeOf(number)+1]++
	}
	for place := range places {
		starts[place+1] += starts[place]
	}
	list := make([]int64, len(keys))
	for i, number := range numbers {
		at := &starts[placeOf(number)]
		list[*at] = keys[i]
		*at++
	}
	return list
}
