package export

import (
	"strings"
	"testing"
	"testing/quick"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestFileName(t *testing.T) {
	day := func(text string) time.Time {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	october := audit.Filter{From: day("2026-10-01T00:00:00+02:00"), To: day("2026-11-01T00:00:00+01:00")}
	oldest, newest := day("2026-09-03T23:59:59Z"), day("2026-11-20T00:00:00Z")
	cases := []struct {
		tenants        []string
		filter         audit.Filter
		oldest, newest time.Time
		format         Format
		want           string
	}{
		{[]string{"northwind"}, october, oldest, newest, FormatExcel, "trailbook-northwind-2026-10-01-to-2026-10-31.xlsx"},
		{[]string{"northwind"}, audit.Filter{}, oldest, newest, FormatCSV, "trailbook-northwind-2026-09-03-to-2026-11-20.csv"},
		{[]string{"a"}, audit.Filter{From: october.From}, oldest, newest, FormatNDJSON, "trailbook-a-2026-10-01-to-2026-11-20.ndjson"},
		{nil, audit.Filter{}, time.Time{}, time.Time{}, FormatCSV, "trailbook-all-tenants.csv"},
		{[]string{"a"}, audit.Filter{From: october.From}, time.Time{}, time.Time{}, FormatCSV, "trailbook-a-from-2026-10-01.csv"},
		{[]string{"a"}, audit.Filter{To: october.To}, time.Time{}, time.Time{}, FormatCSV, "trailbook-a-until-2026-10-31.csv"},
		{[]string{"a"}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-a-2026-09-03.csv"},
		{[]string{"Acme & Söhne", "b"}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-acme-söhne-b-2026-09-03.csv"},
		{[]string{"a", "b", "c", "d"}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-4-tenants-2026-09-03.csv"},
		{[]string{"../../etc/passwd"}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-etc-passwd-2026-09-03.csv"},
		{[]string{`CON:|?*<>"\`}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-con-2026-09-03.csv"},
		{[]string{"\u202e\x00\n"}, audit.Filter{}, oldest, oldest, FormatCSV, "trailbook-tenant-2026-09-03.csv"},
	}
	for _, c := range cases {
		if got := FileName(c.tenants, c.filter, c.oldest, c.newest, c.format); got != c.want {
			t.Errorf("FileName(%q) = %q, want %q", c.tenants, got, c.want)
		}
	}
}

// Whatever tenants are called, the name is one that every system takes.
func TestFileNameIsSafe(t *testing.T) {
	safe := func(tenants []string) bool {
		name := FileName(tenants, audit.Filter{}, start, start, FormatExcel)
		strange := strings.IndexFunc(name, func(r rune) bool {
			return r != '-' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})
		return strange < 0 && utf8.ValidString(name) && len(name) < 200 && strings.Count(name, ".") == 1 && !strings.Contains(name, "--")
	}
	if err := quick.Check(safe, nil); err != nil {
		t.Error(err)
	}
	if !safe([]string{strings.Repeat("ž", 500), "-.-", "\xff\xfe"}) {
		t.Error("a long name is not safe")
	}
}
