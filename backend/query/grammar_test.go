package query_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
)

// What docs/search.md and the help show can be typed, and no key is left out of
// either.
func TestWhatIsExplainedCanBeTyped(t *testing.T) {
	content, err := os.ReadFile(filepath.Join("..", "..", "docs", "search.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	var typed []string
	for _, block := range regexp.MustCompile("(?s)```search\n(.*?)```").FindAllStringSubmatch(page, -1) {
		typed = append(typed, strings.Split(strings.TrimSpace(block[1]), "\n")...)
	}
	for _, line := range strings.Split(page, "\n") {
		if cells := strings.Split(line, " | "); len(cells) > 1 && strings.HasPrefix(line, "| `") {
			if len(cells) == 2 {
				cells[1] = "" // in words
			}
			for _, cell := range []string{cells[0], cells[len(cells)-1]} {
				for _, code := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(cell, -1) {
					if !strings.HasSuffix(code[1], ":") {
						typed = append(typed, code[1])
					}
				}
			}
		}
	}
	for _, sign := range query.Signs() {
		typed = append(typed, sign.Example)
	}
	for _, text := range typed {
		if _, err := audit.ParseSearch(text, audit.Clock{}); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if len(typed) < 50 {
		t.Errorf("only %d examples were found", len(typed))
	}
	help := query.Grammar()
	for _, key := range query.Keys() {
		if !strings.Contains(page, "| `"+key.Key+":` |") || !strings.Contains(help, key.Example) {
			t.Errorf("%s: is not explained", key.Key)
		}
	}
	for _, line := range strings.Split(help, "\n") {
		if len([]rune(line)) > 80 {
			t.Errorf("too wide for a terminal: %q", line)
		}
	}
}
