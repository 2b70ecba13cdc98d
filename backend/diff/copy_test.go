package diff

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestCopied(t *testing.T) {
	e := event(`{"a":"x","smtp":{"password":"hunter2"},"mtime":1,"long":"one\ntwo"}`, `{"a":"y","smtp":{"password":"hunter2b"},"mtime":2,"long":"one\nthree"}`, "")
	e.TargetName = "Mail"
	block := "\n  before:\n\n  ```\n  one\n  two\n  ```\n\n  after:\n\n  ```\n  one\n  three\n  ```\n"
	tests := []struct {
		name, format, path string
		event              audit.Event
		want               string
	}{
		{"all as Markdown", CopyMarkdown, "", e, "**`Object \"Mail\"`**\n\n- ~ `a`: `\"x\"` → `\"y\"`\n- ~ `smtp › password`: `\"••• 7 characters\"` → `\"••• changed, 7 → 8 characters\"`\n- ~ `long`\n" + block +
			"\n(1 change of bookkeeping not shown)\n"},
		{"all as text", CopyText, "", e, "Object \"Mail\"\n  ~ a: \"x\" → \"y\"\n  ~ smtp › password: \"••• 7 characters\" → \"••• changed, 7 → 8 characters\"\n" +
			"  ~ long: \"one\\ntwo\" → \"one\\nthree\"\n(1 change of bookkeeping not shown)\n"},
		{"one as Markdown", CopyMarkdown, "/a", e, "**`Object \"Mail\"`**\n\n- ~ `a`: `\"x\"` → `\"y\"`\n"},
		{"one as text", CopyText, "/mtime", e, "Object \"Mail\"\n  ~ mtime: 1 → 2\n"},
		{"one as a patch", CopyPatch, "/smtp/password", e, "[\n  {\"op\":\"replace\",\"path\":\"/smtp/password\",\"value\":\"••• changed, 7 → 8 characters\"}\n]\n"},
		{"all of what was created as a patch", CopyPatch, "", event("", `{"a":{"b":1}}`, ""), "[\n  {\"op\":\"add\",\"path\":\"\",\"value\":{\"a\":{\"b\":1}}}\n]\n"},
		{"nothing", CopyMarkdown, "", event("", "", ""), "The entry records no change.\n"},
		{"nothing differs", CopyMarkdown, "", event("{}", "{}", ""), "Nothing differs.\n"},
		{"a move", CopyMarkdown, "", event("", "", `[{"op":"move","from":"/a","path":"/b"}]`), "**`Object`**\n\n- » `b` from `/a` to `/b`\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Copied(test.event, test.format, test.path)
			if err != nil || got != test.want {
				t.Errorf("%v\n got\n%s\nwant\n%s", err, got, test.want)
			}
		})
	}
	for _, refused := range []struct {
		format, path string
		code         audit.Code
	}{{"html", "", audit.CodeInvalid}, {CopyText, "/nowhere", audit.CodeNotFound}} {
		if got, err := Copied(e, refused.format, refused.path); got != "" || audit.CodeOf(err) != refused.code {
			t.Errorf("%v: %q, %v", refused, got, err)
		}
	}
}

// Nothing from the log can leave its code span or block, or act on whoever
// pastes it.
func TestMarkdownIsHarmless(t *testing.T) {
	hostile := "`` ` ```\n```\n# Title\n<img src=x onerror=alert(1)> [a](javascript:b) \u202e\x1b[31m|x|\r\n~~~"
	e := event(`{"a":{"n":1}}`, string(encode(t, map[string]any{"a": map[string]any{"n": 2, hostile: hostile}, hostile: "`"})), "")
	e.TargetName = hostile
	got, err := Copied(e, CopyMarkdown, "")
	if err != nil || strings.ContainsAny(got, "\u202e\x1b\r") {
		t.Fatalf("%q, %v", got, err)
	}
	fence := ""
	for _, line := range strings.Split(got, "\n") {
		line = strings.TrimPrefix(line, "  ")
		switch ticks := line[:run(line, 0, func(c byte) bool { return c == '`' })]; {
		case fence == "" && len(ticks) >= 3 && ticks == line:
			fence = ticks
		case fence == "":
			if strings.Contains(outsideCode(line), "<img") || strings.HasPrefix(line, "#") {
				t.Errorf("markup outside code: %s", line)
			}
		case len(ticks) >= len(fence) && strings.TrimSpace(line) == ticks:
			fence = ""
		}
	}
	if fence != "" {
		t.Errorf("a block does not end:\n%s", got)
	}
}

// outsideCode is line without its code spans, read as CommonMark says.
func outsideCode(line string) string {
	var out strings.Builder
	for at := 0; at < len(line); {
		if line[at] != '`' {
			out.WriteByte(line[at])
			at++
			continue
		}
		open := run(line, at, func(c byte) bool { return c == '`' })
		ticks, next := open-at, open
		for next < len(line) {
			start := next + strings.IndexByte(line[next:]+"`", '`')
			end := run(line, start, func(c byte) bool { return c == '`' })
			if next = end; end-start == ticks {
				break
			}
		}
		at = max(next, open)
	}
	return out.String()
}

func TestCopiedFlowShowsNoSecret(t *testing.T) {
	raw, err := os.ReadFile("testdata/flow.json")
	if err != nil {
		t.Fatal(err)
	}
	var e struct{ Before, After json.RawMessage }
	if err := json.Unmarshal(raw, &e); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{CopyPatch, CopyMarkdown, CopyText} {
		got, err := Copied(audit.Event{Before: e.Before, After: e.After}, format, "")
		if err != nil || strings.Contains(got, "hunter2") || !strings.Contains(got, "•••") || strings.Contains(got, "#") {
			t.Errorf("%s: %v\n%s", format, err, got)
		}
	}
}
