package imports

import (
	"bytes"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// prepared is a document ready to give its entries, with what was found out
// about it.
type prepared struct {
	entries
	format    string // ndjson, json, csv, tsv, xlsx
	encoding  string // of text
	delimiter string // of a table of text
	sheet     string // of a workbook, the one that is read
	sheets    []string
	columns   []string // of a table
	export    bool     // a table that Trailbook wrote
	warning   string
}

// prepare finds out how a document is to be read.
func prepare(d document, o *Options, r *reader) (*prepared, error) {
	if d.book != nil {
		return prepareBook(d, o)
	}
	t, err := openText(d, o.Encoding)
	if err != nil {
		return nil, err
	}
	f := t.detect(r)
	p := &prepared{format: f.String(), encoding: t.encoding}
	switch f.kind {
	case columns:
		return p, p.table(t, d, o)
	case archive:
		return p, p.recording(t, d, o)
	}
	p.entries, err = t.jsonEntries(f, o.limits.entry)
	return p, err
}

// table opens delimited text.
func (p *prepared) table(t *text, d document, o *Options) error {
	comma, err := delimiterNamed(o.Delimiter)
	if err != nil {
		return err
	}
	markup := bytes.HasPrefix(bytes.TrimSpace(t.head), []byte("<"))
	named, length := separatorLine(t.head)
	if comma == 0 {
		comma = named
	}
	if comma == 0 {
		comma = delimiterOf(t.head, t.whole)
	}
	if comma == 0 || markup && o.Delimiter == "" {
		return unreadable(o.nameOf(d.member)).
			WithHint("Trailbook imports NDJSON, JSON, CSV, TSV and Excel (.xlsx), each also as .gz, .zip or .zst. If it is a table, name its delimiter.")
	}
	lines := &physicalLines{end: lineEnd(t.head), limit: o.limits.entry}
	if length > 0 {
		lines.number = 1
	}
	_, _ = t.in.Discard(length) // peeked, so it is there
	lines.in = t.in
	rows := &csvRows{lines: lines, comma: comma, limit: o.limits.entry, width: o.limits.columns, utf8: t.encoding == encodingUTF8}
	if p.delimiter = string(comma); comma == '\t' {
		p.format = "tsv"
	}
	opened, err := newTable(rows, true, nil)
	if err == nil {
		p.entries, p.columns, p.export = opened, opened.names, opened.export != nil
	}
	return err
}

// sheetSeries reads sheets one after the other.
type sheetSeries struct {
	book *workbook
	now  *table
	rest []sheet
}

func (s *sheetSeries) next() (item, error) {
	for {
		one, err := s.now.next()
		if !errors.Is(err, io.EOF) || len(s.rest) == 0 {
			return one, err
		}
		if s.now, err = s.book.table(s.rest[0]); err != nil {
			return item{}, err
		}
		s.rest = s.rest[1:]
	}
}

func (w *workbook) table(s sheet) (*table, error) {
	rows, err := w.rows(s)
	if err != nil {
		return nil, err
	}
	return newTable(rows, false, w.base.plain)
}

// eventSheets are the sheets of a workbook that Trailbook exported.
var eventSheets = regexp.MustCompile(`^Events( \d+)?$`)

func prepareBook(d document, o *Options) (*prepared, error) {
	book, err := openWorkbook(o.nameOf(d.member), d.book, d.budget, o.limits)
	if err != nil {
		return nil, err
	}
	p := &prepared{format: "xlsx"}
	for _, s := range book.sheets {
		p.sheets = append(p.sheets, s.name)
	}
	read, err := book.choose(o.Sheet)
	if err != nil {
		return nil, err
	}
	series := &sheetSeries{book: book}
	for i, s := range read {
		if series.now, err = book.table(s); err != nil {
			return nil, err
		}
		if series.now.export != nil || len(series.now.names) > 1 || i == len(read)-1 {
			p.sheet = s.name
			break
		}
	}
	p.entries, p.columns, p.export = series, series.now.names, series.now.export != nil
	others := slices.DeleteFunc(slices.Clone(p.sheets), func(name string) bool { return name == p.sheet })
	if p.export {
		for _, s := range book.sheets {
			if s.name != p.sheet && eventSheets.MatchString(s.name) && o.Sheet == "" {
				series.rest = append(series.rest, s)
			}
		}
		return p, nil
	}
	if len(others) > 0 {
		p.warning = "Only the sheet " + p.sheet + " was read. The workbook also has: " + strings.Join(others, ", ") + "."
	}
	return p, nil
}

// choose lists the sheets in the order in which they are tried.
func (w *workbook) choose(name string) ([]sheet, error) {
	if name != "" {
		names := make([]string, len(w.sheets))
		for i, s := range w.sheets {
			if names[i] = s.name; strings.EqualFold(s.name, name) {
				return w.sheets[i : i+1], nil
			}
		}
		return nil, audit.Errorf(audit.CodeInvalid, "The workbook %q has no sheet %q.", w.path, name).
			WithHint("It has: %s.", strings.Join(names, ", "))
	}
	var own, visible, hidden []sheet
	for _, s := range w.sheets {
		switch {
		case eventSheets.MatchString(s.name):
			own = append(own, s)
		case s.hidden:
			hidden = append(hidden, s)
		default:
			visible = append(visible, s)
		}
	}
	return slices.Concat(own, visible, hidden), nil
}
