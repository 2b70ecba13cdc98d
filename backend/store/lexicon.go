package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jmoiron/sqlx"
)

// lexicon is all dictionaries at once: for going through all events.
type lexicon struct {
	tables    [6]map[int64][3]string // action, area, actor, flow, target, origin
	summaries map[int64]string
	misfolded []Finding // texts of the search that are not those of their rows
}

// lexiconTables are the dictionaries in the order of the event's columns.
var lexiconTables = [...]struct{ name, query string }{
	{"action", "SELECT id, name, '', '', folded FROM action"},
	{"area", "SELECT id, name, '', '', NULL FROM area"},
	{"actor", "SELECT id, email, user_id, '', folded FROM actor"},
	{"flow", "SELECT id, flow_id, '', '', folded FROM flow"},
	{"target", "SELECT id, kind, target_id, name, folded FROM target"},
	{"origin", "SELECT id, ip, user_agent, '', NULL FROM origin"},
	{"summary", "SELECT id, text, '', '', folded FROM summary"},
}

func readLexicon(ctx context.Context, from sqlx.QueryerContext) (*lexicon, error) {
	l := &lexicon{summaries: map[int64]string{}}
	for i := range l.tables {
		l.tables[i] = map[int64][3]string{}
	}
	for i, table := range lexiconTables {
		if err := l.read(ctx, from, i, table.name, table.query); err != nil {
			return nil, err
		}
	}
	return l, nil
}

func (l *lexicon) read(ctx context.Context, from sqlx.QueryerContext, i int, name, query string) error {
	rows, err := from.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var id int64
		var texts [3]string
		var search sql.NullString
		if err := rows.Scan(&id, &texts[0], &texts[1], &texts[2], &search); err != nil {
			return err
		}
		if is := folded(name, texts); search.Valid && search.String != is && texts != [3]string{} {
			l.misfolded = append(l.misfolded, Finding{
				What: fmt.Sprintf("%s %d was changed by another program", name, id), Field: "what the search looks into", Is: search.String, Expected: is,
			})
		}
		if i < len(l.tables) {
			l.tables[i][id] = texts
		} else {
			l.summaries[id] = texts[0]
		}
	}
	return rows.Err()
}
