package store

import (
	"context"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// summarizedAtOnce is how many summaries one transaction writes: few enough
// that others who write hardly wait.
const summarizedAtOnce = 1024

// damagedEntry is the summary of an event whose entry does not unpack.
const damagedEntry = "the entry cannot be read"

// Unsummarized returns how many events have no summary yet: those that an
// older Trailbook wrote.
func (s *Store) Unsummarized(ctx context.Context) (n int, err error) {
	err = s.read.GetContext(ctx, &n, "SELECT count(*) FROM event WHERE summary_id = 0")
	return n, failed(err, "The events without a summary cannot be counted.")
}

// WithoutSummary returns the keys of those events, ascending.
func (s *Store) WithoutSummary(ctx context.Context) (keys []int64, err error) {
	err = s.read.SelectContext(ctx, &keys, "SELECT id FROM event WHERE summary_id = 0 ORDER BY id")
	return keys, failed(err, "The events without a summary cannot be read.")
}

// Summarize gives every event that has none its summary, the newest first.
// words writes the summaries into the events it is given; progress, if given,
// hears how many of how many are done. What is done stays done when ctx ends,
// and the next call goes on from there.
func (s *Store) Summarize(ctx context.Context, words func([]audit.Event), progress func(done, total int)) error {
	total, err := s.Unsummarized(ctx)
	if err != nil || total == 0 {
		return err
	}
	below, done := int64(1)<<62, 0
	for {
		var keys []int64
		err := s.read.SelectContext(ctx, &keys, "SELECT id FROM event WHERE summary_id = 0 AND id < ? ORDER BY id DESC LIMIT ?", below, summarizedAtOnce)
		if err != nil {
			return failed(err, "The events without a summary cannot be read.")
		}
		if len(keys) == 0 {
			return nil
		}
		if err := s.summarize(ctx, keys, words); err != nil {
			return failed(err, "The summaries cannot be written to the cache.")
		}
		below, done = keys[len(keys)-1], done+len(keys)
		if progress != nil {
			progress(min(done, total), total)
		}
	}
}

// summarize makes the summaries of the events with these keys and writes them.
func (s *Store) summarize(ctx context.Context, keys []int64, words func([]audit.Event)) error {
	summaries := make(map[int64]string, len(keys))
	for at := 0; at < len(keys); at += eventsAtOnce {
		var rows []stored
		if err := s.selectByKey(ctx, &rows, storedQuery, keys[at:min(at+eventsAtOnce, len(keys))]); err != nil {
			return err
		}
		events := make([]audit.Event, len(rows))
		for i, row := range rows {
			event, err := s.unpack(row)
			if err != nil {
				summaries[row.Key] = damagedEntry
			}
			events[i] = event
		}
		words(events)
		for i, row := range rows {
			if summaries[row.Key] == "" {
				summaries[row.Key] = events[i].Summary
			}
		}
	}
	return s.keepSummaries(ctx, keys, summaries)
}

// keepSummaries writes summaries by the keys of their events. An event that a
// sync wrote meanwhile has its own.
func (s *Store) keepSummaries(ctx context.Context, keys []int64, summaries map[int64]string) error {
	return s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		written, n, err := putSummaries(ctx, tx, keys, summaries)
		return written.into(entry{Kind: kindWords, What: "summaries made", Updated: n}, s.packer), err
	})
}

func putSummaries(ctx context.Context, tx *sqlx.Tx, keys []int64, summaries map[int64]string) (written seals, n int, err error) {
	dictionary := newDictionary(tx, newVocabulary())
	defer dictionary.close()
	texts := dictionary.words[len(dictionary.words)-1]
	update, err := tx.PreparexContext(ctx, "UPDATE event SET summary_id = ? WHERE id = ? AND summary_id = 0")
	if err != nil {
		return written, 0, err
	}
	defer func() { _ = update.Close() }()
	made := make([]int64, 0, len(keys))
	for _, key := range keys {
		id, err := texts.key(ctx, [3]string{summaries[key]})
		if err != nil {
			return written, 0, err
		}
		result, err := update.ExecContext(ctx, id, key)
		if err != nil {
			return written, 0, err
		}
		if changed, err := result.RowsAffected(); err != nil || changed == 0 {
			continue // written meanwhile by a sync, or gone
		}
		written.add(seal{key: key, tag: sealSummary, summary: summarySum(summaries[key])})
		made = append(made, key)
	}
	return written, len(made), retellTexts(ctx, tx, made)
}
