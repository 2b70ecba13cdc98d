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
		did              fitting
	}{
		{"plain", "Flow Updated", "Flow Updated", fitting{}},
		{"tab and line feed stay", "a\tb\nc", "a\tb\nc", fitting{}},
		{"control characters", "a\x00b\x07c\x1b\x7f\r\n", `a\x00b\x07c\x1b\x7f\r` + "\n", fitting{escaped: "U+0000, U+0007, U+000D, U+001B, U+007F"}},
		{"not in XML", "a\ufffe\uffffb\ufeffc", `a\ufffe\uffffb` + "\ufeffc", fitting{escaped: "U+FFFE, U+FFFF"}},
		{"turned around", "\u202egnp.exe … •", `\u202egnp.exe … •`, fitting{escaped: "U+202E"}},
		{"marks of direction", "a\u200e\u061c\u200fb", `a\u200e\u061c\u200fb`, fitting{escaped: "U+061C, U+200E, U+200F"}},
		{"the second set of controls", "a\u0085\u009bb·\u00a0c", `a\x85\x9bb·` + "\u00a0c", fitting{escaped: "U+0085, U+009B"}},
		{"no text when it was recorded", "a\ufffdb", "a\ufffdb", fitting{broken: true}},
		{"like an escape", "a_x000D_b", "a_x000D_b", fitting{like: true}},
		{"like none", "a_xyz_b__x", "a_xyz_b__x", fitting{}},
		{"253 lines", strings.Repeat("\n", 253), strings.Repeat("\n", 253), fitting{}},
		{"too many lines", strings.Repeat("\n", 255), strings.Repeat("\n", 253) + `\n\n`, fitting{escaped: "U+000A × 2"}},
		{"as long as can be", strings.Repeat("a", 32767), strings.Repeat("a", 32767), fitting{}},
		{"many bytes, few units", strings.Repeat("č", 32767), strings.Repeat("č", 32767), fitting{}},
		{"one too many", strings.Repeat("a", 32768), strings.Repeat("a", 32640) + " … [cut, 32768 characters in all; the NDJSON export has it whole]", fitting{cut: 32768}},
		{"pairs stay together", "a" + strings.Repeat("😀", 20000), "a" + strings.Repeat("😀", 16319) + " … [cut, 20001 characters in all; the NDJSON export has it whole]", fitting{cut: 20001}},
	}
	for _, c := range cases {
		if got, did := cellText(c.text); got != c.want || did != c.did {
			t.Errorf("%s: %.80q … %d bytes, %+v", c.name, got, len(got), did)
		}
	}
}

// What cellText gives always fits a cell, and XML.
func TestCellTextFits(t *testing.T) {
	fits := func(text string, times uint16) bool {
		text = strings.ToValidUTF8(strings.Repeat(text, int(times)%1000), "")
		got, _ := cellText(text)
		units := len(utf16.Encode([]rune(got)))
		odd := strings.IndexFunc(got, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || strings.ContainsRune(strange, r) })
		return units <= 32767 && strings.Count(got, "\n") <= 253 && odd < 0 && utf8.ValidString(got)
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
