package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
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
	_, err := s.write.ExecContext(ctx, "INSERT INTO activity (at, what, detail) VALUES (?, ?, ?)", time.Now().UnixMilli(), what, detail)
	return failed(err, "The activity log cannot be written.")
}
