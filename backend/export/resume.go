package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/trailbook/trailbook/backend/audit"
)

// Resumed is what a file in OCSF or ECS holds that is to be continued.
type Resumed struct {
	Lines  int    // whole ones
	Tenant string // of the last event
	ID     string
	line   []byte // the last whole line, without its line feed
	size   int64  // of the whole lines
}

// ReadResumed reads what the file at path holds: how many events, and which one
// is the last. A last line without an end is left out. Where there is no file
// the result is nil. A file that is not of the format is CodeInvalid.
func ReadResumed(path string, format Format) (*Resumed, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // nothing to go on from is no error
	}
	if err != nil {
		return nil, explain(context.Background(), path, err)
	}
	defer func() { _ = file.Close() }()
	r := &Resumed{}
	lines := bufio.NewReaderSize(file, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, explain(context.Background(), path, err)
		}
		r.Lines, r.size, r.line = r.Lines+1, r.size+int64(len(line)), bytes.TrimSuffix(line, []byte("\n"))
	}
	if r.Lines == 0 {
		return nil, nil //nolint:nilnil // an empty file is as good as none
	}
	if r.Tenant, r.ID = identityIn(r.line, format); r.ID == "" {
		return nil, audit.Errorf(audit.CodeInvalid, "The file %q does not hold events in this format, so it cannot be continued.", path).
			WithHint("Choose the format that it was written in, or write it anew without --resume.")
	}
	return r, nil
}

// identityIn is the event of a line.
func identityIn(line []byte, format Format) (tenant, id string) {
	var found struct {
		Metadata struct {
			UID       string `json:"uid"`
			TenantUID string `json:"tenant_uid"`
		} `json:"metadata"`
		Event struct {
			ID string `json:"id"`
		} `json:"event"`
		Organization struct {
			Name string `json:"name"`
		} `json:"organization"`
	}
	if json.Unmarshal(line, &found) != nil {
		return "", ""
	}
	if format == FormatOCSF {
		return found.Metadata.TenantUID, found.Metadata.UID
	}
	return found.Organization.Name, found.Event.ID
}

// takeOver begins the new file with what is there already.
func (r *Resumed) takeOver(path string, out *target) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if n, err := io.CopyN(out, file, r.size); err != nil {
		return fmt.Errorf("export: %d of %d bytes taken over: %w", n, r.size, err)
	}
	return nil
}

var errNothing = errors.New("export: no whole line was written")

// keepPart gives a file that is continued its name although the work was
// stopped: all whole lines that were written. The next run goes on from there.
func (t *target) keepPart() error {
	t.ctx = context.WithoutCancel(t.ctx)
	end, err := endOfLines(t.file, t.bytes)
	if err == nil && end == 0 {
		err = errNothing
	}
	if err != nil {
		return err
	}
	if err := t.file.Truncate(end); err != nil {
		return err
	}
	return t.publish()
}

// endOfLines is where the last whole line of a file ends.
func endOfLines(file *os.File, size int64) (int64, error) {
	piece := make([]byte, bufferSize)
	for size > 0 {
		from := max(0, size-int64(len(piece)))
		n, err := file.ReadAt(piece[:size-from], from)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if at := bytes.LastIndexByte(piece[:n], '\n'); at >= 0 {
			return from + int64(at) + 1, nil
		}
		size = from
	}
	return 0, nil
}
