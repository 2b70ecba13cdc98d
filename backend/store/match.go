package store

import (
	"context"
	"slices"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// Match returns the cache's numbers of the events that a filter selects, in
// order. A filter that is not valid, or an order that there is not, is
// CodeInvalid.
func (s *Store) Match(ctx context.Context, f audit.Filter, order Order) (keys []int64, err error) {
	defer func() { err = failed(err, "The events cannot be searched.") }()
	where, args, err := s.where(ctx, f)
	if err != nil {
		return nil, err
	}
	if !order.ByTime() {
		return s.sorted(ctx, where, args, order)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT e.id FROM event e"+where+order.sql(), args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	return keys, rows.Err()
}

// Count returns how many events a filter selects.
func (s *Store) Count(ctx context.Context, f audit.Filter) (n int, err error) {
	defer func() { err = failed(err, "The events cannot be counted.") }()
	where, args, err := s.where(ctx, f)
	if err != nil {
		return 0, err
	}
	err = s.read.GetContext(ctx, &n, "SELECT count(*) FROM event e"+where, args...)
	return n, err
}

// clause is a condition under construction.
type clause struct {
	sql  []string
	args []any
}

func (c *clause) add(sql string, args ...any) {
	c.sql = append(c.sql, sql)
	c.args = append(c.args, args...)
}

// lists is the condition of all in a filter that is not its search.
func lists(f audit.Filter) (c clause) {
	if !f.From.IsZero() {
		c.add("e.created_at >= ?", f.From.UnixMilli())
	}
	if !f.To.IsZero() {
		c.add("e.created_at < ?", f.To.UnixMilli())
	}
	if len(f.Types) > 0 {
		positions := make([]int, len(f.Types))
		for i, t := range f.Types {
			positions[i] = slices.Index(audit.Types, t)
		}
		c.add("e.type IN (?)", positions)
	}
	for _, list := range []struct {
		values []string
		sql    string
	}{
		{f.Tenants, "e.tenant_id IN (SELECT id FROM tenant WHERE name IN (?))"},
		{f.FlowIDs, "e.flow_id IN (SELECT id FROM flow WHERE flow_id IN (?))"},
		{f.Actions, "e.action_id IN (SELECT id FROM action WHERE name IN (?))"},
		{f.Areas, "e.area_id IN (SELECT id FROM area WHERE name IN (?))"},
	} {
		if len(list.values) > 0 {
			c.add(list.sql, list.values)
		}
	}
	if len(f.Users) > 0 {
		c.add("e.actor_id IN (SELECT id FROM actor WHERE email IN (?) OR (user_id <> '' AND user_id IN (?)))", f.Users, f.Users)
	}
	return c
}

func (c *clause) build() (string, []any, error) {
	if len(c.sql) == 0 {
		return "", nil, nil
	}
	query, args, err := sqlx.In(strings.Join(c.sql, " AND "), c.args...)
	return " WHERE " + query, args, err
}
