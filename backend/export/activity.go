package export

import (
	"bufio"
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// ActivityLine is a line of the activity log as it leaves the program.
type ActivityLine struct {
	Entry  int64  `json:"entry"` // its number in the ledger
	At     string `json:"at"`    // audit.TimeLayout
	What   string `json:"what"`
	Detail string `json:"detail"`
	Who    string `json:"who"`
	Tenant string `json:"tenant"`
	Hash   string `json:"hash"` // of the ledger's entry, hexadecimal
}

// ActivityOf is a line of the store, fit to leave the program.
func ActivityOf(l store.ActivityLine) ActivityLine {
	line := ActivityLine{
		Entry: l.Entry, At: audit.FormatTime(time.UnixMilli(l.At)), What: l.What, Detail: diff.MaskText(l.Detail),
		Who: l.Who, Tenant: l.Tenant, Hash: hex.EncodeToString(l.Hash),
	}
	for _, text := range []*string{&line.What, &line.Detail, &line.Who, &line.Tenant} {
		*text = strings.ToValidUTF8(*text, "\uFFFD")
	}
	return line
}

// WriteActivity writes lines of the activity log as CSV, formulas defused, or as
// NDJSON. Other formats are CodeInvalid.
func WriteActivity(out io.Writer, format Format, lines []store.ActivityLine) error {
	buffer := bufio.NewWriterSize(out, bufferSize)
	switch format {
	case FormatNDJSON:
		encoder := json.NewEncoder(buffer)
		encoder.SetEscapeHTML(false)
		for _, line := range lines {
			if err := encoder.Encode(ActivityOf(line)); err != nil {
				return err
			}
		}
	case FormatCSV:
		if err := activityCSV(&csvFile{out: buffer}, lines); err != nil {
			return err
		}
	default:
		return noActivityFormat(format)
	}
	return buffer.Flush()
}

func noActivityFormat(format Format) error {
	return audit.Errorf(audit.CodeInvalid, "The activity log is not written as %q.", string(format)).
		WithHint("Let the file's name end in .csv or .ndjson.")
}

func activityCSV(w *csvFile, lines []store.ActivityLine) error {
	record := func(fields ...string) error {
		for i, text := range fields {
			text, _ = defuse(text)
			w.field(i, text)
		}
		return w.endRecord()
	}
	if err := record("entry", "at", "what", "detail", "who", "tenant", "hash"); err != nil {
		return err
	}
	for _, stored := range lines {
		l := ActivityOf(stored)
		if err := record(strconv.FormatInt(l.Entry, 10), l.At, l.What, l.Detail, l.Who, l.Tenant, l.Hash); err != nil {
			return err
		}
	}
	return nil
}

// ActivityFile writes lines of the activity log to a file, CSV or NDJSON by its
// name. The file appears only when all of it is written. Errors are those of
// Write.
func ActivityFile(ctx context.Context, path string, lines []store.ActivityLine) (Result, error) {
	format, err := FormatOf(path)
	if err == nil && format != FormatCSV && format != FormatNDJSON {
		err = noActivityFormat(format)
	}
	if err != nil {
		return Result{}, err
	}
	out, err := create(ctx, path)
	if err != nil {
		return Result{}, explain(ctx, path, err)
	}
	defer out.discard()
	if err := WriteActivity(out, format, lines); err != nil {
		return Result{}, explain(ctx, path, err)
	}
	if err := out.publish(); err != nil {
		return Result{}, explain(ctx, path, err)
	}
	return Result{Path: path, Events: len(lines), Bytes: out.bytes, SHA256: out.sum()}, nil
}
