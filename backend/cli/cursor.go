package cli

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// cursor is the last event of a page, newest first. Events that arrive later
// come before it in that order, so the pages behind it stay what they were.
type cursor struct {
	createdAt int64 // epoch ms
	key       int64
}

func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "1:%d:%d", c.createdAt, c.key))
}

func parseCursor(text string) (c cursor, err error) {
	plain, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		_, err = fmt.Sscanf(string(plain), "1:%d:%d", &c.createdAt, &c.key)
	}
	if err != nil || c.String() != text {
		return cursor{}, &usageError{message: "--cursor is not one that Trailbook gave", hint: "Copy it whole from the page before."}
	}
	return c, nil
}

// behind lists the keys of a filter's events, newest first, that come behind a
// cursor; all of them for an empty one.
func behind(ctx context.Context, cache *store.Store, f audit.Filter, text string) ([]int64, error) {
	newestFirst := store.Order{}
	if text == "" {
		return cache.Match(ctx, f, newestFirst)
	}
	last, err := parseCursor(text)
	if err != nil {
		return nil, err
	}
	moment := time.UnixMilli(last.createdAt).UTC()
	older, same := f, f
	older.To = earlier(f.To, moment)
	same.From, same.To = later(f.From, moment), earlier(f.To, moment.Add(time.Millisecond))
	var keys []int64
	if !beginsAfterItsEnd(same) {
		found, err := cache.Match(ctx, same, newestFirst)
		if err != nil {
			return nil, err
		}
		for _, key := range found {
			if key < last.key {
				keys = append(keys, key)
			}
		}
	}
	if beginsAfterItsEnd(older) {
		return keys, nil
	}
	rest, err := cache.Match(ctx, older, newestFirst)
	return append(keys, rest...), err
}

// beginsAfterItsEnd: the cursor has left the filter's period behind.
func beginsAfterItsEnd(f audit.Filter) bool {
	return !f.From.IsZero() && !f.To.IsZero() && f.To.Before(f.From)
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
