package export

import (
	"fmt"
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf16"
	"unicode/utf8"
)

func TestCellText(t *testing.T) {
	cases := []struct {
		name, text, want string
		counts           Counts
	}{
		{"plain", "Flow Updated", "Flow Updated", Counts{}},
		{"tab and line feed stay", "a\tb\nc", "a\tb\nc", Counts{}},
		{"control characters", "a\x00b\x07c\x1b\x7f\r\n", `a\x00b\x07c\x1b\x7f\r` + "\n", Counts{Escaped: 1}},
		{"not in XML", "a\ufffe\uffffb\ufeffc", `a\ufffe\uffffb` + "\ufeffc", Counts{Escaped: 1}},
		{"turned around", "\u202egnp.exe … •", `\u202egnp.exe … •`, Counts{Escaped: 1}},
		{"253 lines", strings.Repeat("\n", 253), strings.Repeat("\n", 253), Counts{}},
		{"too many lines", strings.Repeat("\n", 255), strings.Repeat("\n", 253) + `\n\n`, Counts{Escaped: 1}},
		{"as long as can be", strings.Repeat("a", 32767), strings.Repeat("a", 32767), Counts{}},
		{"many bytes, few units", strings.Repeat("č", 32767), strings.Repeat("č", 32767), Counts{}},
		{"one too many", strings.Repeat("a", 32768), strings.Repeat("a", 32640) + " … [cut, 32768 characters in all; the NDJSON export has it whole]", Counts{Cut: 1}},
		{"pairs stay together", "a" + strings.Repeat("😀", 20000), "a" + strings.Repeat("😀", 16319) + " … [cut, 20001 characters in all; the NDJSON export has it whole]", Counts{Cut: 1}},
	}
	for _, c := range cases {
		var counts Counts
		if got, _ := cellText(c.text, &counts); got != c.want || counts != c.counts {
			t.Errorf("%s: %.80q … %d bytes, %+v", c.name, got, len(got), counts)
		}
	}
}

// What cellText gives always fits a cell, and XML, and the size is no less
// than its XML takes.
func TestCellTextFits(t *testing.T) {
	fits := func(text string, times uint16) bool {
		text = strings.ToValidUTF8(strings.Repeat(text, int(times)%1000), "")
		got, size := cellText(text, new(Counts))
		units := len(utf16.Encode([]rune(got)))
		odd := strings.IndexFunc(got, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || strings.ContainsRune(strange, r) })
		escaped := len(got) + 4*(strings.Count(got, `"`)+strings.Count(got, "&")+strings.Count(got, "'"))
		return units <= 32767 && strings.Count(got, "\n") <= 253 && odd < 0 && utf8.ValidString(got) && size >= escaped
	}
	if err := quick.Check(fits, &quick.Config{MaxCount: 60}); err != nil {
		t.Error(err)
	}
	for _, text := range []string{"\x00", "\n", `"`, "😀\r", strings.Repeat("\x01", 300)} {
		if !fits(text, 999) {
			t.Errorf("%.10q does not fit", text)
		}
	}
	if notice := fmt.Sprintf(" … [cut, %d characters in all; the NDJSON export has it whole]", 1<<40); utf8.RuneCountInString(notice)+keptUnits > cellUnits {
		t.Error("the notice itself does not fit")
	}
}
