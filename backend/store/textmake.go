package store

import (
	"context"
	"runtime"
	"slices"
	"sync"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/fulltext"
)

// toldAtOnce is how many events IndexTexts takes in one transaction: others who
// write wait for about a tenth of a second.
const toldAtOnce = 1024

// TextsLeft returns how many events can not be searched quickly yet, by what
// they say: those that an older Trailbook wrote.
func (s *Store) TextsLeft(ctx context.Context) (n int, err error) {
	err = s.read.GetContext(ctx, &n, "SELECT count(*) FROM text_todo t JOIN event e ON e.id BETWEEN t.low AND t.high")
	return n, failed(err, "The events that are not indexed cannot be counted.")
}

// IndexTexts makes those events to be found quickly, the newest first. It has
// to be told how to learn what an event changed (LookInto), and comes after
// Summarize. progress, if given, hears how many of how many are done. What is
// done stays done when ctx ends, and the next call goes on from there.
func (s *Store) IndexTexts(ctx context.Context, progress func(done, total int)) (err error) {
	defer func() { err = failed(err, "The full text cannot be written to the cache.") }()
	total, err := s.TextsLeft(ctx)
	if err != nil || s.contents == nil {
		return err
	}
	for done := 0; ; {
		n, more := 0, false
		err := s.writing(ctx, func(tx *sqlx.Tx) error {
			n, more, err = s.indexSome(ctx, tx)
			return err
		})
		if err != nil || !more {
			return err
		}
		if done += n; progress != nil && n > 0 {
			progress(min(done, total), total)
		}
	}
}

// indexSome takes the newest events that are left. more is false when there
// were none.
func (s *Store) indexSome(ctx context.Context, tx *sqlx.Tx) (n int, more bool, err error) {
	todo, err := readTodo(ctx, tx)
	if err != nil || len(todo) == 0 {
		return 0, false, err
	}
	last := &todo[len(todo)-1]
	var keys []int64
	if err := tx.SelectContext(ctx, &keys, "SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT ?", last.Low, last.High, toldAtOnce); err != nil {
		return 0, false, err
	}
	segment := fulltext.NewBuilder()
	from := *s
	from.read = tx
	if err := from.tellOf(ctx, keys, segment.Add); err != nil {
		return 0, false, err
	}
	if len(keys) < toldAtOnce {
		todo = todo[:len(todo)-1]
	} else if last.High = keys[len(keys)-1] - 1; last.High < last.Low {
		todo = todo[:len(todo)-1]
	}
	if err := writeTodo(ctx, tx, todo); err != nil {
		return 0, false, err
	}
	if err := putSegment(ctx, tx, segment); err != nil {
		return 0, false, err
	}
	return len(keys), true, mergeSegments(ctx, tx)
}

// tellOf calls add with what events say, in the order of their keys. An entry
// that does not unpack says no more than its columns.
func (s *Store) tellOf(ctx context.Context, keys []int64, add func(fulltext.Doc)) error {
	for at := 0; at < len(keys); at += eventsAtOnce {
		chosen := keys[at:min(at+eventsAtOnce, len(keys))]
		var rows []stored
		if err := s.selectByKey(ctx, &rows, storedQuery, chosen); err != nil {
			return err
		}
		rows = inOrder(chosen, rows, func(r stored) int64 { return r.Key })
		docs := make([]fulltext.Doc, len(rows))
		onAllCores(len(rows), func(i int) {
			event, err := s.unpack(rows[i])
			content := audit.Content{}
			if err == nil {
				content = s.contents(event)
			}
			docs[i] = fulltext.Doc{Key: rows[i].Key, ID: rows[i].EventID, Summary: rows[i].Summary, Content: content}
		})
		for _, doc := range docs {
			add(doc)
		}
	}
	return nil
}

// retellTexts leaves events for IndexTexts of which something else is known by
// now.
func retellTexts(ctx context.Context, tx *sqlx.Tx, keys []int64) error {
	todo, err := readTodo(ctx, tx)
	if err != nil {
		return err
	}
	again := slices.DeleteFunc(slices.Clone(keys), todo.has)
	if err := staleTexts(ctx, tx, again); err != nil {
		return err
	}
	return leaveTexts(ctx, tx, again)
}

// onAllCores calls work with every number below n.
func onAllCores(n int, work func(i int)) {
	cores := min(runtime.GOMAXPROCS(0), n)
	var others sync.WaitGroup
	for core := range cores {
		others.Go(func() {
			for i := core; i < n; i += cores {
				work(i)
			}
		})
	}
	others.Wait()
}

// forgetTexts removes what the segments say of events that go.
func forgetTexts(ctx context.Context, tx *sqlx.Tx, tenantID int64) error {
	var keys []int64
	if err := tx.SelectContext(ctx, &keys, "SELECT id FROM event WHERE tenant_id = ? ORDER BY id", tenantID); err != nil || len(keys) == 0 {
		return err
	}
	gone := stretchesOf(keys)
	var all []textSegment
	if err := tx.SelectContext(ctx, &all, segmentColumns+" WHERE low <= ? AND high >= ? ORDER BY id", keys[len(keys)-1], keys[0]); err != nil {
		return err
	}
	for _, g := range all {
		if err := remakeSegments(ctx, tx, []textSegment{g}, func(key int64) bool { return !gone.has(key) }); err != nil {
			return err
		}
	}
	return nil
}
