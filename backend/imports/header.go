package imports

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// titled is how many rows may stand above a header.
const titled = 30

// headerOf finds the header among the first rows of a table: the row at which
// an export of Trailbook's begins, else the first that is as wide as the others
// and reads like names. -1 says that there is none.
func headerOf(first []row) int {
	for i, r := range first {
		if exportColumns(r.cells) != nil {
			return i
		}
	}
	wide := usualWidth(first)
	for i, r := range first[:min(len(first), titled)] {
		if r.reason != "" || filled(r.cells) < 2 || filled(r.cells)*10 < wide*6 {
			continue
		}
		if areNames(r.cells) {
			return i
		}
		return -1
	}
	return -1
}

// usualWidth is the number of cells that most rows have up to their last
// filled one.
func usualWidth(first []row) (width int) {
	counts := map[int]int{}
	for _, r := range first {
		if r.reason == "" && filled(r.cells) > 1 {
			counts[extent(r.cells)]++
		}
	}
	for cells, count := range counts {
		if count > counts[width] || count == counts[width] && cells > width {
			width = cells
		}
	}
	return width
}

func filled(cells []string) (n int) {
	for _, cell := range cells {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

func extent(cells []string) int {
	for i := len(cells) - 1; i >= 0; i-- {
		if strings.TrimSpace(cells[i]) != "" {
			return i + 1
		}
	}
	return 0
}

// areNames reports cells that can be headings: short, different texts that are
// neither times, numbers, e-mail addresses nor JSON.
func areNames(cells []string) bool {
	var seen []string
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		if len(cell) > 120 || isValue(cell) {
			return false
		}
		if !slices.Contains(seen, cell) {
			seen = append(seen, cell)
		}
	}
	return len(seen) > 1
}

var valueShapes = regexp.MustCompile(`^(` +
	`[{\["].*|` + // JSON
	`\S+@\S+\.\S+|` + // an e-mail address
	`\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|` + // a date
	`(?i:true|false|null)|` +
	`[0-9a-f]{24}|[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|` + // an id
	`\d{1,3}(\.\d{1,3}){3}` + // an address
	`)$`)

func isValue(cell string) bool {
	if _, err := strconv.ParseFloat(strings.ReplaceAll(cell, ",", "."), 64); err == nil {
		return true
	}
	if _, err := time.Parse("Jan 2, 2006", cell[:min(len(cell), 12)]); err == nil {
		return true
	}
	return valueShapes.MatchString(cell)
}

// headings makes names for the columns of a header row, or for so many columns
// without one. Every name is different and none is empty.
func headings(cells []string, width int) []string {
	names := make([]string, max(width, extent(cells)))
	taken := map[string]bool{}
	for i := range names {
		name := ""
		if i < len(cells) {
			name = strings.Join(strings.Fields(strings.ToValidUTF8(cells[i], "\uFFFD")), " ")
		}
		if name == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		unique := name
		for n := 2; taken[unique]; n++ {
			unique = fmt.Sprintf("%s (%d)", name, n)
		}
		taken[unique] = true
		names[i] = unique
	}
	return names
}
