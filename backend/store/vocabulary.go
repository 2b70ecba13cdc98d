package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// keysByTexts are the keys of some rows of a dictionary table.
type keysByTexts map[[3]string]int64

// mostWords bounds the texts that are remembered of one table: a few MB.
const mostWords = 20_000

// vocabulary remembers the keys of texts, by table, from one transaction to the
// next. It is asked to renew itself at the beginning of each, and has to forget
// all after one that failed.
type vocabulary struct {
	of      [7]keysByTexts
	version int64 // of the file, as its only writing connection sees it
}

func newVocabulary() *vocabulary {
	v := &vocabulary{}
	v.forget()
	return v
}

func (v *vocabulary) forget() {
	for i := range v.of {
		v.of[i] = keysByTexts{}
	}
}

// renew forgets what another program may have changed
// (https://sqlite.org/pragma.html#pragma_data_version), and what grew too large.
// This program removes tenants, and with them texts, only while nothing else is
// written (Lock).
func (v *vocabulary) renew(ctx context.Context, tx *sqlx.Tx) error {
	var version int64
	if err := tx.GetContext(ctx, &version, "PRAGMA data_version"); err != nil {
		return err
	}
	if version != v.version {
		v.forget()
		v.version = version
	}
	for i, known := range v.of {
		if len(known) > mostWords {
			v.of[i] = keysByTexts{}
		}
	}
	return nil
}
