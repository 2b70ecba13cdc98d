package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/evidence"
)

func (p *program) keyShowCommand() *command {
	return &command{
		name: "key show", summary: "show the fingerprint of the key that evidence is signed with",
		text: `
The key is made on first use and kept in the system's keychain. Tell its
fingerprint to those who get your reports: by it they know that you signed.`,
		run: func(context.Context, []string) error {
			key, err := p.evidenceKey()
			if err != nil {
				return err
			}
			fingerprint := evidence.Fingerprint(key.Public())
			if p.json {
				return p.printJSON(map[string]any{"algorithm": "Ed25519", "fingerprint": fingerprint, "lasting": key.Lasting})
			}
			p.noteKey(key)
			return p.print(fingerprint + "\n")
		},
	}
}

func (p *program) noteKey(key evidence.Key) {
	if !key.Lasting {
		p.note("Note: this key ends with this command. %s", p.secrets().Note())
	}
}

func (p *program) keyExportCommand() *command {
	var out string
	return &command{
		name: "key export", args: "[--out FILE]", summary: "export the public key that evidence is verified with",
		text:     "The public half of the key, as PEM. The private half never leaves the place where it is kept.",
		examples: []string{"trailbook key export --out acme-audit.pem"},
		flags:    func(flags *pflag.FlagSet) { flags.StringVar(&out, "out", "", "the `file` to write, instead of stdout") },
		run: func(context.Context, []string) error {
			key, err := p.evidenceKey()
			if err != nil {
				return err
			}
			text, err := evidence.PEM(key.Public())
			if err != nil {
				return err
			}
			p.noteKey(key)
			if out == "" {
				return p.print(string(text))
			}
			file, err := os.OpenFile(out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644) //nolint:gosec // a public key is for everyone
			if err == nil {
				_, err = file.Write(text)
				err = errors.Join(err, file.Close())
			}
			if err != nil {
				return audit.Errorf(audit.CodeFile, "The key cannot be written to %s.", out).WithHint("Choose a name that is not taken, in a folder that exists.").Wrapping(err)
			}
			return p.print(out + "\n")
		},
	}
}

func (p *program) keySaltCommand() *command {
	var tenant string
	return &command{
		name: "key salt", args: "EVENT POINTER", summary: "get the salt of a withheld value, to prove it to somebody", least: 2, most: 2,
		text: `
POINTER is the path that the pack has under "withheld". Whoever gets the salt can
prove, or find out by trying, what the value is: give it to no one else. That it
was asked for is recorded.`,
		examples: []string{"trailbook key salt 65f2c0ffee65f2c0ffee65f2 /after/password"},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&tenant, "tenant", "", "the `tenant` of the event, where two have the same id")
		},
		run: func(ctx context.Context, args []string) error { return p.keySalt(ctx, tenant, args[0], args[1]) },
	}
}

func (p *program) keySalt(ctx context.Context, tenant, id, pointer string) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	key, err := cache.Find(ctx, tenant, id)
	if err != nil {
		return err
	}
	event, _, err := cache.Event(ctx, key)
	if err != nil {
		return err
	}
	saltKey, err := cache.SaltKey(ctx)
	if err != nil {
		return err
	}
	all, err := evidence.Secrets(event, saltKey)
	if err != nil {
		return err
	}
	var found []evidence.Secret
	paths := []string{}
	for _, s := range all {
		paths = append(paths, s.Path)
		if s.Path == pointer {
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		hint := "A pack withholds nothing of it."
		if len(paths) > 0 {
			hint = "Withheld are: " + strings.Join(paths, ", ")
		}
		return audit.Errorf(audit.CodeNotFound, "Event %q withholds nothing at %s.", id, pointer).WithHint("%s", diff.MaskText(hint))
	}
	if err := p.record(ctx, "salt revealed", "of %s in event %q of %q", diff.MaskText(pointer), event.ID, event.Tenant); err != nil {
		return err
	}
	if p.json {
		return p.printJSON(found)
	}
	var b strings.Builder
	for _, s := range found {
		fmt.Fprintf(&b, "%s\n", s.Salt)
	}
	return p.print(b.String())
}
