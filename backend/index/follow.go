package index

import (
	"context"
	"errors"
)

// errLost says that a version cannot follow the cache any more: its ledger is
// another one.
var errLost = errors.New("index: the ledger does not lead on from these columns")

// follow is the version as the cache is now.
func (v *Version) follow(ctx context.Context, cache Cache) (next *Version, err error) {
	err = cache.Reading(ctx, func(r Reader) error {
		ch, known, err := r.Since(ctx, v.Position)
		if err != nil {
			return err
		}
		if !known {
			return errLost
		}
		next, err = v.catchUp(ctx, r, ch)
		return err
	})
	return next, err
}

func (v *Version) catchUp(ctx context.Context, r Reader, ch Changes) (*Version, error) {
	next := *v
	next.Position = ch.Position
	if len(ch.Keys) == 0 && len(ch.Removed) == 0 && !ch.Renamed {
		return &next, nil
	}
	var err error
	for i, d := range v.words {
		// A tenant's name may be another one, and with a tenant words go whose
		// keys may be given to others.
		if i == Tenants || len(ch.Removed) > 0 {
			d = nil
		}
		if next.words[i], err = moreWords(ctx, r, i, d); err != nil {
			return nil, err
		}
	}
	keys := NewKeySet(ch.Keys).sorted()
	rows := make([]Row, 0, len(keys))
	if err := r.RowsOf(ctx, keys, func(row Row) { rows = append(rows, row) }); err != nil {
		return nil, err
	}
	made, err := next.apply(ctx, change{rows: rows, keys: keys, tenants: NewSet(ch.Removed...)})
	if err == nil && !made.fits() {
		return nil, errUnfit
	}
	return made, err
}

// sorted lists the keys, ascending.
func (s *KeySet) sorted() []int64 {
	if s.bits == nil {
		return s.list
	}
	list := make([]int64, 0, s.n)
	for i, word := range s.bits {
		for ; word != 0; word &= word - 1 {
			list = append(list, int64(i*64+trailing(word)))
		}
	}
	return list
}
