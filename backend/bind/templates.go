package bind

import (
	"context"
	"encoding/base64"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

// Templates keeps how Excel files are laid out.
type Templates struct{ core *Core }

// List lists the templates by name.
func (t *Templates) List() ([]TemplateForm, error) {
	return call(t.core, "Templates.List", func(ctx context.Context) ([]TemplateForm, error) {
		kept, err := export.Templates(ctx, t.core.Store)
		list := make([]TemplateForm, len(kept))
		for i, one := range kept {
			list[i] = templateForm(one)
		}
		return list, err
	})
}

// Choices lists the columns and sheets that a template chooses from.
func (t *Templates) Choices() TemplateChoices {
	choices := TemplateChoices{Sheets: export.OptionalSheets()}
	for _, c := range export.ExcelColumns() {
		choices.Columns = append(choices.Columns, TemplateColumn(c))
	}
	return choices
}

// Save keeps a template under its name, in place of one that was there.
func (t *Templates) Save(form TemplateForm) error {
	return do(t.core, "Templates.Save", func(ctx context.Context) error {
		kept, err := form.template()
		if err != nil {
			return err
		}
		return export.KeepTemplate(ctx, t.core.Store, kept)
	})
}

// Remove forgets a template; CodeNotFound where there is none of this name.
func (t *Templates) Remove(name string) error {
	return do(t.core, "Templates.Remove", func(ctx context.Context) error {
		return export.RemoveTemplate(ctx, t.core.Store, name)
	})
}

// ChooseLogo asks by the system's dialog for a picture and returns it as a data
// URL; empty when the user changed their mind. Errors are those of
// export.Template.Validate, and CodeFile.
func (t *Templates) ChooseLogo() (string, error) {
	paths, err := t.core.askForFiles(FileQuestion{Title: "Choose a logo", Kind: "Pictures", Pattern: "*.png;*.jpg;*.jpeg"})
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return call(t.core, "Templates.ChooseLogo", func(context.Context) (string, error) {
		content, err := os.ReadFile(paths[0])
		if err != nil {
			return "", audit.Errorf(audit.CodeFile, "The logo %s cannot be read.", paths[0]).Wrapping(err)
		}
		return dataURL(content), export.Template{Logo: content}.Validate()
	})
}

const dataURLMark = ";base64,"

func dataURL(picture []byte) string {
	if len(picture) == 0 {
		return ""
	}
	return "data:" + http.DetectContentType(picture) + dataURLMark + base64.StdEncoding.EncodeToString(picture)
}

func templateForm(t export.Template) TemplateForm {
	form := TemplateForm{Name: t.Name, Title: t.Title, Language: string(t.Language), Columns: t.Columns, Sheets: t.Sheets, Logo: dataURL(t.Logo)}
	if form.Language == "" {
		form.Language = string(export.English)
	}
	if len(form.Columns) == 0 {
		form.Columns = export.ColumnNames()
	}
	if len(form.Sheets) == 0 {
		form.Sheets = export.OptionalSheets()
	}
	// What is no sheet stands for none of them.
	form.Sheets = slices.DeleteFunc(slices.Clone(form.Sheets), func(name string) bool { return !slices.Contains(export.OptionalSheets(), name) })
	return form
}

func (f TemplateForm) template() (export.Template, error) {
	t := export.Template{Name: f.Name, Title: f.Title, Language: export.Language(f.Language), Columns: f.Columns, Sheets: f.Sheets}
	if slices.Equal(t.Columns, export.ColumnNames()) {
		t.Columns = nil // all, also those that later versions have
	}
	switch len(t.Sheets) {
	case 0:
		t.Sheets = []string{export.NoSheets}
	case len(export.OptionalSheets()):
		t.Sheets = nil
	}
	if f.Logo == "" {
		return t, nil
	}
	_, text, found := strings.Cut(f.Logo, dataURLMark)
	logo, err := base64.StdEncoding.DecodeString(text)
	if !found || err != nil {
		return t, audit.Errorf(audit.CodeInvalid, "The logo is no picture.").Wrapping(err)
	}
	t.Logo = logo
	return t, nil
}
