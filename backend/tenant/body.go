package tenant

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// watch ends a request in which nothing happens any more.
type watch struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
}

func newWatch(parent context.Context, patience time.Duration) *watch {
	ctx, cancel := context.WithCancelCause(parent)
	return &watch{ctx, cancel, time.AfterFunc(patience, func() { cancel(errSilent) })}
}

func (w *watch) stop() {
	w.timer.Stop()
	w.cancel(nil)
}

// cause is errSilent when the watch ended the request, else err.
func (w *watch) cause(err error) error {
	if errors.Is(context.Cause(w.ctx), errSilent) {
		return errSilent
	}
	return err
}

// wire reads the bytes of a body, counts them, and keeps the watch awake.
type wire struct {
	body  io.Reader
	count *atomic.Int64
	awake func()
}

func (r *wire) Read(into []byte) (int, error) {
	n, err := r.body.Read(into)
	if n > 0 {
		r.count.Add(int64(n))
		r.awake()
	}
	return n, err
}

// readBody reads an answer to its end and decompresses it. Each body has
// memory of its own, because the entries of a page are parts of it. One that is
// too large counts as cut off, by us: the caller can ask for fewer entries, but
// asking for the same again is useless.
func (c *Client) readBody(resp *http.Response, w *watch) ([]byte, *failure) {
	w.timer.Reset(c.limits.Idle)
	var source io.Reader = &wire{resp.Body, &c.transferred, func() { w.timer.Reset(c.limits.Idle) }}
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		unzipped, err := gzip.NewReader(source)
		if err != nil {
			return nil, badBody(cutOff(w.cause(err)))
		}
		source = unzipped
	}
	var body bytes.Buffer
	if size := resp.ContentLength; size > 0 {
		body.Grow(int(min(size, 16<<20)) + bytes.MinRead)
	}
	n, err := body.ReadFrom(io.LimitReader(source, c.limits.Body+1))
	switch {
	case n > c.limits.Body:
		return nil, &failure{err: audit.Errorf(audit.CodeCutOff,
			"The tenant's answer is larger than %d MiB.", c.limits.Body>>20).
			WithHint("Lower paging.size in the endpoint profile.")}
	case err != nil:
		return nil, badBody(cutOff(w.cause(err)))
	}
	return body.Bytes(), nil
}

func cutOff(err error) *audit.Error {
	failed := textError(errCut)
	failed.Err = safeCause(err)
	return failed
}

// looksLikeHTML reads the beginning of an answer that is not wanted and
// reports whether it is a page. The text itself goes no further.
func (c *Client) looksLikeHTML(resp *http.Response, w *watch) bool {
	w.timer.Reset(c.limits.Idle)
	source := &wire{resp.Body, &c.transferred, func() {}}
	head, _ := io.ReadAll(io.LimitReader(source, 4<<10)) // what did arrive is enough
	return strings.Contains(resp.Header.Get("Content-Type"), "html") || bytes.HasPrefix(bytes.TrimSpace(head), []byte("<"))
}
