package export

import (
	"bytes"
	"context"
	"image"
	_ "image/jpeg" // a logo
	_ "image/png"  // a logo
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Template is how a workbook is laid out. The zero one is Trailbook's own: all
// columns and sheets, headings in English.
type Template struct {
	Name     string   `json:"name,omitempty"`
	Title    string   `json:"title,omitempty"`    // of sheet Report and the document
	Language Language `json:"language,omitempty"` // of headings; empty is English
	Columns  []string `json:"columns,omitempty"`  // of sheet Events behind the time: canonical names, in this order; empty is all
	Sheets   []string `json:"sheets,omitempty"`   // those of OptionalSheets that are wanted; empty is all
	Logo     []byte   `json:"logo,omitempty"`     // a PNG or JPEG file, for sheet Report
}

// Language is one of the languages of headings.
type Language string

// The languages.
const (
	English Language = "en"
	German  Language = "de"
)

const (
	longestTitle = 120     // characters
	largestLogo  = 1 << 20 // bytes
	logoPixels   = 4096    // a side
	// NoSheets in Template.Sheets leaves out all optional ones.
	NoSheets = "none"
)

// OptionalSheets lists the sheets that a template may leave out. Events,
// Report and Notes are always there: what a file is, and what it does not show
// as it was recorded, is never left out.
func OptionalSheets() []string { return []string{changesSheet, summarySheet, sourcesSheet, pivotSheet} }

// ColumnNames lists the columns that sheet Events can have, by their canonical
// names.
func ColumnNames() []string { return slices.Clone(excelOrder) }

// Validate reports what a template cannot mean: CodeInvalid.
func (t Template) Validate() error {
	invalid := func(format string, args ...any) *audit.Error { return audit.Errorf(audit.CodeInvalid, format, args...) }
	switch {
	case t.Language != "" && t.Language != English && t.Language != German:
		return invalid("There are no headings in the language %q.", t.Language).WithHint("Use en or de.")
	case utf8.RuneCountInString(t.Title) > longestTitle:
		return invalid("The title is longer than %d characters.", longestTitle)
	case len(t.Logo) > largestLogo:
		return invalid("The logo is larger than 1 MB.").WithHint("Make the picture smaller.")
	}
	for i, name := range t.Columns {
		if !slices.Contains(excelOrder, name) {
			return invalid("There is no column %q.", name).WithHint("The columns are: %s.", strings.Join(excelOrder, ", "))
		}
		if slices.Contains(t.Columns[:i], name) {
			return invalid("The column %q is named twice.", name)
		}
	}
	for _, name := range t.Sheets {
		if !slices.Contains(OptionalSheets(), name) && !(name == NoSheets && len(t.Sheets) == 1) {
			return invalid("There is no sheet %q to choose.", name).
				WithHint("The sheets are: %s, or none of them: %s. Events, Report and Notes are always there.", strings.Join(OptionalSheets(), ", "), NoSheets)
		}
	}
	if len(t.Logo) > 0 {
		if _, _, err := t.logo(); err != nil {
			return err
		}
	}
	return nil
}

// logo is the kind of picture that the logo is, as a file's extension, and its
// size in pixels.
func (t Template) logo() (extension string, size image.Point, err error) {
	found, kind, err := image.DecodeConfig(bytes.NewReader(t.Logo))
	if err != nil || found.Width < 1 || found.Height < 1 || found.Width > logoPixels || found.Height > logoPixels {
		return "", size, audit.Errorf(audit.CodeInvalid, "The logo is no PNG or JPEG picture of at most %d × %d pixels.", logoPixels, logoPixels)
	}
	return "." + kind, image.Pt(found.Width, found.Height), nil
}

// wants reports whether the template has an optional sheet.
func (t Template) wants(sheet string) bool {
	return len(t.Sheets) == 0 || slices.Contains(t.Sheets, sheet)
}

const templatesSetting = "export.templates"

// Templates lists the templates kept in cache, by name.
func Templates(ctx context.Context, cache *store.Store) ([]Template, error) {
	kept := map[string]Template{}
	if err := cache.Setting(ctx, templatesSetting, &kept); err != nil {
		return nil, err
	}
	list := make([]Template, 0, len(kept))
	for _, name := range slices.Sorted(maps.Keys(kept)) {
		t := kept[name]
		t.Name = name
		list = append(list, t)
	}
	return list, nil
}

// TemplateNamed is the template kept under a name; the empty name is
// Trailbook's own. CodeNotFound says that there is none.
func TemplateNamed(ctx context.Context, cache *store.Store, name string) (Template, error) {
	if name == "" {
		return Template{}, nil
	}
	list, err := Templates(ctx, cache)
	if err != nil {
		return Template{}, err
	}
	for _, t := range list {
		if t.Name == name {
			return t, nil
		}
	}
	return Template{}, noTemplate(name)
}

func noTemplate(name string) error {
	return audit.Errorf(audit.CodeNotFound, "There is no template %q.", name).WithHint("See: trailbook template list")
}

// KeepTemplate keeps t under its name, in place of one that was there. The
// error is CodeInvalid for one that Validate refuses, or without a name.
func KeepTemplate(ctx context.Context, cache *store.Store, t Template) error {
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		return audit.Errorf(audit.CodeInvalid, "A template needs a name.")
	}
	if err := t.Validate(); err != nil {
		return err
	}
	return changeTemplates(ctx, cache, func(kept map[string]Template) error {
		kept[t.Name] = t
		return nil
	})
}

// RemoveTemplate forgets the template of a name. CodeNotFound says that there
// is none.
func RemoveTemplate(ctx context.Context, cache *store.Store, name string) error {
	return changeTemplates(ctx, cache, func(kept map[string]Template) error {
		if _, ok := kept[name]; !ok {
			return noTemplate(name)
		}
		delete(kept, name)
		return nil
	})
}

func changeTemplates(ctx context.Context, cache *store.Store, change func(map[string]Template) error) error {
	kept := map[string]Template{}
	err := cache.Setting(ctx, templatesSetting, &kept)
	if err == nil {
		err = change(kept)
	}
	if err != nil {
		return err
	}
	return cache.KeepSetting(ctx, templatesSetting, kept)
}
