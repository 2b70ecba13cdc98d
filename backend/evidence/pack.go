package evidence

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/page"
	"github.com/trailbook/trailbook/backend/export"
)

// Request says what to export with its evidence.
type Request struct {
	Export  export.Request // the report, with a PDF beside it where it has a Paper; its Progress is not called
	Key     Key            // what to sign with
	SaltKey []byte         // of the installation: what salts are made with
	Ledger  *Ledger        // may be nil

	// Stamp asks for an RFC 3161 time stamp token of a SHA-256; may be nil.
	Stamp func(ctx context.Context, digest [sha256.Size]byte) ([]byte, error)
	// Progress tells how many events a stage is through with; may be nil.
	Progress func(stage Stage, events int)
}

// Stage is a part of the work.
type Stage string

// The stages of an export and of a verification, in their order.
const (
	StageEvents Stage = "events" // to or from the file of events
	StageReport Stage = "report" // the report is made of them, or again
	StageFiles  Stage = "files"  // packed, or the report compared
)

// Result is what was written.
type Result struct {
	Report      export.Result
	Path        string // of the pack
	Bytes       int64
	SHA256      string // of the pack
	Manifest    Manifest
	Hash        string // of the manifest, as the report names it
	Stamped     bool   // a time stamp is in it
	StampFailed error  // why there is no time stamp, though one was asked for
}

// PackPath is where the pack of a report goes: beside it, under its name.
func PackPath(report string) string {
	return strings.TrimSuffix(report, filepath.Ext(report)) + packExtension
}

const packExtension = ".pack.zip"

// shortestSaltKey is in bytes. With less, who has a pack could try out what its
// withheld values are.
const shortestSaltKey = 16

// Export writes a report to req.Export.Path and its pack beside it, as
// PackPath says. All get their names only when all are on the disk; on any
// error what was there stays, and nothing else is left. A time stamp that cannot
// be had is no error.
//
// Memory is bounded by a few batches of events (1 MiB, or one event, for each
// core) and what the report's writer takes.
//
// Errors are those of export.Write, and CodeCache when the numbers of the
// export do not tie out.
func Export(ctx context.Context, req Request) (Result, error) {
	result, err := exported(ctx, req)
	if err != nil {
		return Result{}, export.Explain(ctx, req.Export.Path, err)
	}
	return result, nil
}

func exported(ctx context.Context, req Request) (Result, error) {
	paths := []string{req.Export.Path, PackPath(req.Export.Path)}
	if req.Export.Paper != nil {
		paths = append(paths, export.PaperPath(req.Export.Path))
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return Result{}, audit.Errorf(audit.CodeFile, "%s is a folder.", path).WithHint("Choose a name for a file.")
		}
	}
	if req.Export.Format == "" {
		format, err := export.FormatOf(req.Export.Path)
		if err != nil {
			return Result{}, err
		}
		req.Export.Format = format
	}
	if len(req.SaltKey) < shortestSaltKey {
		return Result{}, audit.Errorf(audit.CodeInternal, "There is no key to make salts of, so secrets would not be protected.")
	}
	if req.Export.Format == export.FormatPDF {
		return Result{}, audit.Errorf(audit.CodeInvalid, "A PDF has no evidence pack: it holds no events.").
			WithHint("Export an Excel file with its pack, and the PDF beside it.")
	}
	if req.Progress == nil {
		req.Progress = func(Stage, int) {}
	}
	private, err := export.NewPrivate(filepath.Dir(req.Export.Path))
	if err != nil {
		return Result{}, err
	}
	defer private.Remove()
	p := &packing{Request: req, folder: private.Path, paper: req.Export.Paper != nil}
	for _, step := range []func(context.Context) error{p.events, p.report, p.sign, p.stamp, p.zip} {
		if err := step(ctx); err != nil {
			return Result{}, err
		}
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	return p.publish()
}

// packing is a pack while it is made, in a private folder.
type packing struct {
	Request
	folder   string
	paper    bool // a PDF beside the report
	manifest Manifest
	extra    []string // files that the manifest does not list
	made     Result
}

// events writes the events, and all that the manifest says of them.
func (p *packing) events(ctx context.Context) error {
	req := p.Export
	req.Report.GeneratedAt = req.Report.GeneratedAt.UTC().Truncate(time.Millisecond)
	req.Report.Evidence, req.Report.ManifestHash = nil, ""
	if !req.IncludeSecrets {
		req.Report = maskReport(req.Report)
	}
	if err := reread(&req); err != nil {
		return err
	}
	lines, err := create(p.folder, eventsName)
	if err != nil {
		return err
	}
	leaves, err := create(p.folder, leavesName)
	if err != nil {
		return errors.Join(err, lines.Close())
	}
	tally, err := writeEvents(ctx, lines, leaves, req.Events, former{saltKey: p.SaltKey, open: req.IncludeSecrets},
		func(n int) { p.Progress(StageEvents, n) })
	err = closeWhole(leaves, closeWhole(lines, err))
	if err != nil {
		return err
	}
	tie := Tie(req.Report, req.Total, tally.count())
	if err := tie.Check(); err != nil {
		return err
	}
	p.Export = req
	p.manifest = Manifest{
		Format: manifestFormat, Version: manifestVersion, CreatedAt: audit.FormatTime(req.Report.GeneratedAt),
		Tool:     Tool{Name: "Trailbook", Version: req.Report.Version, Build: req.Report.Build},
		ReportID: req.ReportID(),
		Key:      KeyInfo{Algorithm: "Ed25519", Fingerprint: Fingerprint(p.Key.Public()), Lasting: p.Key.Lasting},
		Events:   tally.events(), TieOut: tie, Ledger: p.Ledger, Request: req, Files: []File{},
	}
	return nil
}

// report makes the report of the events as the pack has them, and so as anyone
// who has the pack can make it again.
func (p *packing) report(ctx context.Context) error {
	req, err := p.manifest.request()
	if err != nil {
		return err
	}
	req.Path, req.Events = filepath.Join(p.folder, p.reportName()), fileEvents(ctx, filepath.Join(p.folder, eventsName))
	req.Progress = func(n int) { p.Progress(StageReport, n) }
	if p.paper {
		req.Paper = &export.Paper{
			Workbook: filepath.Base(p.Export.Path), Pack: filepath.Base(PackPath(p.Export.Path)), Key: p.manifest.Key.Fingerprint,
		}
	}
	p.made.Report, err = export.Write(ctx, req)
	return err
}

// reread makes of a request what the manifest will have of it, so that the
// report is made of nothing else.
func reread(req *export.Request) error {
	text, err := json.Marshal(req)
	if err != nil {
		return fmt.Errorf("evidence: writing the request: %w", err)
	}
	again := export.Request{Path: req.Path, Events: req.Events}
	if err := json.Unmarshal(text, &again); err != nil {
		return fmt.Errorf("evidence: reading the request: %w", err)
	}
	*req = again
	return nil
}

func (p *packing) reportName() string { return "report." + string(p.Export.Format) }

// sign adds what explains the pack, lists all files, and signs the list.
func (p *packing) sign(ctx context.Context) error {
	public, err := PEM(p.Key.Public())
	if err != nil {
		return fmt.Errorf("evidence: writing the public key: %w", err)
	}
	for name, content := range map[string][]byte{keyName: public, pageName: page.HTML(notProven), readmeName: []byte(readme(p.manifest, p.reportName()))} {
		if err := p.write(name, content); err != nil {
			return err
		}
	}
	for _, file := range [...][2]string{
		{readmeName, roleReadme}, {eventsName, roleEvents}, {leavesName, roleLeaves}, {keyName, roleKey}, {p.reportName(), roleReport}, {pageName, rolePage},
	} {
		described, err := describeFile(ctx, p.folder, file[0], file[1])
		if err != nil {
			return err
		}
		p.manifest.Files = append(p.manifest.Files, described)
	}
	if p.made.Hash, err = p.manifest.Hash(); err != nil {
		return err
	}
	text, err := json.MarshalIndent(p.manifest, "", "  ")
	if err != nil {
		return fmt.Errorf("evidence: writing the manifest: %w", err)
	}
	text = append(text, '\n')
	if err := p.write(manifestName, text); err != nil {
		return err
	}
	p.extra = append(p.extra, manifestName, signatureName)
	return p.write(signatureName, ed25519.Sign(p.Key.Private, text))
}

// stamp asks for a time stamp of the signature, and so of all.
func (p *packing) stamp(ctx context.Context) error {
	if p.Stamp == nil {
		return nil
	}
	signature, err := os.ReadFile(filepath.Join(p.folder, signatureName))
	if err != nil {
		return err
	}
	token, err := p.Stamp(ctx, sha256.Sum256(signature))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if p.made.StampFailed = err; err != nil {
		return nil //nolint:nilerr // Result tells
	}
	p.extra, p.made.Stamped = append(p.extra, stampName), true
	return p.write(stampName, token)
}

func (p *packing) write(name string, content []byte) error {
	file, err := create(p.folder, name)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	return closeWhole(file, err)
}

// zipName is that of the pack in the private folder.
const zipName = "pack"

func (p *packing) zip(ctx context.Context) error {
	names := p.extra
	for _, file := range p.manifest.Files {
		names = append(names, file.Name)
	}
	out, err := create(p.folder, zipName)
	if err != nil {
		return err
	}
	if err := closeWhole(out, writeZip(ctx, out, p.folder, names, p.Export.Report.GeneratedAt)); err != nil {
		return err
	}
	made, err := describeFile(ctx, p.folder, zipName, "")
	p.made.Bytes, p.made.SHA256 = made.Size, made.SHA256
	p.Progress(StageFiles, p.manifest.Events.Count)
	return err
}

// publish gives all files their names, the pack first: a report that says
// that it has one does.
func (p *packing) publish() (Result, error) {
	p.made.Path, p.made.Report.Path, p.made.Manifest = PackPath(p.Export.Path), p.Export.Path, p.manifest
	moves := []export.Move{
		{Part: filepath.Join(p.folder, zipName), Path: p.made.Path},
		{Part: filepath.Join(p.folder, p.reportName()), Path: p.Export.Path},
	}
	if paper := &p.made.Report.Paper; paper.Path != "" {
		made := paper.Path
		paper.Path = export.PaperPath(p.Export.Path)
		moves = append(moves, export.Move{Part: made, Path: paper.Path})
	}
	return p.made, export.Publish(p.folder, moves...)
}

// isPack reports a file's name that a pack has.
func isPack(path string) bool { return strings.EqualFold(filepath.Ext(path), ".zip") }
