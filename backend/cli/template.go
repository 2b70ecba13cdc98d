package cli

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export"
)

func (p *program) templateListCommand() *command {
	return &command{
		name: "template list", summary: "list the templates of Excel files",
		run: func(ctx context.Context, _ []string) error {
			list, err := p.templates(ctx)
			if err != nil {
				return err
			}
			if p.json {
				return p.printTemplates(list)
			}
			var b strings.Builder
			for _, t := range list {
				fmt.Fprintln(&b, diff.Printable(t.Name))
			}
			return p.print(b.String())
		},
	}
}

func (p *program) templateShowCommand() *command {
	return &command{
		name: "template show", args: "NAME", summary: "show a template", least: 1, most: 1,
		run: func(ctx context.Context, args []string) error {
			cache, err := p.cache(ctx)
			if err != nil {
				return err
			}
			t, err := export.TemplateNamed(ctx, cache, args[0])
			if err != nil {
				return err
			}
			if p.json {
				return p.printJSON(shownTemplate(t))
			}
			return p.print(templateText(t))
		},
	}
}

func (p *program) templateSaveCommand() *command {
	var t export.Template
	var language, logo string
	return &command{
		name: "template save", args: "NAME", summary: "keep how an Excel file is laid out, for export --template", least: 1, most: 1,
		text: `
A template of the same name is replaced. Columns and sheets that are not named
are all of them. Events, Report and Notes are always there.

Columns: ` + strings.Join(export.ColumnNames(), " ") + `
Sheets:  ` + strings.Join(export.OptionalSheets(), " ") + `, or none`,
		examples: []string{
			"trailbook template save audit --title 'Access review' --language de --columns action,summary,user,id --sheets Changes,Summary --logo acme.png",
			"trailbook export --tenant acme --template audit --out acme.xlsx",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&t.Title, "title", "", "the `title` of sheet Report")
			flags.StringVar(&language, "language", "", "of headings: en or de")
			flags.StringSliceVar(&t.Columns, "columns", nil, "the `columns` of sheet Events behind the time, in this order")
			flags.StringSliceVar(&t.Sheets, "sheets", nil, "the `sheets` besides Events, Report and Notes")
			flags.StringVar(&logo, "logo", "", "a PNG or JPEG `file` for sheet Report")
		},
		run: func(ctx context.Context, args []string) error {
			t.Name, t.Language = args[0], export.Language(language)
			if logo != "" {
				content, err := os.ReadFile(logo)
				if err != nil {
					return audit.Errorf(audit.CodeFile, "The logo %s cannot be read.", logo).Wrapping(err)
				}
				t.Logo = content
			}
			if err := t.Validate(); err != nil {
				return asWrongUse("template save", err)
			}
			cache, err := p.cache(ctx)
			if err != nil {
				return err
			}
			return export.KeepTemplate(ctx, cache, t)
		},
	}
}

func (p *program) templateRemoveCommand() *command {
	return &command{
		name: "template remove", args: "NAME", summary: "forget a template", least: 1, most: 1,
		run: func(ctx context.Context, args []string) error {
			cache, err := p.cache(ctx)
			if err != nil {
				return err
			}
			return export.RemoveTemplate(ctx, cache, args[0])
		},
	}
}

func (p *program) templates(ctx context.Context) ([]export.Template, error) {
	cache, err := p.cache(ctx)
	if err != nil {
		return nil, err
	}
	return export.Templates(ctx, cache)
}

// templateJSON is a template as JSON: of the logo only its size.
type templateJSON struct {
	Name      string   `json:"name"`
	Title     string   `json:"title"`
	Language  string   `json:"language"`
	Columns   []string `json:"columns"`
	Sheets    []string `json:"sheets"`
	LogoBytes int      `json:"logoBytes"`
}

func shownTemplate(t export.Template) templateJSON {
	shown := templateJSON{Name: t.Name, Title: t.Title, Language: string(cmp.Or(t.Language, export.English)), Columns: t.Columns, Sheets: t.Sheets, LogoBytes: len(t.Logo)}
	if len(t.Columns) == 0 {
		shown.Columns = export.ColumnNames()
	}
	if len(t.Sheets) == 0 {
		shown.Sheets = export.OptionalSheets()
	}
	return shown
}

func (p *program) printTemplates(list []export.Template) error {
	shown := make([]templateJSON, len(list))
	for i, t := range list {
		shown[i] = shownTemplate(t)
	}
	return p.printJSON(shown)
}

func templateText(t export.Template) string {
	shown := shownTemplate(t)
	logo := "none"
	if shown.LogoBytes > 0 {
		logo = fmt.Sprintf("%d bytes", shown.LogoBytes)
	}
	return fmt.Sprintf("name      %s\ntitle     %s\nlanguage  %s\ncolumns   %s\nsheets    %s\nlogo      %s\n",
		diff.Printable(shown.Name), diff.Printable(shown.Title), shown.Language, strings.Join(shown.Columns, " "), strings.Join(shown.Sheets, " "), logo)
}
