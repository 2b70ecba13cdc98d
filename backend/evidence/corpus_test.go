package evidence

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/export"
)

// corpusCase is a pack for the page's spec, and what the page has to say of it.
type corpusCase struct {
	Name     string   `json:"name"`
	File     string   `json:"file"`
	Holds    bool     `json:"holds"`
	Expected string   `json:"expected"` // fingerprint that the reader was told
	Says     []string `json:"says"`     // regular expressions for lines of findings
}

// beyondPage are findings that only a report made again, or the manifest's
// request, can give.
var beyondPage = []string{"Events!", "Report!", "document properties", "made again", "it names", "selects", "in the order"}

// TestCorpus writes untouched packs and the matrix of forged ones to the folder
// that TRAILBOOK_CORPUS names, for the spec of the page in Chromium.
func TestCorpus(t *testing.T) {
	folder := os.Getenv("TRAILBOOK_CORPUS")
	if folder == "" {
		folder = t.TempDir()
	}
	events := recorded(t, 40)
	result := pack(t, events)
	var cases []corpusCase
	add := func(name, path string, c corpusCase) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		c.Name, c.File = name, strings.Map(func(r rune) rune {
			if r == ' ' || r == ',' {
				return '-'
			}
			return r
		}, name)+packExtension
		if err := os.WriteFile(filepath.Join(folder, c.File), content, 0o600); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	add("untouched", result.Path, corpusCase{Holds: true, Expected: result.Manifest.Key.Fingerprint})
	add("with secrets", pack(t, events, func(r *Request) { r.Export.IncludeSecrets = true }).Path, corpusCase{Holds: true})
	add("of csv", pack(t, events, func(r *Request) { r.Export.Format = export.FormatCSV }).Path, corpusCase{Holds: true})
	add("without events", pack(t, nil, func(r *Request) { r.Export.Report.LeftOut[0].Events = 10 }).Path, corpusCase{Holds: true})
	add("of many events", pack(t, recorded(t, 5000)).Path, corpusCase{Holds: true})
	for _, f := range packForgeries(events) {
		c := corpusCase{}
		if f.key || f.check == checkReport {
			c.Expected = result.Manifest.Key.Fingerprint
		}
		for _, pattern := range f.says {
			if !containsAny(pattern, beyondPage) {
				c.Says = append(c.Says, pattern)
			}
		}
		add(f.name, rewrite(t, result.Path, func(files map[string]string) { f.pack(t, files) }), c)
	}
	text, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "cases.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if page := unpack(t, result.Path)[pageName]; os.WriteFile(filepath.Join(folder, pageName), []byte(page), 0o600) != nil || len(page) < 10_000 {
		t.Errorf("the page has %d bytes", len(page))
	}
}

func containsAny(text string, parts []string) bool {
	for _, part := range parts {
		if strings.Contains(text, part) {
			return true
		}
	}
	return false
}
