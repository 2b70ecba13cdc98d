package evidence

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/export"
)

// Verification says what to verify and with what.
type Verification struct {
	File        string         // a pack, or a report whose pack is beside it
	Pack        string         // the pack of a report that is elsewhere; may be empty
	Fingerprint string         // of the key that has to have signed; empty takes any
	Own         string         // fingerprint of this installation's key; may be empty
	Roots       *x509.CertPool // whom to trust for time stamps; nil is the system's
	Claim       *Claim         // a withheld value to check too; may be nil
	Folder      string         // for what does not fit into memory; empty is the system's for temporary files
	Progress    func(stage Stage, events int)
}

// Verify holds a pack to itself, or a report to its pack: files to their
// hashes, the manifest to its signature, events to their leaves and root, the
// numbers to one another, and the report to the one that the events make.
//
// Memory is bounded by a few batches of events and, where rows are missing,
// added or in another order, by some 100 bytes for each row.
//
// Errors are of what cannot be looked at at all: CodeNotFound and CodeFile for
// the files, CodeInvalid for a pack of a newer version, CodeCancelled. Whatever
// is found is in the verdict.
func Verify(ctx context.Context, v Verification) (Verdict, error) {
	verdict, err := verified(ctx, v)
	if err != nil && ctx.Err() != nil {
		return verdict, audit.Errorf(audit.CodeCancelled, "The verification was cancelled.").Wrapping(err)
	}
	return verdict, err
}

func verified(ctx context.Context, v Verification) (Verdict, error) {
	if v.Progress == nil {
		v.Progress = func(Stage, int) {}
	}
	verdict := Verdict{State: Holds, File: v.File, NotProven: NotProven(), Checks: []Check{}}
	claim, err := newClaiming(v.Claim)
	if err != nil {
		return verdict, err
	}
	if format, _ := export.FormatOf(v.File); format == export.FormatPDF {
		return verdict, audit.Errorf(audit.CodeInvalid, "%s is a PDF, which is read by people and not verified.", v.File).
			WithHint("Verify the workbook or the pack that its last page names, and compare the SHA-256 of the workbook with the one there.")
	}
	path, err := v.packPath()
	if err != nil {
		return verdict, err
	}
	if path == "" {
		return v.alone(verdict)
	}
	a, err := openArchive(path)
	if err != nil {
		return verdict, err
	}
	defer a.close()
	private, err := export.NewPrivate(temporary(v.Folder))
	if err != nil {
		return verdict, audit.Errorf(audit.CodeFile, "There is no room for temporary files.").Wrapping(err)
	}
	defer private.Remove()
	verdict.describe(path, a)
	c := &checking{Verification: v, ctx: ctx, archive: a, folder: private.Path, verdict: &verdict, hashes: map[string]string{}, claim: claim}
	for _, check := range []func() error{c.signature, c.stamp, c.events, c.tieOut, c.report, c.files} {
		if err := check(); err != nil {
			return verdict, err
		}
	}
	if claim != nil {
		verdict.conclude(claim.check())
	}
	return verdict, nil
}

func temporary(folder string) string {
	if folder == "" {
		return os.TempDir()
	}
	return folder
}

func (v *Verdict) describe(path string, a *archive) {
	m := a.manifest
	v.Pack, v.ReportID, v.CreatedAt, v.Version = path, m.ReportID, m.CreatedAt, m.Tool.Version
	v.Events, v.Root, v.Fingerprint = m.Events.Count, m.Events.Root, m.Key.Fingerprint
}

// packPath finds the pack; empty where there is none.
func (v Verification) packPath() (string, error) {
	if _, err := os.Stat(v.File); err != nil {
		return "", unreadable(v.File, err)
	}
	switch beside := PackPath(v.File); {
	case v.Pack != "":
		return v.Pack, nil
	case isPack(v.File):
		return v.File, nil
	case exists(beside):
		return beside, nil
	}
	return "", nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// alone is the verdict on a report without its pack.
func (v Verification) alone(verdict Verdict) (Verdict, error) {
	if _, err := export.FormatOf(v.File); err != nil {
		return verdict, audit.Errorf(audit.CodeInvalid, "%s is neither a pack nor a report.", v.File).
			WithHint("Choose a file that ends in %s, .xlsx, .csv or .ndjson.", packExtension)
	}
	c := newCheck(checkReport)
	c.State = Unknown
	c.say("There is no %s, and without its evidence pack nothing can be told of a report. Name the pack with --pack.", filepath.Base(PackPath(v.File)))
	if id, hash := identify(v.File, temporary(v.Folder)); id != "" {
		c.Text = "It says that it is report " + id
		if hash == "" {
			c.Text += ", made without an evidence pack: nothing can be told of it."
		} else {
			c.Text += ". Nothing can be told of it without its evidence pack, whose manifest has the SHA-256 " + hash + ". Name the pack with --pack."
		}
	}
	verdict.conclude(c)
	return verdict, nil
}

// checking is a verification under way.
type checking struct {
	Verification
	ctx     context.Context
	archive *archive
	folder  string
	verdict *Verdict
	claim   *claiming         // may be nil
	hashes  map[string]string // of files that were read
	readAll bool              // the events can be read, so that a report can be made of them
}

// manifestHash is Manifest.Hash of the text that is there.
func manifestHash(text []byte) (string, error) {
	d, err := canonical.Parse(text)
	if err != nil {
		return "", err
	}
	if i := d.Member(0, "files"); i > 0 {
		d.Drop(i)
	}
	sum := sha256.Sum256(d.Append(nil))
	return hex.EncodeToString(sum[:]), nil
}

// sameFingerprint compares fingerprints as people write them.
func sameFingerprint(a, b string) bool {
	plain := func(text string) string {
		text = strings.TrimPrefix(strings.ToLower(text), "sha256:")
		return strings.Map(func(r rune) rune {
			if r == ' ' || r == ':' || r == '-' {
				return -1
			}
			return r
		}, text)
	}
	return plain(a) == plain(b)
}
