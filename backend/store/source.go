package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
)

// Source is one sync or one imported file: where events came from. Times are
// epoch milliseconds, 0 where there is none.
type Source struct {
	ID         int64  `db:"id"`
	TenantID   int64  `db:"tenant_id"`
	Kind       string `db:"kind"` // sync, import
	Name       string `db:"name"` // the tenant's address, or the file's name
	SHA256     string `db:"sha256"`
	StartedAt  int64  `db:"started_at"`
	FinishedAt int64  `db:"finished_at"`
	Tally
	Complete   bool   `db:"complete"`    // the end of the log, or of the file, was reached
	Error      string `db:"error"`       // why not, one sentence
	Size       int64  `db:"size"`        // bytes of a file
	Format     string `db:"format"`      // of a file: ndjson, csv+gzip
	FirstEvent int64  `db:"first_event"` // of the events received
	LastEvent  int64  `db:"last_event"`
	LogOldest  int64  `db:"log_oldest"` // the oldest entry that the tenant had, where a sync could tell
	Gone       int    `db:"gone"`       // entries that a sync found gone from the tenant
	Warnings   string `db:"warnings"`   // sentences, one a line
}

// KindImport is the kind of a source that is a file, KindSync of one that is
// a sync.
const (
	KindSync   = "sync"
	KindImport = "import"
)

func (s Source) isFile() bool { return s.Kind == KindImport }

// Conclude takes over what a report says: the tally, the end, the period and
// what was found.
func (s *Source) Conclude(r Report) {
	s.Tally, s.Complete, s.Error, s.Gone = r.Tally, r.Complete, r.Reason, r.Gone
	s.FirstEvent, s.LastEvent, s.LogOldest = milli(r.From), milli(r.To), milli(r.Oldest)
	s.Warnings = strings.Join(r.Warnings, "\n")
}

func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Tally counts what became of the entries a source brought:
// Received = Inserted + Updated + Duplicates + Rejected.
type Tally struct {
	Received   int `db:"received"`
	Inserted   int `db:"inserted"`
	Updated    int `db:"updated"`    // known by id, but with other content
	Duplicates int `db:"duplicates"` // known with the same content
	Rejected   int `db:"rejected"`   // cannot be an event; the reason is kept
	Changed    int `db:"changed"`    // of the updated ones those whose entry changed: all but masked copies made whole
}

// Add adds the counts of another tally.
func (t *Tally) Add(other Tally) {
	t.Received += other.Received
	t.Inserted += other.Inserted
	t.Updated += other.Updated
	t.Duplicates += other.Duplicates
	t.Rejected += other.Rejected
	t.Changed += other.Changed
}

// Rejection is an entry that could not become an event.
type Rejection struct {
	Where  string `db:"place"`  // "offset 120", "line 17"
	Reason string `db:"reason"` // one sentence
}

// BeginSource records that a sync or an import starts and returns it with its
// ID.
func (s *Store) BeginSource(ctx context.Context, source Source) (Source, error) {
	source.StartedAt = time.Now().UnixMilli()
	err := s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		result, err := tx.NamedExecContext(ctx, `INSERT INTO source (tenant_id, kind, name, sha256, started_at)
			VALUES (:tenant_id, :kind, :name, :sha256, :started_at)`, source)
		if err == nil {
			source.ID, err = result.LastInsertId()
		}
		if err != nil {
			return entry{}, err
		}
		e := entry{Kind: kindBegun, What: source.Kind + " begun", Detail: source.Name, TenantID: source.TenantID, SourceID: source.ID}
		return e.about(ctx, tx, "source", source.ID)
	})
	return source, failed(err, "The start of the work cannot be recorded.")
}

// EndSource records how a source ended: its tally, whether it reached the end,
// its error in words and what it rejected. It may be called several times with
// further rejections.
func (s *Store) EndSource(ctx context.Context, source Source, rejected []Rejection) (err error) {
	defer func() { err = failed(err, "The end of the work cannot be recorded.") }()
	source.FinishedAt = time.Now().UnixMilli()
	return s.entering(ctx, func(tx *sqlx.Tx) (entry, error) { return endSource(ctx, tx, source, rejected) })
}

func endSource(ctx context.Context, tx *sqlx.Tx, source Source, rejected []Rejection) (entry, error) {
	if _, err := tx.NamedExecContext(ctx, `UPDATE source SET finished_at = :finished_at, received = :received,
		inserted = :inserted, updated = :updated, duplicates = :duplicates, rejected = :rejected,
		complete = :complete, error = :error, sha256 = :sha256, size = :size, format = :format, first_event = :first_event,
		last_event = :last_event, log_oldest = :log_oldest, changed = :changed, gone = :gone, warnings = :warnings WHERE id = :id`, source); err != nil {
		return entry{}, err
	}
	if err := untieCopy(ctx, tx, source); err != nil {
		return entry{}, err
	}
	if err := keepRejected(ctx, tx, source.ID, rejected); err != nil {
		return entry{}, err
	}
	e := entry{
		Kind: kindSource, What: source.Kind, Detail: source.outcome(), TenantID: source.TenantID, SourceID: source.ID,
		Added: source.Inserted, Updated: source.Updated,
	}
	return e.about(ctx, tx, "source", source.ID)
}

// outcome says in a line what came of a source.
func (s Source) outcome() string {
	end := "complete"
	if !s.Complete {
		end = strings.TrimSpace("not complete: " + s.Error)
	}
	return fmt.Sprintf("%s: received %d = new %d + updated %d + known %d + rejected %d, %s",
		s.Name, s.Received, s.Inserted, s.Updated, s.Duplicates, s.Rejected, end)
}

func keepRejected(ctx context.Context, tx *sqlx.Tx, sourceID int64, rejected []Rejection) error {
	for _, r := range rejected {
		if _, err := tx.ExecContext(ctx, "INSERT INTO rejected (source_id, place, reason) VALUES (?, ?, ?)",
			sourceID, r.Where, r.Reason); err != nil {
			return err
		}
	}
	return nil
}

// untieCopy removes the ties of a file that was imported before: the same file
// once more says nothing about the events.
func untieCopy(ctx context.Context, tx *sqlx.Tx, source Source) error {
	if !source.isFile() || source.SHA256 == "" {
		return nil
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM also WHERE source_id = ? AND EXISTS
		(SELECT 1 FROM source WHERE tenant_id = ? AND sha256 = ? AND id < ?)`,
		source.ID, source.TenantID, source.SHA256, source.ID)
	return err
}

// Source reads a source by its ID.
func (s *Store) Source(ctx context.Context, id int64) (Source, error) {
	var source Source
	err := s.read.GetContext(ctx, &source, "SELECT * FROM source WHERE id = ?", id)
	return source, failed(err, "The source of the event cannot be read.")
}
