package imports

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// workbook is an Excel file opened for reading row by row. excelize would hold
// the whole file in memory and does not tell, row by row, which numbers are
// dates.
type workbook struct {
	path   string
	parts  map[string]*zip.File
	budget *budget
	limits limits

	sheets  []sheet
	base    time1904
	dates   []bool // by cell style
	strings shared
}

type sheet struct {
	name   string
	part   string
	hidden bool
}

// shared are the texts that cells refer to by number.
type shared struct {
	text []byte
	ends []int
}

func (s *shared) at(number int) (string, bool) {
	if number < 0 || number >= len(s.ends) {
		return "", false
	}
	start := 0
	if number > 0 {
		start = s.ends[number-1]
	}
	return string(s.text[start:s.ends[number]]), true
}

// openWorkbook reads everything but the sheets themselves.
func openWorkbook(name string, archive *zip.Reader, spent *budget, l limits) (*workbook, error) {
	w := &workbook{path: name, parts: map[string]*zip.File{}, budget: spent, limits: l}
	for _, file := range archive.File {
		w.parts[strings.TrimPrefix(file.Name, "/")] = file
	}
	main := "xl/workbook.xml"
	tops, err := w.relations("_rels/.rels", "")
	if err != nil {
		return nil, err
	}
	for _, r := range tops {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.part
		}
	}
	folder, file := path.Split(main)
	related, err := w.relations(folder+"_rels/"+file+".rels", folder)
	if err == nil {
		err = w.readMain(main, related)
	}
	for _, r := range related {
		switch {
		case err != nil:
		case strings.HasSuffix(r.kind, "/styles"):
			err = w.readStyles(r.part)
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = w.readStrings(r.part)
		}
	}
	if err == nil && len(w.sheets) == 0 {
		err = audit.Errorf(audit.CodeFile, "The workbook %q has no sheet that can be read.", name)
	}
	return w, err
}

// open reads one part. One that is not there is empty.
func (w *workbook) open(part string) (io.ReadCloser, error) {
	file := w.parts[part]
	if file == nil {
		return io.NopCloser(strings.NewReader("")), nil
	}
	content, err := file.Open()
	if err != nil {
		return nil, damage("Excel", err)
	}
	return &closing{&careful{from: content, kind: "Excel", budget: w.budget}, content}, nil
}

type closing struct {
	io.Reader
	io.Closer
}

// tokens calls use for each token of a part.
func (w *workbook) tokens(part string, use func(xml.Token) error) error {
	content, err := w.open(part)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	decoder := xml.NewDecoder(&rowGuard{from: content, limit: w.limits.strings})
	for {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = use(token)
		}
		if err != nil {
			return w.explain(err)
		}
	}
}

// explain turns an error of XML into the reason why a workbook ends early.
func (w *workbook) explain(err error) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &unfinished{reason: "The workbook is damaged: its parts are not the XML they should be.", err: err}
	}
	return damage("Excel", err)
}

type relation struct{ id, kind, part string }

func (w *workbook) relations(part, folder string) (list []relation, err error) {
	err = w.tokens(part, func(token xml.Token) error {
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Relationship" {
			target := attribute(start, "Target")
			if after, absolute := strings.CutPrefix(target, "/"); absolute {
				target = after
			} else {
				target = path.Join(folder, target)
			}
			list = append(list, relation{attribute(start, "Id"), attribute(start, "Type"), target})
		}
		return nil
	})
	return list, err
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readMain reads the list of sheets and the date system.
func (w *workbook) readMain(part string, related []relation) error {
	return w.tokens(part, func(token xml.Token) error {
		start, ok := token.(xml.StartElement)
		if !ok {
			return nil
		}
		switch start.Name.Local {
		case "workbookPr":
			value := attribute(start, "date1904")
			w.base = value == "1" || value == "true"
		case "sheet":
			for _, r := range related {
				if r.id == attribute(start, "id") && strings.HasSuffix(r.kind, "/worksheet") {
					state := attribute(start, "state")
					w.sheets = append(w.sheets, sheet{attribute(start, "name"), r.part, state != "" && state != "visible"})
				}
			}
		}
		return nil
	})
}

// readStyles finds out which styles show a number as a date.
func (w *workbook) readStyles(part string) error {
	custom, inside := map[string]string{}, false
	return w.tokens(part, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				custom[attribute(t, "numFmtId")] = attribute(t, "formatCode")
			case "cellXfs":
				inside = true
			case "xf":
				if inside {
					id := attribute(t, "numFmtId")
					code, ok := custom[id]
					w.dates = append(w.dates, ok && isDateFormat(code) || !ok && isDateNumber(id))
				}
			}
		case xml.EndElement:
			inside = inside && t.Name.Local != "cellXfs"
		}
		return nil
	})
}

func (w *workbook) readStrings(part string) error {
	inText, phonetic := false, false
	return w.tokens(part, func(token xml.Token) error {
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			phonetic = phonetic || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !phonetic {
				w.strings.text = append(w.strings.text, t...)
			}
			if len(w.strings.text) > w.limits.strings {
				return audit.Errorf(audit.CodeFile, "The workbook %q holds more than %d MiB of shared texts.", w.path, w.limits.strings>>20).
					WithHint("Save it as CSV and import that.")
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				phonetic = false
			case "si":
				w.strings.ends = append(w.strings.ends, len(w.strings.text))
			}
		}
		return nil
	})
}

// number reads a whole number from an attribute, 0 when it is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
