package evidence

import (
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export"
)

// maskReport masks what people typed and what addresses and messages may hold:
// a manifest is read by strangers.
func maskReport(r export.Report) export.Report {
	mask := func(texts ...*string) {
		for _, text := range texts {
			*text = diff.MaskText(*text)
		}
	}
	each := func(list []string) []string {
		list = slices.Clone(list)
		for i := range list {
			mask(&list[i])
		}
		return list
	}
	mask(&r.GeneratedBy, &r.FilterWords, &r.CommandLine, &r.Filter.Search)
	r.Filter.Users, r.Filter.FlowIDs, r.Filter.Actions = each(r.Filter.Users), each(r.Filter.FlowIDs), each(r.Filter.Actions)
	r.Missing, r.Continuity.Gaps = each(r.Missing), each(r.Continuity.Gaps)
	r.Tenants, r.Sources, r.LeftOut = slices.Clone(r.Tenants), slices.Clone(r.Sources), slices.Clone(r.LeftOut)
	for i := range r.Tenants {
		mask(&r.Tenants[i].URL)
	}
	for i := range r.Sources {
		mask(&r.Sources[i].Name, &r.Sources[i].Error)
		r.Sources[i].Warnings = each(r.Sources[i].Warnings)
	}
	for i := range r.LeftOut {
		mask(&r.LeftOut[i].Clause)
	}
	return r
}

// tells reports a filter that can be held to events: none of its texts is
// masked.
func tells(f audit.Filter) bool {
	for _, text := range slices.Concat([]string{f.Search}, f.Users, f.FlowIDs, f.Actions) {
		if strings.Contains(text, "•••") {
			return false
		}
	}
	return true
}
