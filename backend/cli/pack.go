package cli

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/report"
)

// evidenceKey is what this installation signs with, made on first use.
func (p *program) evidenceKey() (evidence.Key, error) { return report.SigningKey(p.secrets()) }

// wantedPack is the evidence to make, and says so where its key does not last.
func (p *program) wantedPack(to exportFlags) (*report.Pack, error) {
	key, err := p.evidenceKey()
	if err != nil {
		return nil, err
	}
	if !key.Lasting {
		p.note("Note: this system has no keychain that Trailbook can use, so the pack is signed with a key made for it alone. " +
			"With TRAILBOOK_SECRETS=file the key is kept in the data folder.")
	}
	return &report.Pack{Key: key, StampURL: to.stamp}, nil
}

// exported tells of an export, and of what is missing of it.
func (p *program) exported(r report.Result) error {
	var err error
	if p.json {
		err = p.printJSON(exportJSON(r))
	} else {
		err = p.print(exportText(r))
	}
	if err == nil && r.Pack != nil && r.Pack.StampFailed != nil {
		reason := "The time stamp could not be had."
		if known := (*audit.Error)(nil); errors.As(r.Pack.StampFailed, &known) {
			reason = known.Message
		}
		err = incomplete{audit.Errorf(audit.CodeUnreachable, "The pack is complete but for its time stamp: %s", reason).
			WithHint("Export again when the service answers.").Wrapping(r.Pack.StampFailed)}
	}
	return err
}

// exportText is the outcome of an export for people.
func exportText(r report.Result) string {
	text := fmt.Sprintf("%s\n%d events\nsha256 %s\n", r.File.Path, r.File.Events, r.File.SHA256)
	if made := r.Pack; made != nil {
		text += fmt.Sprintf("%s\nsha256 %s\nroot %s\nsigned with the key %s\n",
			made.Path, made.SHA256, made.Manifest.Events.Root, made.Manifest.Key.Fingerprint)
	}
	return text + paperLines(r.File)
}

// exportJSON is the outcome of an export, as --json prints it.
func exportJSON(r report.Result) map[string]any {
	f := r.File
	all := map[string]any{
		"path": f.Path, "reportId": f.ReportID, "events": f.Events, "bytes": f.Bytes, "sha256": f.SHA256, "command": r.Command,
		"masked": f.Masked, "replaced": f.Replaced, "cut": f.Cut, "escaped": f.Escaped, "defused": f.Defused,
	}
	if f.Paper.Path != "" {
		all["pdf"] = map[string]any{"path": f.Paper.Path, "bytes": f.Paper.Bytes, "sha256": f.Paper.SHA256}
	}
	if made := r.Pack; made != nil {
		key := made.Manifest.Key
		all["pack"] = map[string]any{
			"path": made.Path, "bytes": made.Bytes, "sha256": made.SHA256, "manifest": made.Hash, "root": made.Manifest.Events.Root,
			"fingerprint": key.Fingerprint, "lasting": key.Lasting, "withheld": made.Manifest.Events.Withheld, "stamped": made.Stamped,
		}
	}
	return all
}

// paperLines tells of the PDF beside a report; empty for none.
func paperLines(r export.Result) string {
	if r.Paper.Path == "" {
		return ""
	}
	return fmt.Sprintf("%s\nsha256 %s\n", r.Paper.Path, r.Paper.SHA256)
}

// whoAsks is who runs the program, as the system knows them.
func (p *program) whoAsks() string { return cmp.Or(p.Getenv("USER"), p.Getenv("USERNAME")) }
