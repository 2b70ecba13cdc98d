package cli

import (
	"context"
	"io"
	"os"

	"github.com/spf13/pflag"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/evidence/timestamp"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/report"
)

// verifyFlags say with what to verify.
type verifyFlags struct {
	pack, key, roots string
	claim            evidence.Claim
	stdin            bool
}

func (p *program) verifyCommand() *command {
	var o verifyFlags
	return &command{
		name: "verify", args: "FILE", summary: "verify an evidence pack, or a report with its pack", least: 1, most: 1,
		text: `
FILE is a pack (.pack.zip), or a report whose pack lies beside it or is named by
--pack. Checks signature, hashes, leaves and their root, and how the numbers tie
out; makes the report again from the pack's events and names every cell, row and
sheet that differs. Neither a cache nor a network is needed. The exit status is 0
when all holds, and 3 when something does not or cannot be told.

Whoever holds a withheld value and its salt proves with --event, --path, --salt
and --value-stdin that it is the one that the pack withholds.`,
		examples: []string{
			"trailbook verify acme-january.pack.zip --key 5f0c…",
			"trailbook verify acme-january.xlsx --json",
			"printf %s \"$VALUE\" | trailbook verify acme.pack.zip --event ID --path /after/password --salt HEX --value-stdin",
		},
		flags: func(flags *pflag.FlagSet) {
			flags.StringVar(&o.pack, "pack", "", "the `file` of the pack, where it is not beside the report")
			flags.StringVar(&o.key, "key", "", "`fingerprint` of the key that has to have signed, or a file with the public key")
			flags.StringVar(&o.roots, "timestamp-ca", "", "a `file` (PEM) of whom to trust for time stamps, instead of the system's")
			flags.StringVar(&o.claim.Event, "event", "", "the `id` of an event with a withheld value to prove")
			flags.StringVar(&o.claim.Tenant, "tenant", "", "its `tenant`, where two have the same id")
			flags.StringVar(&o.claim.Path, "path", "", "JSON `pointer` to that value, as the pack has it")
			flags.StringVar(&o.claim.Salt, "salt", "", "its salt, `hexadecimal`")
			flags.BoolVar(&o.stdin, "value-stdin", false, "read the value from stdin")
		},
		run: func(ctx context.Context, args []string) error { return p.verify(ctx, args[0], o) },
	}
}

func (p *program) verify(ctx context.Context, file string, o verifyFlags) error {
	v := evidence.Verification{File: file, Pack: o.pack, Fingerprint: o.key}
	_, _ = export.Sweep(os.TempDir())
	if o.stdin {
		if o.claim.Event == "" || o.claim.Path == "" || o.claim.Salt == "" {
			return wrongUse("", "--value-stdin needs --event, --path and --salt")
		}
		value, err := io.ReadAll(io.LimitReader(p.Stdin, 64<<20))
		if err != nil {
			return audit.Errorf(audit.CodeFile, "The value cannot be read from stdin.").Wrapping(err)
		}
		o.claim.Value, v.Claim = value, &o.claim
	} else if o.claim.Event != "" || o.claim.Path != "" || o.claim.Salt != "" {
		return wrongUse("", "--event, --path and --salt need --value-stdin")
	}
	var err error
	if v.Fingerprint, err = fingerprintOf(o.key); err != nil {
		return err
	}
	if o.roots != "" {
		if v.Roots, err = timestamp.Roots(o.roots); err != nil {
			return err
		}
	}
	v.Own = report.OwnFingerprint(p.secrets())
	v.Progress = func(stage evidence.Stage, n int) {
		p.tell("%s: %d events", report.Verifying(stage), n)
	}
	verdict, err := evidence.Verify(ctx, v)
	if err != nil {
		return err
	}
	if p.json {
		err = p.printJSON(verdict)
	} else {
		err = p.print(verdict.String())
	}
	switch {
	case err != nil:
		return err
	case verdict.State == evidence.Broken:
		return incomplete{audit.Errorf(audit.CodeInvalid, "%s does not hold.", file)}
	case verdict.State == evidence.Unknown:
		return incomplete{audit.Errorf(audit.CodeInvalid, "It cannot be told whether %s holds.", file)}
	}
	return nil
}

// fingerprintOf reads --key: a fingerprint, or a file with a public key.
func fingerprintOf(key string) (string, error) {
	text, err := os.ReadFile(key)
	if err != nil {
		fingerprint, err := evidence.ParseFingerprint(key)
		if err != nil {
			return "", wrongUse("", "--key is neither a fingerprint of 64 hexadecimal digits nor a file")
		}
		return fingerprint, nil
	}
	public, err := evidence.ReadPEM(text)
	if err != nil {
		return "", audit.Errorf(audit.CodeFile, "%s holds no key: %v.", key, err)
	}
	return evidence.Fingerprint(public), nil
}
