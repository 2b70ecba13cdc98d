package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Custom properties of the document, by which a workbook alone is recognised.
const (
	PropertyReportID = "Trailbook report ID"
	PropertyVersion  = "Trailbook version"
	PropertyManifest = "Trailbook manifest SHA-256"
)

// ReportID is an id in the form of a UUID (RFC 9562, version 8) that follows
// from what is asked: the same request has the same id, whatever evidence is
// made of it later.
func (r Request) ReportID() string {
	r.Report.Evidence, r.Report.ManifestHash = nil, ""
	if r.Format == "" {
		r.Format, _ = FormatOf(r.Path)
	}
	content, err := json.Marshal(r)
	if err != nil { // a time beyond the year 9999
		content = []byte(r.Report.CommandLine + r.Report.GeneratedAt.String())
	}
	sum := sha256.Sum256(content)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	id := hex.EncodeToString(sum[:16])
	return id[:8] + "-" + id[8:12] + "-" + id[12:16] + "-" + id[16:20] + "-" + id[20:]
}
