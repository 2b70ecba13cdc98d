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
	if same.Validate() == nil {
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
	if older.Validate() != nil {
		return keys, nil // the period begins after the cursor
	}
	rest, err := cache.Match(ctx, older, newestFirst)
	return append(keys, rest...), err
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
