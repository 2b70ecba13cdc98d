package store

import (
	"context"
	"fmt"
)

// SetSchemaForTest makes the file look like one of another version.
func (s *Store) SetSchemaForTest(ctx context.Context, version int) error {
	_, err := s.write.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
	return err
}
