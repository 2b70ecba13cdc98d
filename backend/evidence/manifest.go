package evidence

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/export"
)

// What a manifest begins with.
const (
	manifestFormat  = "trailbook-evidence-pack"
	manifestVersion = 1
)

// Manifest says what is in a pack. docs/manifest.schema.json describes it.
type Manifest struct {
	Format    string         `json:"format"`
	Version   int            `json:"version"`
	CreatedAt string         `json:"createdAt"` // audit.TimeLayout
	Tool      Tool           `json:"tool"`
	ReportID  string         `json:"reportId"`
	Key       KeyInfo        `json:"key"`
	Events    Events         `json:"events"`
	TieOut    TieOut         `json:"tieOut"`
	Ledger    *Ledger        `json:"ledger,omitempty"`
	Request   export.Request `json:"request"` // what made the report, without what follows from this manifest
	Files     []File         `json:"files"`   // all but the manifest, its signature and its time stamp, by name
}

// Tool is the program that made a pack.
type Tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
	Build   string `json:"build"`
}

// KeyInfo is the key that the manifest is signed with.
type KeyInfo struct {
	Algorithm   string `json:"algorithm"` // Ed25519
	Fingerprint string `json:"fingerprint"`
	Lasting     bool   `json:"lasting"` // false: it was made for this pack alone
}

// Events says what the file of events holds.
type Events struct {
	Count    int         `json:"count"`
	Root     string      `json:"root"`             // RFC 6962 over the leaves, hexadecimal
	First    *EventMark  `json:"first"`            // of the file
	Last     *EventMark  `json:"last"`             // of the file
	Oldest   string      `json:"oldest,omitempty"` // time
	Newest   string      `json:"newest,omitempty"` // time
	Types    []TypeCount `json:"types"`
	Withheld int         `json:"withheld"` // secrets: masked, with a commitment each
	Opened   bool        `json:"opened"`   // they are in clear instead
	Replaced int         `json:"replaced"` // texts that were no UTF-8, with U+FFFD in them
}

// EventMark tells an event.
type EventMark struct {
	ID        string `json:"id"`
	Tenant    string `json:"tenant"`
	CreatedAt string `json:"createdAt"`
	Leaf      string `json:"leaf"`
}

// TypeCount is how many events are of a type.
type TypeCount struct {
	Type   audit.Type `json:"type"`
	Events int        `json:"events"`
}

// Ledger is where the cache's own ledger ended when the pack was made.
type Ledger struct {
	Entries int64  `json:"entries"`
	Hash    string `json:"hash"`
}

// File is a file of the pack.
type File struct {
	Name   string `json:"name"`
	Role   string `json:"role"` // report, events, leaves, key, page, readme
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// The roles of files.
const (
	roleReport = "report"
	roleEvents = "events"
	roleLeaves = "leaves"
	roleKey    = "key"
	rolePage   = "page"
	roleReadme = "readme"
)

// Hash is the hash by which the report names the manifest: SHA-256 of the
// canonical JSON of the manifest without its files, one of which is the report.
func (m Manifest) Hash() (string, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("evidence: writing the manifest: %w", err)
	}
	return manifestHash(text)
}

// file is the one file of a role.
func (m Manifest) file(role string) (File, bool) {
	for _, f := range m.Files {
		if f.Role == role {
			return f, true
		}
	}
	return File{}, false
}

// request is what makes the report again: that of the manifest and what the
// report says of the manifest.
func (m Manifest) request() (export.Request, error) {
	hash, err := m.Hash()
	return m.requestWith(hash), err
}

// requestWith is request where the hash is known.
func (m Manifest) requestWith(hash string) export.Request {
	req := m.Request
	req.Report.ManifestHash, req.Report.Evidence = hash, m.lines()
	return req
}

// lines are what the report says of the pack.
func (m Manifest) lines() []export.Line {
	lines := []export.Line{
		{Label: "Evidence pack", Value: "made with this file: " + strconv.Itoa(m.Events.Count) + " events as received, their hashes, a signed manifest and a page that checks them"},
		{Label: "Events (Merkle root, RFC 6962)", Value: m.Events.Root},
		{Label: "Signed with (Ed25519, SHA-256)", Value: m.Key.Fingerprint},
	}
	if !m.Key.Lasting {
		lines = append(lines, export.Line{Label: "Key", Alert: true,
			Value: "made for this pack alone, because this system has no keychain that Trailbook can use: it tells nothing about who signed"})
	}
	if m.Events.Withheld > 0 && !m.Events.Opened {
		lines = append(lines, export.Line{Label: "Withheld secrets", Value: strconv.Itoa(m.Events.Withheld) +
			" values are masked; the pack holds a salted hash of each, by which a value can be proven later"})
	}
	if m.Ledger != nil {
		lines = append(lines, export.Line{Label: "Ledger of the cache", Value: "entry " + strconv.FormatInt(m.Ledger.Entries, 10) + ", " + m.Ledger.Hash})
	}
	return lines
}

// typeCounts lists counts in the order of audit.Types.
func typeCounts(counts map[audit.Type]int) []TypeCount {
	list := []TypeCount{}
	for _, t := range audit.Types {
		list = append(list, TypeCount{t, counts[t]})
	}
	for t, n := range counts {
		if !slices.Contains(audit.Types, t) {
			list = append(list, TypeCount{t, n})
		}
	}
	slices.SortStableFunc(list[len(audit.Types):], func(a, b TypeCount) int {
		if a.Type < b.Type {
			return -1
		}
		return 1
	})
	return list
}

func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return audit.FormatTime(t)
}
