package store

import (
	"context"
	"slices"

	"github.com/jmoiron/sqlx"
)

// stretch is a stretch of keys, both ends included.
type stretch struct {
	Low  int64 `db:"low"`
	High int64 `db:"high"`
}

// stretches are ordered, and do not touch.
type stretches []stretch

func (s stretches) has(key int64) bool {
	i, found := slices.BinarySearchFunc(s, key, func(one stretch, key int64) int {
		switch {
		case one.High < key:
			return -1
		case one.Low > key:
			return 1
		}
		return 0
	})
	return found && i < len(s)
}

// and adds a key that is greater than all.
func (s stretches) and(key int64) stretches {
	if n := len(s); n > 0 && key <= s[n-1].High+1 {
		s[n-1].High = max(s[n-1].High, key)
		return s
	}
	return append(s, stretch{key, key})
}

// without takes a stretch away, if it is whole in one of these.
func (s stretches) without(gone stretch) (rest stretches, had bool) {
	for i, one := range s {
		if gone.Low < one.Low || gone.High > one.High {
			continue
		}
		rest = slices.Clone(s[:i])
		if one.Low < gone.Low {
			rest = append(rest, stretch{one.Low, gone.Low - 1})
		}
		if gone.High < one.High {
			rest = append(rest, stretch{gone.High + 1, one.High})
		}
		return append(rest, s[i+1:]...), true
	}
	return s, false
}

// stretchesOf are the keys, which are ordered, as stretches.
func stretchesOf(keys []int64) (list stretches) {
	for _, key := range keys {
		list = list.and(key)
	}
	return list
}

// readTodo are the keys whose events no segment has yet.
func readTodo(ctx context.Context, from reader) (todo stretches, err error) {
	return todo, from.SelectContext(ctx, &todo, "SELECT low, high FROM text_todo ORDER BY low")
}

// leaveTexts leaves events for IndexTexts.
func leaveTexts(ctx context.Context, tx *sqlx.Tx, keys []int64) error {
	if len(keys) == 0 {
		return nil
	}
	todo, err := readTodo(ctx, tx)
	if err != nil {
		return err
	}
	slices.Sort(keys)
	todo = append(todo, stretchesOf(keys)...)
	slices.SortFunc(todo, func(a, b stretch) int { return compareKeys(a.Low, b.Low) })
	var joined stretches
	for _, one := range todo {
		if n := len(joined); n > 0 && one.Low <= joined[n-1].High+1 {
			joined[n-1].High = max(joined[n-1].High, one.High)
		} else {
			joined = append(joined, one)
		}
	}
	return writeTodo(ctx, tx, joined)
}

func writeTodo(ctx context.Context, tx *sqlx.Tx, todo stretches) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM text_todo"); err != nil {
		return err
	}
	for _, one := range todo {
		if _, err := tx.ExecContext(ctx, "INSERT INTO text_todo (low, high) VALUES (?, ?)", one.Low, one.High); err != nil {
			return err
		}
	}
	return nil
}
