package export

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/trailbook/trailbook/backend/audit"
)

const (
	namedTenants = 3  // more than that are only counted in a file's name
	longestName  = 80 // bytes of a tenant's name in a file's name
)

// FileName proposes a name that carries tenants and period, like
// "trailbook-northwind-2026-10-01-to-2026-10-31.xlsx". No tenants means all.
// The period is the filter's, days in the time zones of its two ends and the
// last one included; an open end is the oldest or newest event. The name is
// safe on every system: letters, digits and dashes, however a tenant is called.
func FileName(tenants []string, filter audit.Filter, oldest, newest time.Time, format Format) string {
	first, last := oldest, newest
	if !filter.From.IsZero() {
		first = filter.From
	}
	if !filter.To.IsZero() {
		last = filter.To.Add(-time.Nanosecond)
	}
	return "trailbook-" + tenantPart(tenants) + periodPart(first, last) + format.ending()
}

// ending is how the name of a file of the format ends.
func (f Format) ending() string {
	if f.ForSystems() {
		return "-" + string(f) + "." + string(FormatNDJSON)
	}
	return "." + string(f)
}

// WithEnding gives path the extension of the format where it has another one.
func WithEnding(path string, f Format) string {
	if f.ForSystems() {
		f = FormatNDJSON
	}
	if actual, err := FormatOf(path); err == nil && actual == f {
		return path
	}
	return path + "." + string(f)
}

func tenantPart(tenants []string) string {
	switch {
	case len(tenants) == 0:
		return "all-tenants"
	case len(tenants) > namedTenants:
		return fmt.Sprintf("%d-tenants", len(tenants))
	}
	slugs := make([]string, len(tenants))
	for i, name := range tenants {
		slugs[i] = slug(name, longestName/len(tenants))
	}
	return strings.Join(slugs, "-")
}

// slug keeps the letters and digits of name, lower case, at most limit bytes.
func slug(name string, limit int) string {
	var b strings.Builder
	gap := false
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == unicode.ReplacementChar {
			gap = b.Len() > 0
			continue
		}
		part := string(unicode.ToLower(r))
		if gap {
			part = "-" + part
		}
		if b.Len()+len(part) > limit {
			break
		}
		b.WriteString(part)
		gap = false
	}
	if b.Len() == 0 {
		return "tenant"
	}
	return b.String()
}

func periodPart(first, last time.Time) string {
	from, to := first.Format(time.DateOnly), last.Format(time.DateOnly)
	switch {
	case first.IsZero() && last.IsZero():
		return ""
	case first.IsZero():
		return "-until-" + to
	case last.IsZero():
		return "-from-" + from
	case from == to || last.Before(first):
		return "-" + from
	}
	return "-" + from + "-to-" + to
}
