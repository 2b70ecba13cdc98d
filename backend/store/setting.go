package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/jmoiron/sqlx"
)

// Setting reads a setting into value, which keeps what it holds when the
// setting was never written.
func (s *Store) Setting(ctx context.Context, name string, value any) error {
	var text string
	err := s.read.GetContext(ctx, &text, "SELECT value FROM setting WHERE name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), value)
	}
	return failed(err, "The setting %q cannot be read.", name)
}

// KeepSetting writes a setting as JSON.
func (s *Store) KeepSetting(ctx context.Context, name string, value any) error {
	text, err := json.Marshal(value)
	if err == nil {
		_, err = s.write.ExecContext(ctx, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, string(text))
	}
	return failed(err, "The setting %q cannot be kept.", name)
}

// Record adds a line to the activity log: something that an auditor may ask
// about, such as an export with its secrets.
func (s *Store) Record(ctx context.Context, what, detail string) error {
	err := s.writing(ctx, func(tx *sqlx.Tx) error {
		return s.enter(ctx, tx, entry{Kind: kindActivity, What: what, Detail: detail})
	})
	return failed(err, "The activity log cannot be written.")
}

// Decide writes a setting as KeepSetting does, and records the decision with it.
func (s *Store) Decide(ctx context.Context, name string, value any, what, detail string) error {
	text, err := json.Marshal(value)
	if err == nil {
		err = s.writing(ctx, func(tx *sqlx.Tx) error {
			if _, err := tx.ExecContext(ctx, "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, string(text)); err != nil {
				return err
			}
			return s.enter(ctx, tx, entry{Kind: kindActivity, What: what, Detail: detail})
		})
	}
	return failed(err, "The setting %q cannot be kept.", name)
}
