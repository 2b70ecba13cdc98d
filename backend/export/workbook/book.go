package workbook

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Book is a workbook that is read, by whatever program it was written. It takes
// little memory however large it is.
type Book struct {
	archive    *zip.ReadCloser
	parts      map[string]*zip.File
	sheets     []sheetPart
	texts      *texts
	textsPart  string
	textsRead  bool
	properties map[string]string
}

type sheetPart struct{ name, part string }

// Open opens the workbook at file. Folder is private, for what does not fit
// into memory; empty is the system's for temporary files. The error is CodeFile
// for what is no workbook.
func Open(file, folder string) (*Book, error) {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return nil, notOne(file, err)
	}
	b := &Book{archive: archive, parts: map[string]*zip.File{}, texts: &texts{folder: folder}, properties: map[string]string{}}
	for _, f := range archive.File {
		b.parts[f.Name] = f
	}
	if err := b.readMain(); err != nil {
		b.Close()
		return nil, notOne(file, err)
	}
	return b, nil
}

func notOne(file string, err error) error {
	return audit.Errorf(audit.CodeFile, "%s is no Excel workbook that can be read.", file).
		WithHint("Choose a file that ends in .xlsx.").Wrapping(err)
}

// Close lets go of the file.
func (b *Book) Close() {
	b.texts.close()
	_ = b.archive.Close()
}

// Sheets lists the names of the sheets, in their order.
func (b *Book) Sheets() []string {
	names := make([]string, len(b.sheets))
	for i, s := range b.sheets {
		names[i] = s.name
	}
	return names
}

// Property is a custom property of the document, empty where it has none.
func (b *Book) Property(name string) string { return b.properties[name] }

// walk calls use for each tag of a part. The end is no error.
func (b *Book) walk(part string, use func(s *scanner) error) error {
	f := b.parts[part]
	if f == nil {
		return fmt.Errorf("workbook: there is no part %s", part)
	}
	content, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	s := newScanner(content)
	for {
		err := s.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = use(s)
		}
		if err != nil {
			return err
		}
	}
}

const mainPart = "xl/workbook.xml"

func (b *Book) readMain() error {
	targets := map[string]string{}
	err := b.walk("xl/_rels/workbook.xml.rels", func(s *scanner) error {
		if s.opens && s.is("Relationship") {
			target := s.attribute("Target")
			if rest, absolute := strings.CutPrefix(target, "/"); absolute {
				target = rest
			} else {
				target = path.Join("xl", target)
			}
			targets[s.attribute("Id")] = target
			if strings.HasSuffix(s.attribute("Type"), "/sharedStrings") {
				b.textsPart = target
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.walk(mainPart, func(s *scanner) error {
		if s.opens && s.is("sheet") {
			b.sheets = append(b.sheets, sheetPart{s.attribute("name"), targets[s.attribute("id")]})
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = errors.New("workbook: there are no sheets")
	}
	if err != nil || b.parts[propertiesPart] == nil {
		return err
	}
	return b.readProperties()
}

const propertiesPart = "docProps/custom.xml"

func (b *Book) readProperties() error {
	name := ""
	return b.walk(propertiesPart, func(s *scanner) error {
		switch {
		case s.opens && s.is("property"):
			name = s.attribute("name")
		case !s.opens && s.is("property"):
			name = ""
		case !s.opens && name != "":
			b.properties[name] += string(s.text)
		}
		return nil
	})
}

// text is shared text number i. All of them are read when the first is needed.
func (b *Book) text(i int) (string, error) {
	if !b.textsRead {
		b.textsRead = true
		var one []byte
		aside := false
		err := b.walk(b.textsPart, func(s *scanner) error {
			switch {
			case s.is("rPh"):
				aside = s.opens // how to pronounce it
			case s.is("t") && s.closes && !s.opens && !aside:
				one = append(one, s.text...)
			case s.is("si") && s.closes:
				err := b.texts.add(plainText(one))
				one = one[:0]
				return err
			}
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return b.texts.at(i)
}
