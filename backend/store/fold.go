package store

import (
	"database/sql/driver"

	"modernc.org/sqlite"

	"github.com/trailbook/trailbook/backend/audit"
)

// SQL knows the program's one rule for ignoring case as fold(text).
func init() {
	sqlite.MustRegisterDeterministicScalarFunction("fold", 1, func(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
		if text, ok := args[0].(string); ok {
			return audit.Fold(text), nil
		}
		return args[0], nil
	})
}
