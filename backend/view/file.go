package view

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// Extension is that of a view's file.
const Extension = ".trailbook-view"

// Of the file: docs/view.md describes it, docs/view.schema.json is its schema.
const (
	format  = "trailbook-view"
	version = 1
	// largestFile bounds what is read of a file, bytes.
	largestFile = 64 << 10
)

type file struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	View
}

// Encode writes a view as the text of its file.
func (v View) Encode() ([]byte, error) {
	if err := v.Validate(); err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(file{format, version, v}, "", "  ")
	return append(text, '\n'), err
}

// Parse reads the text of a view's file. CodeInvalid says that it is no view,
// one of a later version, or one that Validate refuses.
func Parse(text []byte) (View, error) {
	if len(text) > largestFile {
		return View{}, invalid("This is no view: a view has at most %d bytes.", largestFile)
	}
	if !utf8.Valid(text) {
		return View{}, invalid("This is no view: it is not text in UTF-8.")
	}
	var head struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
	}
	if err := json.Unmarshal(text, &head); err != nil || head.Format != format {
		return View{}, invalid("This is no view.").WithHint("A view is a file that Trailbook saved, %q by its format.", format).Wrapping(err)
	}
	if head.Version > version {
		return View{}, invalid("This view was saved by a later version of Trailbook.").WithHint("Update Trailbook to open it.")
	}
	var read file
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil || head.Version != version {
		return View{}, invalid("This view cannot be read: it holds what no view has.").Wrapping(err)
	}
	return read.View, read.Validate()
}

// ReadFile reads a view from a file. The errors are those of Parse, and
// CodeFile.
func ReadFile(path string) (View, error) {
	opened, err := os.Open(path)
	if err != nil {
		return View{}, audit.Errorf(audit.CodeFile, "The file %s cannot be read.", path).Wrapping(err)
	}
	defer func() { _ = opened.Close() }()
	text, err := io.ReadAll(io.LimitReader(opened, largestFile+1))
	if err != nil {
		return View{}, audit.Errorf(audit.CodeFile, "The file %s cannot be read.", path).Wrapping(err)
	}
	return Parse(text)
}

// WriteFile writes the view's file. The errors are those of Validate, and
// CodeFile.
func (v View) WriteFile(path string) error {
	text, err := v.Encode()
	if err != nil {
		return err
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return audit.Errorf(audit.CodeFile, "The view cannot be written to %s.", path).Wrapping(err)
	}
	return nil
}
