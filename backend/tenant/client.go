// Package tenant is the client of an Appmixer tenant's API: signing in, and
// reading the audit log page by page as an endpoint profile describes it. It
// turns entries into events and every failure into an *audit.Error that a
// person can act on. No error, note or return value but Token holds a secret
// or the body of an answer.
package tenant

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Config is what a client needs to know. Only URL is always needed.
type Config struct {
	URL       string // of the tenant's API; sub-path and port are kept
	Email     string
	Password  string
	Token     string            // preferred to the password while it is valid
	Profile   *Profile          // nil: the default
	CAFile    string            // PEM or DER file of further certificate authorities
	AllowHTTP bool              // plain http also beyond this computer
	HTTP      http.RoundTripper // nil: a transport of our own; with one given, CAFile must be empty
	UserAgent string            // empty: "Trailbook"
	Retry     RetryPolicy
	Limits    Limits
	Notify    func(note string) // told what a request waits for, e.g. "waiting 4 s: the tenant asks for fewer requests (try 2 of 8)"
}

// Client talks to one tenant, one request at a time. Its methods may be called
// from several goroutines.
type Client struct {
	base        *url.URL
	email       string
	password    string
	profile     *Profile
	http        *http.Client
	userAgent   string
	retry       RetryPolicy
	limits      Limits
	notify      func(string)
	turn        chan struct{} // holds one element while a method is at work
	transferred atomic.Int64

	mu    sync.Mutex // guards what follows
	token token
}

// New checks the configuration; it does not connect. Errors are *audit.Error:
// CodeInvalid for the URL, the token or the CA file's content, CodeFile for a
// CA file that cannot be read, CodeProfile for the profile.
func New(config Config) (*Client, error) {
	base, err := parseURL(config.URL, config.AllowHTTP)
	if err != nil {
		return nil, err
	}
	own, err := parseToken(config.Token)
	if err != nil {
		return nil, err
	}
	profile := config.Profile
	if profile == nil {
		profile = DefaultProfile()
	}
	if err := profile.Validate(); err != nil {
		return nil, err
	}
	limits := config.Limits.withDefaults()
	transport := config.HTTP
	if transport == nil {
		if transport, err = newTransport(config.CAFile, limits); err != nil {
			return nil, err
		}
	} else if config.CAFile != "" {
		return nil, audit.Errorf(audit.CodeInvalid, "A CA file cannot be added to a given transport.")
	}
	if config.UserAgent == "" {
		config.UserAgent = "Trailbook"
	}
	return &Client{
		base: profile.Server.base(base), email: config.Email, password: config.Password, token: own,
		profile: profile, userAgent: config.UserAgent,
		http:  &http.Client{Transport: transport, CheckRedirect: stayOnHost},
		retry: config.Retry.withDefaults(), limits: limits, notify: config.Notify,
		turn: make(chan struct{}, 1),
	}, nil
}

// Page reads up to limit entries from a position (limit 0: the profile's page
// size), in the log's own order. It signs in first where needed, and
// again when the tenant drops the session and a password is at hand.
//
// Errors are *audit.Error, after the retries that promise anything:
// CodeCancelled, CodeNoCredentials, CodeWrongPassword, CodeExpired,
// CodeForeignToken, CodeMissingScope, CodeEndpointMissing, CodeProfile,
// CodeNotJSON, CodeCutOff, CodeThrottled, CodeServer, CodeUnreachable,
// CodeNotAppmixer.
func (c *Client) Page(ctx context.Context, at Position, limit int) (Page, error) {
	if limit <= 0 {
		limit = c.profile.Request.Paging.Size
	}
	asked, err := c.pageCall(at, limit)
	if err != nil {
		return Page{}, err
	}
	var page Page
	asked.read = func(body []byte) (err error) {
		page, err = c.profile.ReadPage(body)
		return err
	}
	err = c.exclusively(ctx, func() error { return c.do(ctx, asked) })
	if errors.Is(err, errBehindLast) {
		return Page{Total: -1, Next: at}, nil
	}
	if err != nil {
		return page, err
	}
	page.Next, page.More = c.profile.next(at, page, asked.header)
	return page, nil
}

// Transferred is the number of bytes of answers' bodies that arrived so far,
// as on the wire: compressed where the tenant compresses.
func (c *Client) Transferred() int64 { return c.transferred.Load() }

// Close lets go of idle connections. The client can be used again.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// exclusively runs work when no other is at work.
func (c *Client) exclusively(ctx context.Context, work func() error) error {
	select {
	case <-ctx.Done():
		return cancelled(ctx)
	case c.turn <- struct{}{}:
	}
	defer func() { <-c.turn }()
	return work()
}

// call is one request and what its answers mean.
type call struct {
	method, path string
	query        url.Values
	body         []byte
	signed       bool                          // carries the token
	tries        int                           // fewer than the policy's; 0 for those
	meaning      func(status int) *audit.Error // of a 4xx other than 408, 425 and 429
	read         func(body []byte) error       // takes the body of a 2xx; its errors are *audit.Error
	target       *url.URL                      // instead of path and query: an address the tenant gave
	header       http.Header                   // of the answer, once read is called
}

// do sends a call until it succeeds, fails for good, or the tries run out.
func (c *Client) do(ctx context.Context, call *call) error {
	tries, refusals := c.retry.Tries, 0
	if call.tries > 0 {
		tries = min(tries, call.tries)
	}
	for try := 1; ; try++ {
		if err := c.prepare(ctx, call); err != nil {
			return err
		}
		f := c.attempt(ctx, call)
		switch {
		case f == nil:
			return nil
		case ctx.Err() != nil:
			return cancelled(ctx)
		case call.signed && f.unsigned:
			refusals++
			if again, err := c.renew(refusals); err != nil {
				return err
			} else if again {
				continue
			}
			f.why = "the tenant did not accept the token"
		case !f.again || try >= tries:
			return f.err
		}
		if c.wait(ctx, f, try, tries) != nil {
			return cancelled(ctx)
		}
	}
}

// prepare is what comes before each attempt: a token, where the call needs one.
func (c *Client) prepare(ctx context.Context, call *call) error {
	switch {
	case ctx.Err() != nil:
		return cancelled(ctx)
	case call.signed:
		return c.ensureToken(ctx)
	}
	return nil
}

// attempt sends a call once. The result is nil when it succeeded.
func (c *Client) attempt(ctx context.Context, call *call) *failure {
	w := newWatch(ctx, c.limits.Connect+c.limits.Header)
	defer w.stop()
	req, err := c.request(w.ctx, call)
	if err != nil {
		return &failure{err: audit.Errorf(audit.CodeInternal, "The request cannot be made.").Wrapping(safeCause(err))}
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return noAnswer(w.cause(err))
	}
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode/100 != 2 {
		return refused(call, resp, c.looksLikeHTML(resp, w))
	}
	body, failed := c.readBody(resp, w)
	if failed != nil {
		return failed
	}
	call.header = resp.Header
	if err := call.read(body); err != nil {
		var known *audit.Error
		if !errors.As(err, &known) {
			known = audit.Errorf(audit.CodeInternal, "The answer cannot be read.").Wrapping(safeCause(err))
		}
		return badBody(known)
	}
	return nil
}

func (c *Client) request(ctx context.Context, call *call) (*http.Request, error) {
	target := call.target
	if target == nil {
		target = c.base.JoinPath(call.path)
		target.RawQuery = call.query.Encode()
	}
	var body io.Reader
	if call.body != nil {
		body = bytes.NewReader(call.body)
	}
	req, err := http.NewRequestWithContext(ctx, call.method, target.String(), body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", c.userAgent)
	if call.body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if secret, _ := c.Token(); call.signed {
		req.Header.Set(c.profile.Server.Header, c.profile.Server.Prefix+secret)
	}
	return req, nil
}

// Token returns the token in use and when it ends, so that the caller may keep
// it. The time is zero when the token does not say, the text empty before the
// first sign-in.
func (c *Client) Token() (text string, until time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.token.text, c.token.until
}
