package tenant

import (
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestReadPage(t *testing.T) {
	deep := strings.Repeat("[", 20000) + strings.Repeat("]", 20000)
	for body, want := range map[string]struct {
		entries []string
		total   int
	}{
		`[]`:                                        {nil, -1},
		"\xef\xbb\xbf [ {\"a\": 1} , null ]\n":      {[]string{`{"a": 1}`, `null`}, -1},
		`{"items":[{"a":1}],"totalCount":7}`:        {[]string{`{"a":1}`}, 7},
		`{"hits":[1,2],"total":"12"}`:               {[]string{"1", "2"}, 12},
		`{"hits":{"total":{"value":3},"hits":[1]}}`: {[]string{"1"}, 3},
		`{"items":[],"totalCount":-1,"count":0}`:    {nil, 0},
		`{"items":[],"total":1.5}`:                  {nil, -1},
		`{"items":"x","hits":[5]}`:                  {[]string{"5"}, -1},
		`{"items":[1],"items":[2]}`:                 {[]string{"2"}, -1},
		`[{"id":1},` + deep + `]`:                   {[]string{`{"id":1}`, deep}, -1},
	} {
		page, err := DefaultProfile().ReadPage([]byte(body))
		if err != nil || page.Total != want.total || len(page.Entries) != len(want.entries) {
			t.Errorf("%.60s: got %d entries of %d (%v)", body, len(page.Entries), page.Total, err)
			continue
		}
		for i, entry := range page.Entries {
			if string(entry) != want.entries[i] {
				t.Errorf("%.60s: entry %d is %.60q, want %.60q", body, i, entry, want.entries[i])
			}
		}
	}
}

func TestReadPageOfAnotherEnvelope(t *testing.T) {
	profile := load(t, "answer: {entries: data.items, total: data.of}")
	page, err := profile.ReadPage([]byte(`{"data":{"items":[1,2],"of":9}}`))
	if err != nil || len(page.Entries) != 2 || page.Total != 9 {
		t.Errorf("got %+v (%v)", page, err)
	}
}

func TestReadPageRefuses(t *testing.T) {
	for body, want := range map[string]audit.Code{
		"":                                audit.CodeCutOff,
		"  ":                              audit.CodeCutOff,
		`{"items":[{"a":1},`:              audit.CodeCutOff,
		`[{"a":"b`:                        audit.CodeCutOff,
		"<!doctype html><html></html>":    audit.CodeNotJSON,
		"Bad Gateway":                     audit.CodeNotJSON,
		`{"items":[]} <p>`:                audit.CodeNotJSON,
		`[1] 2`:                           audit.CodeNotJSON,
		`{"items":[tru]}`:                 audit.CodeNotJSON,
		`{"statusCode":200,"secret":"s"}`: audit.CodeProfile,
		`{"items":null}`:                  audit.CodeProfile,
		`"text"`:                          audit.CodeProfile,
		`null`:                            audit.CodeProfile,
	} {
		page, err := DefaultProfile().ReadPage([]byte(body))
		if audit.CodeOf(err) != want || page.Entries != nil {
			t.Errorf("%q: got %v, want %s", body, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("%q: the error repeats the body", body)
		}
	}
}

// An entry of a page can be extended without writing into its neighbour.
func TestEntriesDoNotOverlap(t *testing.T) {
	page, err := DefaultProfile().ReadPage([]byte(`[{"a":1},{"b":2}]`))
	if err != nil {
		t.Fatal(err)
	}
	_ = append(page.Entries[0], "XXXXXX"...)
	if string(page.Entries[1]) != `{"b":2}` {
		t.Errorf("got %s", page.Entries[1])
	}
}
