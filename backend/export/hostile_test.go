package export

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// formulas are texts that a spreadsheet would run.
var formulas = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "  =1+1", "\u00a0=1+1", "＝1+1", "＋1", "－1", "＠SUM(1)",
	"=HYPERLINK(\"http://evil.example\",\"x\")", "=cmd|' /C calc'!A0", "\ufeff=1+1", "\u200b=1+1", "\n=1+1",
	"x;=1+1", "x\n=1+1", "x;\"=1+1", "x\t@SUM(1)",
}

// harmless are texts that look a little like it, and must stay as they are.
var harmless = []string{
	"a=b", "1-1", "ann@example.com", "'quoted", `say "hi", then go`, "line 1\nline 2", "a, b; c", "žluťoučký kůň", "<b>&amp;</b>",
	"007", "1E5", "2026-10-01", "TRUE", "_x0041_", "_x005F_x0041_", "𝒳 outside the BMP 😀", " leading and trailing ", "a\ttab",
}

// hostile is a log of texts made to break an export.
func hostile() []audit.Event {
	texts := append(append([]string{}, formulas...), harmless...)
	texts = append(texts,
		"bell\x07 null\x00 escape\x1b[31m", "bad \xff\xfe bytes", "\ufffe and \uffff", "</t></is></c></row>", "]]>", "../../etc/passwd",
		"<script>alert(1)</script>", "\u202egnp.exe", strings.Repeat("n\n", 400), strings.Repeat("č", 40_000), strings.Repeat("😀", 20_000),
		"12345678901234567890", "{{constructor}}", "${jndi:ldap://x}", "%s%n", "a\r\nb\rc",
	)
	events := make([]audit.Event, len(texts))
	for i, text := range texts {
		quoted, _ := json.Marshal(text)
		events[i] = audit.Event{
			ID: fmt.Sprintf("%024d", i), Tenant: "northwind", CreatedAt: start.Add(time.Duration(i) * time.Minute), Type: audit.TypeUpdate,
			Action: text, User: text, UserID: text, FlowID: text, TargetKind: "flow", TargetID: text, TargetName: text, IP: text, UserAgent: text,
			Before: quoted, After: json.RawMessage(fmt.Sprintf("{\n  \"name\": %s,\n  \"n\": 12345678901234567890\n}", quoted)),
			Raw: json.RawMessage(fmt.Sprintf(`{"action":%s}`, quoted)),
		}
	}
	return events
}
