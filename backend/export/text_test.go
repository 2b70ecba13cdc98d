package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

func records(t *testing.T, path string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(read(t, path))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestCSVGivesTheFields(t *testing.T) {
	events := samples(300)
	path, result := export(t, FormatCSV, events)
	all := records(t, path)
	want := "id,tenant,createdAt,action,type,area,user,userId,flowId,targetKind,targetId,targetName,ip,userAgent,summary,before,after,changes,raw"
	if got := strings.Join(all[0], ","); got != want || len(all) != 301 {
		t.Fatalf("%d records, header %s", len(all), got)
	}
	if content := read(t, path); strings.Count(content, "\r\n") != 301 || strings.Count(content, "\n") != 301 {
		t.Error("records do not end in CRLF")
	}
	for i, e := range events {
		want := []string{
			e.ID, e.Tenant, audit.FormatTime(e.CreatedAt), e.Action, string(e.Type), e.Area, e.User, e.UserID, e.FlowID,
			e.TargetKind, e.TargetID, e.TargetName, e.IP, e.UserAgent, e.Summary, string(e.Before), string(e.After), "", string(e.Raw),
		}
		if !reflect.DeepEqual(all[i+1], want) {
			t.Fatalf("record %d\n got %q\nwant %q", i, all[i+1], want)
		}
	}
	if result.Counts != (Counts{}) {
		t.Errorf("an ordinary log is changed: %+v", result.Counts)
	}
}

func TestCSVFormulasAreDefused(t *testing.T) {
	for _, text := range formulas {
		path, result := export(t, FormatCSV, []audit.Event{{ID: "1", TargetName: text, CreatedAt: start}})
		got := records(t, path)[1][11]
		// encoding/csv reads CRLF as LF; a lone CR it keeps.
		if strings.ReplaceAll(got, "'", "") != strings.ReplaceAll(text, "'", "") || result.Defused != 1 {
			t.Errorf("%q became %q, defused %d", text, got, result.Defused)
		}
		for _, cell := range strings.FieldsFunc(got, func(r rune) bool { return strings.ContainsRune(";\t\r\n", r) }) {
			if r, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, "\" \u00a0\ufeff\u200b")); leads(r) {
				t.Errorf("%q leaves the cell %q", text, cell)
			}
		}
		if first := got[0]; !strings.ContainsRune("x'", rune(first)) {
			t.Errorf("%q begins with %q", got, first)
		}
	}
	for _, text := range harmless {
		if got, changed := defuse(text); got != text || changed {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestNDJSONIsTheDomainsJSON(t *testing.T) {
	events := append(samples(50), hostile()...)
	path, _ := export(t, FormatNDJSON, events, func(r *Request) { r.IncludeSecrets = true })
	content := read(t, path)
	if !utf8.ValidString(content) {
		t.Error("not UTF-8")
	}
	lines := strings.Split(strings.TrimSuffix(content, "\n"), "\n")
	if len(lines) != len(events) {
		t.Fatalf("%d lines for %d events", len(lines), len(events))
	}
	for i, e := range events {
		canonical, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
			t.Fatalf("line %d: %v", i, err)
		}
		if err := json.Unmarshal(canonical, &want); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(e.Action) {
			continue // how many U+FFFD stand for broken bytes is not the point
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("line %d\n got %.200s\nwant %.200s", i, lines[i], canonical)
		}
	}
	if !strings.Contains(content, `"html":"<b>&</b>"`) {
		t.Error("raw is not as received: HTML is escaped")
	}
	if !strings.Contains(content, `"n":12345678901234567890`) {
		t.Error("a number lost its digits")
	}
}

func TestNDJSONKeepsWhatIsNotJSON(t *testing.T) {
	path, result := export(t, FormatNDJSON, []audit.Event{{ID: "1", CreatedAt: start, Raw: json.RawMessage("{broken \xff")}},
		func(r *Request) { r.IncludeSecrets = true })
	var line struct{ Raw string }
	if err := json.Unmarshal([]byte(read(t, path)), &line); err != nil || line.Raw != "{broken \uFFFD" || result.Replaced != 1 {
		t.Errorf("%q, %v, %+v", line.Raw, err, result.Counts)
	}
}

func TestNoEvents(t *testing.T) {
	for format, want := range map[Format]int{FormatCSV: 1, FormatNDJSON: 0} {
		path, result := export(t, format, nil)
		if got := bytes.Count([]byte(read(t, path)), []byte("\n")); got != want || result.Events != 0 {
			t.Errorf("%s: %d lines, %+v", format, got, result)
		}
	}
}
