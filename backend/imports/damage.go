package imports

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/trailbook/trailbook/backend/audit"
)

// unfinished says why the entries of a document end before its end. What came
// before is kept.
type unfinished struct {
	reason string // one sentence
	err    error  // the cause, may be nil
}

func (u *unfinished) Error() string { return u.reason }
func (u *unfinished) Unwrap() error { return u.err }

// cutIn says that a document ends where it should not.
func cutIn(where string) *unfinished {
	return &unfinished{reason: fmt.Sprintf("The file ends too early, in %s: it was cut off.", where)}
}

// careful reads compressed data and says in plain words what is wrong with it,
// now and at every later attempt.
type careful struct {
	from   io.Reader
	kind   string // of compression
	budget *budget
	err    error
}

func (c *careful) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.from.Read(p)
	if err == nil || errors.Is(err, io.EOF) && err == io.EOF { //nolint:errorlint // a wrapped EOF is no end
		c.err = err
	} else {
		c.err = damage(c.kind, err)
	}
	if over := c.budget.spend(n); over != nil {
		c.err = over
		return 0, over
	}
	return n, c.err
}

// damage explains an error of reading compressed data. One of the disk, or one
// that is explained already, stays as it is.
func damage(kind string, err error) error {
	var known *audit.Error
	var inside *unfinished
	var disk *fs.PathError
	switch {
	case errors.As(err, &known), errors.As(err, &inside), errors.As(err, &disk):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &unfinished{reason: fmt.Sprintf("The %s data ends too early: the file was cut off.", kind), err: err}
	}
	return &unfinished{reason: fmt.Sprintf("The %s data is damaged; what comes behind the damage cannot be read.", kind), err: err}
}
