package cli_test

import (
	"path/filepath"

	"github.com/jmoiron/sqlx"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/trailbook/trailbook/backend/store"
)

// file opens the script's cache beside the program, as a forensic tool would.
func file(ts *testscript.TestScript) *sqlx.DB {
	db, err := sqlx.Open("sqlite", filepath.Join(ts.Getenv("TRAILBOOK_DATA"), store.FileName))
	ts.Check(err)
	ts.Defer(func() { _ = db.Close() })
	return db
}

// wantRecorded wants a number of entries of a kind in the activity log:
// recorded 1 'event revealed'
func wantRecorded(ts *testscript.TestScript, _ bool, args []string) {
	var n string
	ts.Check(file(ts).Get(&n, "SELECT count(*) FROM activity WHERE what = ?", args[1]))
	if n != args[0] {
		ts.Fatalf("%q was recorded %s times, want %s", args[1], n, args[0])
	}
}

// damage runs SQL against the cache: damage 'DELETE FROM payload WHERE id = 1'
func damage(ts *testscript.TestScript, _ bool, args []string) {
	_, err := file(ts).Exec("PRAGMA foreign_keys = 0; " + args[0])
	ts.Check(err)
}
