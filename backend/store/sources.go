package store

import (
	"context"
	"strings"
)

// SourceSummary is a source with its tenant's name and the gaps it found.
type SourceSummary struct {
	Source
	Tenant string `db:"tenant"`
	Gaps   []Gap  // never nil
}

// WarningList is the source's warnings, never nil.
func (s Source) WarningList() []string {
	if s.Warnings == "" {
		return []string{}
	}
	return strings.Split(s.Warnings, "\n")
}

// Sources lists the syncs and imported files of a tenant, or of all with 0,
// newest first.
func (s *Store) Sources(ctx context.Context, tenantID int64) ([]SourceSummary, error) {
	list := []SourceSummary{}
	err := s.read.SelectContext(ctx, &list, `SELECT s.*, t.name AS tenant FROM source s JOIN tenant t ON t.id = s.tenant_id
		WHERE ? IN (0, s.tenant_id) ORDER BY s.id DESC`, tenantID)
	if err != nil {
		return nil, failed(err, "The sources cannot be read.")
	}
	gaps, err := s.Gaps(ctx, tenantID)
	if err != nil {
		return nil, err
	}
	found := map[int64][]Gap{}
	for _, gap := range gaps {
		found[gap.SourceID] = append(found[gap.SourceID], gap)
	}
	for i := range list {
		if list[i].Gaps = found[list[i].ID]; list[i].Gaps == nil {
			list[i].Gaps = []Gap{}
		}
	}
	return list, nil
}

// Rejected lists at most limit of a source's entries that could not become
// events, in the order of the source, without the first offset ones, and how
// many there are in all.
func (s *Store) Rejected(ctx context.Context, sourceID int64, limit, offset int) (list []Rejection, total int, err error) {
	list = []Rejection{}
	err = s.read.GetContext(ctx, &total, "SELECT count(*) FROM rejected WHERE source_id = ?", sourceID)
	if err == nil {
		err = s.read.SelectContext(ctx, &list, "SELECT place, reason FROM rejected WHERE source_id = ? ORDER BY id LIMIT ? OFFSET ?",
			sourceID, limit, offset)
	}
	return list, total, failed(err, "The rejected entries cannot be read.")
}

// Files lists the files that hold an event, oldest first: the one that brought
// it, if a file did, and those that held it when it was known already.
func (s *Store) Files(ctx context.Context, key int64) ([]Source, error) {
	list := []Source{}
	err := s.read.SelectContext(ctx, &list, `SELECT * FROM source WHERE kind = ? AND (id = (SELECT source_id FROM event WHERE id = ?)
		OR id IN (SELECT source_id FROM also WHERE event_id = ?)) ORDER BY id`, KindImport, key, key)
	return list, failed(err, "The files of the event cannot be read.")
}

// Tie ties known events, by their keys, to a file that holds them too, as
// Write does by itself.
func (s *Store) Tie(ctx context.Context, source Source, keys []int64) (err error) {
	defer func() { err = failed(err, "The files of the events cannot be kept.") }()
	tx, err := s.write.BeginTxx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	for _, key := range keys {
		if _, err := tx.ExecContext(ctx, "INSERT OR IGNORE INTO also (source_id, event_id) SELECT ?, id FROM event WHERE id = ? AND source_id <> ?",
			source.ID, key, source.ID); err != nil {
			return err
		}
	}
	return tx.Commit()
}
