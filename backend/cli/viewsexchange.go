package cli

import (
	"context"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/view"
)

func (p *program) viewsExportCommand() *command {
	var out string
	var link bool
	return &command{
		name: "views export", args: "NAME", summary: "write a view as a file or a link, to send it", least: 1, most: 1,
		text: "Without --out the text of the file is printed.",
		examples: []string{
			"trailbook views export 'Deletes at night' --out deletes" + view.Extension,
			"trailbook views export 'Deletes at night' --link",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&out, "out", "", "the `file` to write")
			flags.BoolVar(&link, "link", false, "print a trailbook:// link instead")
		},
		run: func(ctx context.Context, args []string) error {
			v, err := p.viewNamed(ctx, args[0])
			if err != nil {
				return err
			}
			if link {
				text, err := view.Link{View: &v}.String()
				if err != nil {
					return err
				}
				return p.print(text + "\n")
			}
			if out != "" {
				return v.WriteFile(out)
			}
			text, err := v.Encode()
			if err != nil {
				return err
			}
			return p.print(string(text))
		},
	}
}

func (p *program) viewsImportCommand() *command {
	var name string
	var replace bool
	return &command{
		name: "views import", args: "FILE|LINK", summary: "keep a view from a file or a link", least: 1, most: 1,
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&name, "name", "", "keep it under this `name`")
			flags.BoolVar(&replace, "replace", false, "in place of a saved view of the same name")
		},
		run: func(ctx context.Context, args []string) error {
			v, err := p.viewFromOutside(args[0])
			if err != nil {
				return err
			}
			if name != "" {
				v.Name = name
			}
			return p.withCache(ctx, func(cache *store.Store) error {
				if _, err := view.Named(ctx, cache, v.Name); err == nil && !replace {
					return audit.Errorf(audit.CodeInvalid, "There is a view %q already.", v.Name).WithHint("Say --replace, or give another name with --name.")
				}
				return view.Keep(ctx, cache, v)
			})
		},
	}
}

func (p *program) viewsRemoveCommand() *command {
	return &command{
		name: "views remove", args: "NAME", summary: "forget a saved view", least: 1, most: 1,
		run: func(ctx context.Context, args []string) error {
			return p.withCache(ctx, func(cache *store.Store) error { return view.Remove(ctx, cache, args[0]) })
		},
	}
}

func (p *program) viewsRenameCommand() *command {
	return &command{
		name: "views rename", args: "NAME NEW", summary: "give a saved view another name", least: 2, most: 2,
		run: func(ctx context.Context, args []string) error {
			return p.withCache(ctx, func(cache *store.Store) error { return view.Rename(ctx, cache, args[0], args[1]) })
		},
	}
}
