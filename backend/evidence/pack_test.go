package evidence

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/merkle"
	"github.com/trailbook/trailbook/backend/export"
)

// unpack reads the files of a pack.
func unpack(tb testing.TB, path string) map[string]string {
	tb.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	files := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			tb.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			tb.Fatal(err)
		}
		files[f.Name] = string(content)
	}
	return files
}

func TestThePack(t *testing.T) {
	events := recorded(t, 600)
	result := pack(t, events, func(r *Request) {
		r.Export.Report.CommandLine, r.Export.Report.Filter.Search = "trailbook export --search 'password=tok-1x'", "password=tok-1x"
		r.Export.Report.Tenants[0].URL, r.Export.Report.Sources[0].Name = "https://ann:hunter2@api.demo.example", "https://ann:hunter2@api.demo.example"
	})
	if list := names(t, filepath.Dir(result.Path)); !slices.Equal(list, []string{"report.pack.zip", "report.xlsx"}) {
		t.Errorf("the folder holds %v", list)
	}
	files := unpack(t, result.Path)
	if n := len(files); n != 8 || files[pageName] == "" || files[readmeName] == "" {
		t.Errorf("%d files", n)
	}
	report, err := os.ReadFile(filepath.Join(filepath.Dir(result.Path), "report.xlsx"))
	if err != nil || string(report) != files["report.xlsx"] {
		t.Errorf("the report beside the pack is another than the one in it, %v", err)
	}
	var leaves []merkle.Hash
	for line := range strings.Lines(files[eventsName]) {
		l, err := readLine([]byte(strings.TrimSuffix(line, "\n")))
		if err != nil {
			t.Fatal(err)
		}
		if want := leafLine(l.leaf, l.event.ID); !strings.Contains(files[leavesName], want) {
			t.Errorf("no line %q among the leaves", want)
		}
		leaves = append(leaves, l.leaf)
	}
	m := result.Manifest
	if root := merkle.Root(leaves).String(); root != m.Events.Root || m.Events.Count != len(events) || strings.Count(files[leavesName], "\n") != len(events) {
		t.Errorf("root %s of %d, manifest %+v", root, len(leaves), m.Events)
	}
	for _, f := range m.Files {
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(files[f.Name]))); got != f.SHA256 || f.Size != int64(len(files[f.Name])) {
			t.Errorf("%s: %s of %d bytes, manifest %+v", f.Name, got, len(files[f.Name]), f)
		}
	}
	for _, secret := range []string{"hunter2", "tok-1", "123456789012345678", bearer} {
		for name, content := range files {
			if name != "report.xlsx" && strings.Contains(content, secret) {
				t.Errorf("%s holds %q", name, secret)
			}
		}
	}
}

// OpenSSL, which is not ours, takes the signature.
func TestOpenSSLVerifiesTheSignature(t *testing.T) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		t.Fatal("there is no openssl: run build/setup.sh")
	}
	folder := t.TempDir()
	for name, content := range unpack(t, pack(t, awkward()).Path) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	verify := func() (string, error) {
		command := exec.Command(openssl, "pkeyutl", "-verify", "-pubin", "-inkey", keyName, "-rawin", "-in", manifestName, "-sigfile", signatureName)
		command.Dir = folder
		out, err := command.CombinedOutput()
		return string(out), err
	}
	if out, err := verify(); err != nil {
		t.Errorf("%s, %v", out, err)
	}
	if err := os.WriteFile(filepath.Join(folder, manifestName), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := verify(); err == nil {
		t.Errorf("it also verifies another manifest: %s", out)
	}
}

func TestTheSameRequestGivesTheSamePack(t *testing.T) {
	events := recorded(t, 300)
	for _, change := range []func(*Request){
		func(*Request) {},
		func(r *Request) { r.Export.IncludeSecrets = true },
		func(r *Request) { r.Export.Format = export.FormatCSV },
		func(r *Request) { r.Export.Format = export.FormatNDJSON },
	} {
		first := pack(t, events, change)
		before := runtime.GOMAXPROCS(5)
		second := pack(t, events, change)
		runtime.GOMAXPROCS(before)
		if one, other := digest(t, first.Path), digest(t, second.Path); one != other || first.SHA256 != second.SHA256 {
			t.Errorf("%s and %s", one, other)
		}
		if masked := pack(t, events); first.Manifest.Events.Root != masked.Manifest.Events.Root {
			t.Errorf("its root is %s, and masked %s", first.Manifest.Events.Root, masked.Manifest.Events.Root)
		}
	}
}

// Whatever ends an export, nothing has a final name that was not there before,
// and nothing else is left.
func TestACancelledOrFailedExportLeavesNothing(t *testing.T) {
	events := recorded(t, 200)
	for name, change := range map[string]func(*Request, context.CancelFunc){
		"cancelled among the events": func(r *Request, stop context.CancelFunc) {
			r.Export.Events = func(yield func(audit.Event, error) bool) {
				for i, e := range events {
					if i == 100 {
						stop()
					}
					if !yield(e, nil) {
						return
					}
				}
			}
		},
		"cancelled in the report": func(r *Request, stop context.CancelFunc) {
			r.Progress = func(stage Stage, _ int) {
				if stage == StageReport {
					stop()
				}
			}
		},
		"cancelled at the end": func(r *Request, stop context.CancelFunc) {
			r.Progress = func(stage Stage, _ int) {
				if stage == StageFiles {
					stop()
				}
			}
		},
		"cancelled while it asks for a time stamp": func(r *Request, stop context.CancelFunc) {
			r.Stamp = func(ctx context.Context, _ [32]byte) ([]byte, error) { stop(); return nil, ctx.Err() }
		},
		"an event that cannot be read": func(r *Request, _ context.CancelFunc) {
			r.Export.Events = func(yield func(audit.Event, error) bool) {
				_ = yield(events[0], nil) && yield(audit.Event{}, audit.Errorf(audit.CodeCache, "The event is damaged."))
			}
		},
		"an event more":         func(r *Request, _ context.CancelFunc) { r.Export.Total-- },
		"a clause miscounted":   func(r *Request, _ context.CancelFunc) { r.Export.Report.LeftOut[0].Events++ },
		"a source miscounted":   func(r *Request, _ context.CancelFunc) { r.Export.Report.Sources[0].Inserted-- },
		"a tenant's other size": func(r *Request, _ context.CancelFunc) { r.Export.Report.Tenants[0].Events++ },
		"a folder in its place": func(r *Request, _ context.CancelFunc) { _ = os.Mkdir(PackPath(r.Export.Path), 0o700) },
		"a folder for the PDF":  func(r *Request, _ context.CancelFunc) { _ = os.Mkdir(export.PaperPath(r.Export.Path), 0o700) },
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			old := filepath.Join(folder, "report.xlsx")
			if err := os.WriteFile(old, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			ctx, stop := context.WithCancel(context.Background())
			defer stop()
			req := request(t, folder, events)
			req.Export.Paper = &export.Paper{}
			change(&req, stop)
			before := names(t, folder)
			_, err := Export(ctx, req)
			var known *audit.Error
			if !errors.As(err, &known) || strings.HasPrefix(name, "cancelled") != (known.Code == audit.CodeCancelled) {
				t.Errorf("the error is %v", err)
			}
			if after := names(t, folder); !slices.Equal(before, after) {
				t.Errorf("the folder held %v, and now %v", before, after)
			}
			if content, err := os.ReadFile(old); err != nil || string(content) != "old" {
				t.Errorf("the old report is %q, %v", content, err)
			}
		})
	}
}

func TestTieOut(t *testing.T) {
	good := func() TieOut { return Tie(request(t, "", awkward()).Export.Report, 5, 5) }
	if wrong := good().Wrong(); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	if tie := good(); tie.Tenants[0].LastSyncAge != 3600 || !tie.Tenants[0].Complete {
		t.Errorf("%+v", tie.Tenants)
	}
	for name, change := range map[string]func(*TieOut){
		"scope": func(t *TieOut) { t.InScope++ }, "clause": func(t *TieOut) { t.LeftOut[0].Events-- }, "matched": func(t *TieOut) { t.Matched++ },
		"exported": func(t *TieOut) { t.Exported-- }, "left out": func(t *TieOut) { t.NotExported = []export.LeftOut{{Clause: "x", Events: 1}} },
		"tenant": func(t *TieOut) { t.Tenants[0].Events++ }, "received": func(t *TieOut) { t.Tenants[0].Received++ },
		"inserted": func(t *TieOut) { t.Tenants[0].Inserted++ }, "unfinished": func(t *TieOut) { t.Tenants[0].Unfinished++ },
		"negative":     func(t *TieOut) { t.LeftOut[0].Events, t.Matched, t.Exported = -1, 16, 16 },
		"from nowhere": func(t *TieOut) { t.Tenants[0].Unfinished++; t.Tenants[0].Inserted--; t.Tenants[0].Duplicates++ },
	} {
		tie := good()
		change(&tie)
		if err := tie.Check(); audit.CodeOf(err) != audit.CodeCache {
			t.Errorf("%s ties out: %v", name, err)
		}
	}
	r := request(t, "", awkward()).Export.Report
	r.Sources[0].Inserted, r.Sources[0].Received, r.Sources[0].Duplicates = 4, 4, 0
	r.Sources = append(r.Sources, export.SourceInfo{Tenant: "demo", Kind: "sync", Started: made})
	if tie := Tie(r, 5, 5); tie.Check() != nil || tie.Tenants[0].Unfinished != 11 || tie.Tenants[0].Interrupted != 1 {
		t.Errorf("with a sync that was killed: %v, %+v", tie.Wrong(), tie.Tenants)
	}
}

// Salts made of nothing would let anyone try out what is withheld.
func TestNoPackWithoutAKeyForSalts(t *testing.T) {
	folder := t.TempDir()
	wanted := request(t, filepath.Join(folder, "report.xlsx"), awkward())
	wanted.SaltKey = nil
	if _, err := Export(t.Context(), wanted); audit.CodeOf(err) != audit.CodeInternal {
		t.Errorf("a pack without a key for salts: %v", err)
	}
	if left, _ := os.ReadDir(folder); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
