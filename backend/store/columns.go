package store

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Columns are an event's row in keys: what of it has a fixed size.
type Columns struct {
	Key       int64
	CreatedAt int64 // epoch ms
	Type      int64 // position in audit.Types
	Flags     int64
	Parts     int64
	Tenant    int64 // of the dictionaries, and so on
	Action    int64
	Area      int64
	Actor     int64
	Flow      int64
	Target    int64
	Origin    int64
}

const readColumns = "SELECT id, created_at, type, flags, parts, tenant_id, action_id, area_id, actor_id, flow_id, target_id, origin_id FROM event"

// EachColumns reads the columns of the events created from one moment on and
// before another, ordered by creation and key. The largest number as the end
// stands for none. It stops at the first error of each.
func (s *Store) EachColumns(ctx context.Context, from, to int64, each func(*Columns) error) error {
	query, args := readColumns+" WHERE created_at >= ?", []any{from}
	if to != math.MaxInt64 {
		query, args = query+" AND created_at < ?", append(args, to)
	}
	return failed(s.eachColumns(ctx, each, query+" ORDER BY created_at, id", args...), "The events cannot be read.")
}

// longestRun is how many events one statement of ColumnsOf reads.
const longestRun = 10_000

// ColumnsOf reads the columns of events by their keys, which ascend; those
// that are gone are left out.
func (s *Store) ColumnsOf(ctx context.Context, keys []int64, each func(*Columns) error) error {
	for len(keys) > 0 {
		// New events have keys one after the other.
		n := 1
		for n < min(len(keys), longestRun) && keys[n] == keys[n-1]+1 {
			n++
		}
		if err := s.eachColumns(ctx, each, readColumns+" WHERE id BETWEEN ? AND ?", keys[0], keys[n-1]); err != nil {
			return failed(err, "The events cannot be read.")
		}
		keys = keys[n:]
	}
	return nil
}

func (s *Store) eachColumns(ctx context.Context, each func(*Columns) error, query string, args ...any) error {
	rows, err := s.read.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	var c Columns
	into := []any{&c.Key, &c.CreatedAt, &c.Type, &c.Flags, &c.Parts, &c.Tenant, &c.Action, &c.Area, &c.Actor, &c.Flow, &c.Target, &c.Origin}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := each(&c); err != nil {
			return err
		}
	}
	return rows.Err()
}

// SplitTimes gives moments that cut the events, by their times, into so many
// stretches of about the same number.
func (s *Store) SplitTimes(ctx context.Context, stretches int) (cuts []int64, err error) {
	defer func() { err = failed(err, "The events cannot be read.") }()
	var events int
	if err := s.read.GetContext(ctx, &events, "SELECT count(*) FROM event"); err != nil || events == 0 {
		return nil, err
	}
	for i := 1; i < stretches; i++ {
		var cut int64
		err := s.read.GetContext(ctx, &cut, "SELECT created_at FROM event ORDER BY created_at LIMIT 1 OFFSET ?", events*i/stretches)
		if err != nil {
			return nil, err
		}
		cuts = append(cuts, cut)
	}
	return slices.Compact(cuts), nil
}

// Wordbook is a table of texts that Columns refer to.
type Wordbook string

// The wordbooks. Texts are those of a row, in this order.
const (
	Tenants Wordbook = "tenant" // name
	Actions Wordbook = "action" // name
	Areas   Wordbook = "area"   // name
	Actors  Wordbook = "actor"  // e-mail, user id
	Flows   Wordbook = "flow"   // id
	Targets Wordbook = "target" // kind, id, name
	Origins Wordbook = "origin" // address, program
)

var readWordbook = map[Wordbook]string{
	Tenants: "SELECT id, name, '', '', fold(name)",
	Actions: "SELECT id, name, '', '', folded",
	Areas:   "SELECT id, name, '', '', fold(name)",
	Actors:  "SELECT id, email, user_id, '', folded",
	Flows:   "SELECT id, flow_id, '', '', folded",
	Targets: "SELECT id, kind, target_id, name, folded",
	Origins: "SELECT id, ip, user_agent, '', fold(ip)",
}

// EachWord reads the texts of a wordbook with keys above one, by their keys:
// each row's texts, and what a search that ignores case looks into.
func (s *Store) EachWord(ctx context.Context, book Wordbook, above int64, each func(key int64, texts [3]string, folded string) error) (err error) {
	defer func() { err = failed(err, "The texts of the events cannot be read.") }()
	rows, err := s.read.QueryContext(ctx, readWordbook[book]+" FROM "+string(book)+" WHERE id > ? ORDER BY id", above)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key int64
		var texts [3]string
		var folded string
		if err := rows.Scan(&key, &texts[0], &texts[1], &texts[2], &folded); err != nil {
			return err
		}
		if err := each(key, texts, folded); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Extent is how much there is of what Columns and wordbooks have.
type Extent struct {
	Events int
	Words  int
	Texts  int64 // bytes of the words' texts
	Widest int64 // the largest key of a word
}

// Extent measures the cache.
func (s *Store) Extent(ctx context.Context) (e Extent, err error) {
	defer func() { err = failed(err, "The cache cannot be measured.") }()
	if err := s.read.GetContext(ctx, &e.Events, "SELECT count(*) FROM event"); err != nil {
		return e, err
	}
	for book, texts := range map[Wordbook]string{
		Tenants: "name", Actions: "name", Areas: "name", Actors: "email || user_id", Flows: "flow_id", Targets: "kind || target_id || name",
		Origins: "ip || user_agent",
	} {
		var of struct {
			Words, Texts, Widest int64
		}
		err := s.read.GetContext(ctx, &of, fmt.Sprintf(`SELECT count(*) AS words, coalesce(sum(octet_length(%s)), 0) AS texts,
			coalesce(max(id), 0) AS widest FROM %s`, texts, book))
		if err != nil {
			return e, err
		}
		e.Words += int(of.Words)
		e.Texts += of.Texts
		e.Widest = max(e.Widest, of.Widest)
	}
	return e, nil
}
