// Package har reads HAR 1.2, in which a browser's network tab saves what it
// asked and was answered: exchange by exchange, so that a file of any size
// needs little memory. What proves who somebody is (headers, cookies,
// passwords, tokens) does not leave this package.
package har

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Exchange is one request with its answer.
type Exchange struct {
	Started time.Time // zero when the HAR does not say
	Method  string
	URL     *url.URL // without user, password and fragment; values of secret parameters are emptied
	Query   []Param  // in order
	Form    []Param  // fields of a form that was sent
	Sent    []byte   // body of the request that is JSON, secret members emptied; nil for others
	Auth    []Auth   // the headers that said who asks
	Cookies bool     // cookies were sent
	Status  int      // of the answer; 0 when there was none
	Type    string   // media type of the answer, without parameters
	Link    string   // the answer's Link header
	Body    []byte   // of the answer, decoded; nil when the HAR has none
}

// Param is a parameter of a request.
type Param struct {
	Name, Value string
	Secret      bool // the value was a secret and is empty
}

// Auth is a header that said who asks, without what it said.
type Auth struct {
	Header string // as written, such as Authorization or X-Api-Key
	Prefix string // before the token, such as "Bearer "; mostly empty
}

// Limits bound what is read. A zero field means the default.
type Limits struct {
	File     int64 // bytes of the whole HAR, default 4 GiB
	Exchange int64 // bytes of one exchange with its bodies, default 128 MiB
}

func (l Limits) withDefaults() Limits {
	if l.File == 0 {
		l.File = 4 << 30
	}
	if l.Exchange == 0 {
		l.Exchange = 128 << 20
	}
	return l
}

// Read hands the exchanges of a HAR to visit, one by one, in the HAR's order.
// An exchange that cannot be understood (a URL that is none, a body in broken
// base64) comes as far as it can, or not at all.
//
// Errors are those of visit, and *audit.Error: CodeFile for a file that is no
// HAR, ends too early, is nested too deeply or larger than the limits,
// CodeCancelled.
func Read(ctx context.Context, r io.Reader, limits Limits, visit func(Exchange) error) error {
	limits = limits.withDefaults()
	bounded := &meter{ctx: ctx, from: r, file: limits.File}
	in := bufio.NewReaderSize(bounded, 1<<16)
	if start, _ := in.Peek(3); bytes.Equal(start, []byte("\xef\xbb\xbf")) {
		_, _ = in.Discard(3) // it was there to be peeked at
	}
	f := &file{decoder: json.NewDecoder(in), meter: bounded, limit: limits.Exchange, visit: visit}
	err := f.read()
	var own visitError
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return audit.Errorf(audit.CodeCancelled, "Stopped.").Wrapping(ctx.Err())
	case errors.As(err, &own):
		return own.error
	}
	return explain(err, limits)
}

// visitError is an error of the caller's.
type visitError struct{ error }

func (e visitError) Unwrap() error { return e.error }

// The ways in which a file is no HAR that can be read.
var (
	errNoHAR    = errors.New("har: no log.entries")
	errFileSize = errors.New("har: the file is too large")
	errOneSize  = errors.New("har: an exchange is too large")
)

func explain(err error, limits Limits) *audit.Error {
	switch {
	case errors.Is(err, errFileSize):
		return audit.Errorf(audit.CodeFile, "The HAR is larger than %d MB.", limits.File>>20).
			WithHint("Clear the network tab before opening the Audit Logs page, then save the HAR again.").Wrapping(errFileSize)
	case errors.Is(err, errOneSize):
		return audit.Errorf(audit.CodeFile, "One request in the HAR is larger than %d MB.", limits.Exchange>>20).
			WithHint("Clear the network tab before opening the Audit Logs page, then save the HAR again.").Wrapping(errOneSize)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return audit.Errorf(audit.CodeFile, "The HAR ends too early.").
			WithHint("Save it again in the browser's network tab, and wait until it is written.").Wrapping(io.ErrUnexpectedEOF)
	}
	// The cause is left out: the JSON reader quotes what it stumbled over.
	return audit.Errorf(audit.CodeFile, "The file is not a HAR that can be read.").
		WithHint("In the browser's network tab choose \"Save all as HAR\", and take that file.").Wrapping(errNoHAR)
}

// meter counts what is read.
type meter struct {
	ctx   context.Context
	from  io.Reader
	total int64
	file  int64 // total may not exceed it
	stop  int64 // nor this, where it is set
}

func (m *meter) Read(p []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	if m.total > m.file {
		return 0, errFileSize
	}
	if m.stop > 0 && m.total > m.stop {
		return 0, errOneSize
	}
	n, err := m.from.Read(p)
	m.total += int64(n)
	return n, err
}

// file is a HAR being read.
type file struct {
	decoder *json.Decoder
	meter   *meter
	limit   int64
	visit   func(Exchange) error
	seen    bool // log.entries
}

func (f *file) read() error {
	if err := f.object(func(key string) error {
		if key == "log" {
			return f.object(f.member)
		}
		return f.skip()
	}); err != nil {
		return cut(err)
	}
	if !f.seen {
		return errNoHAR
	}
	return nil
}

// cut gives an early end its own name.
func cut(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// member reads a member of log.
func (f *file) member(key string) error {
	if key != "entries" {
		return f.skip()
	}
	f.seen = true
	if err := f.open('['); err != nil {
		return err
	}
	for f.decoder.More() {
		var one entry
		f.meter.stop = f.meter.total + f.limit
		if err := f.decoder.Decode(&one); err != nil {
			var kind *json.UnmarshalTypeError
			if errors.As(err, &kind) {
				continue // not an object, or members of odd kinds
			}
			return err
		}
		if exchange, ok := one.exchange(); ok {
			if err := f.visit(exchange); err != nil {
				return visitError{err}
			}
		}
	}
	f.meter.stop = 0
	_, err := f.decoder.Token()
	return err
}

// object goes through the members of the object that comes next.
func (f *file) object(member func(key string) error) error {
	if err := f.open('{'); err != nil {
		return err
	}
	for f.decoder.More() {
		token, err := f.decoder.Token()
		if err != nil {
			return err
		}
		key, ok := token.(string)
		if !ok {
			return errNoHAR
		}
		if err := member(key); err != nil {
			return err
		}
	}
	_, err := f.decoder.Token()
	return err
}

func (f *file) open(want json.Delim) error {
	token, err := f.decoder.Token()
	if err != nil {
		return err
	}
	if token != want {
		return errNoHAR
	}
	return nil
}

// skip passes a value by, token by token: it may be of any size.
func (f *file) skip() error {
	for depth := 0; ; {
		token, err := f.decoder.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth > deepest {
			return fmt.Errorf("har: nested deeper than %d", deepest)
		}
		if depth == 0 {
			return nil
		}
	}
}

// deepest is how deeply the parts of a HAR that are skipped may be nested.
const deepest = 10000
