package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// dictionary gives each distinct text of an event's columns its integer key,
// and remembers the keys for the rest of the transaction, or longer (vocabulary).
type dictionary struct {
	words []*words
}

// words is one dictionary table.
type words struct {
	tx      *sqlx.Tx
	table   string
	columns []string // the texts that make a row, in the order keys() gives them
	folds   bool     // the table has a column folded
	known   keysByTexts
	find    *sqlx.Stmt
	insert  *sqlx.Stmt
}

func newDictionary(tx *sqlx.Tx, known *vocabulary) *dictionary {
	d := &dictionary{}
	for i, table := range []words{
		{table: "action", columns: []string{"name"}, folds: true},
		{table: "area", columns: []string{"name"}},
		{table: "actor", columns: []string{"email", "user_id"}, folds: true},
		{table: "flow", columns: []string{"flow_id"}, folds: true},
		{table: "target", columns: []string{"kind", "target_id", "name"}, folds: true},
		{table: "origin", columns: []string{"ip", "user_agent"}},
		{table: "summary", columns: []string{"text"}, folds: true},
	} {
		table.tx, table.known = tx, known.of[i]
		d.words = append(d.words, &table)
	}
	return d
}

// keys gives the keys of an event's texts in the order of the event table's
// columns: action, area, actor, flow, target, origin, summary.
func (d *dictionary) keys(ctx context.Context, e audit.Event) (ids [7]int64, err error) {
	for i, texts := range [7][3]string{
		{e.Action}, {e.Area}, {e.User, e.UserID}, {e.FlowID}, {e.TargetKind, e.TargetID, e.TargetName}, {e.IP, e.UserAgent}, {e.Summary},
	} {
		if ids[i], err = d.words[i].key(ctx, texts); err != nil {
			return ids, err
		}
	}
	return ids, nil
}

func (d *dictionary) close() {
	for _, w := range d.words {
		for _, statement := range []*sqlx.Stmt{w.find, w.insert} {
			if statement != nil {
				_ = statement.Close()
			}
		}
	}
}

func (w *words) key(ctx context.Context, texts [3]string) (int64, error) {
	if id, ok := w.known[texts]; ok {
		return id, nil
	}
	if err := w.prepare(ctx); err != nil {
		return 0, err
	}
	values := make([]any, 0, 4)
	for i := range w.columns {
		values = append(values, texts[i])
	}
	var id int64
	err := w.find.QueryRowContext(ctx, values...).Scan(&id) // without sqlx's reflection: there are many texts
	if errors.Is(err, sql.ErrNoRows) {
		id, err = w.add(ctx, values, texts)
	}
	if err != nil {
		return 0, err
	}
	w.known[texts] = id
	return id, nil
}

func (w *words) add(ctx context.Context, values []any, texts [3]string) (int64, error) {
	if w.folds {
		values = append(values, folded(w.table, texts))
	}
	result, err := w.insert.ExecContext(ctx, values...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// folded is the text that a search looks into. Words of a search hold no white
// space, so none can match across the line feed. A target's kind is a class,
// not a name, and is left out.
func folded(table string, texts [3]string) string {
	if table == "target" {
		texts[0] = ""
	}
	return audit.Fold(strings.Join(texts[:], "\n"))
}

func (w *words) prepare(ctx context.Context) (err error) {
	if w.find != nil {
		return nil
	}
	w.find, err = w.tx.PreparexContext(ctx, "SELECT id FROM "+w.table+" WHERE "+strings.Join(w.columns, " = ? AND ")+" = ?")
	if err != nil {
		return err
	}
	columns := w.columns
	if w.folds {
		columns = append(columns[:len(columns):len(columns)], "folded")
	}
	w.insert, err = w.tx.PreparexContext(ctx, "INSERT INTO "+w.table+" ("+strings.Join(columns, ", ")+
		") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")")
	return err
}
