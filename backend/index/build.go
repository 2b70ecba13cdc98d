package index

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
)

// errUnfit says that the keys of a cache's words are too far apart.
var errUnfit = errors.New("index: the keys of the words lie too far apart")

// build makes a version from the cache as it is; progress hears how many
// events are read. Events are read by several readers, each at a moment of its
// own: what the ledger tells of since the position asked for first is read
// again afterwards, by follow.
func build(ctx context.Context, cache Cache, progress func(done int)) (*Version, error) {
	v := newVersion()
	at, err := cache.Head(ctx)
	if err != nil {
		return nil, err
	}
	var cuts []int64
	err = cache.Reading(ctx, func(r Reader) error {
		cuts, err = r.Split(ctx, workersOf())
		return err
	})
	if err != nil {
		return nil, err
	}
	b := &builder{version: v, progress: progress}
	stretches := make([][]*chunk, len(cuts)+1)
	errs := make([]error, len(stretches))
	var reading sync.WaitGroup
	for i := range stretches {
		from, to := edge(cuts, i-1, -1<<63), edge(cuts, i, 1<<63-1)
		reading.Go(func() {
			errs[i] = cache.Reading(ctx, func(r Reader) (err error) {
				stretches[i], err = b.read(ctx, r, from, to)
				return err
			})
		})
	}
	reading.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	if v.words, err = readWords(ctx, cache); err != nil {
		return nil, err
	}
	v.Position = at
	if v = v.with(slices.Concat(stretches...)); !v.fits() {
		return nil, errUnfit
	}
	return v, nil
}

func edge(cuts []int64, i int, otherwise int64) int64 {
	if i < 0 || i >= len(cuts) {
		return otherwise
	}
	return cuts[i]
}

// builder makes chunks of rows that several readers bring.
type builder struct {
	version   *Version
	numbering sync.Mutex
	done      atomic.Int64
	progress  func(done int)
}

func (b *builder) read(ctx context.Context, r Reader, from, to int64) (chunks []*chunk, err error) {
	rows := make([]Row, 0, chunkRows)
	flush := func() {
		chunks = append(chunks, b.version.pack(rows, true, &b.numbering)...)
		done := b.done.Add(int64(len(rows)))
		rows = rows[:0]
		if b.progress != nil {
			b.progress(int(done))
		}
	}
	err = r.Rows(ctx, from, to, func(row Row) {
		if rows = append(rows, row); len(rows) == chunkRows {
			flush()
		}
	})
	flush()
	return chunks, err
}

// readWords reads all dictionaries.
func readWords(ctx context.Context, cache Cache) (words [Dictionaries]*Dictionary, err error) {
	err = cache.Reading(ctx, func(r Reader) error {
		for i := range words {
			if words[i], err = moreWords(ctx, r, i, nil); err != nil {
				return err
			}
		}
		return nil
	})
	return words, err
}

// moreWords is a dictionary with the words that the cache has above its own.
func moreWords(ctx context.Context, r Reader, i int, d *Dictionary) (*Dictionary, error) {
	above := int64(-1)
	if d != nil {
		above = int64(d.Top()) - 1
	}
	var words []Word
	err := r.Words(ctx, i, above, func(w Word) error { words = append(words, w); return nil })
	return d.add(words), err
}
