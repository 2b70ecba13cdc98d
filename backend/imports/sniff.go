package imports

import (
	"bufio"
	"bytes"
)

// sniffed is how many records are looked at to find the delimiter and the
// header.
const sniffed = 50

// delimiterOf finds what divides the columns of a text: what gives most
// records the same number of columns, and the most of them. 0 says that
// nothing does.
func delimiterOf(head []byte, whole bool) (best byte) {
	bestShare, bestWidth := 0.0, 0
	for _, comma := range delimiters {
		share, width := divided(head, whole, comma)
		if width < 2 || share < 0.3 {
			continue
		}
		if share > bestShare+0.1 || share > bestShare-0.1 && width > bestWidth {
			best, bestShare, bestWidth = comma, max(share, bestShare), width
		}
	}
	return best
}

// divided says how many columns most records have, and how many of the records
// those are.
func divided(head []byte, whole bool, comma byte) (share float64, width int) {
	records := beginning(head, whole, comma)
	counts := map[int]int{}
	for _, r := range records {
		counts[len(r.cells)]++
	}
	most := 0
	for cells, count := range counts {
		if cells > 1 && (count > most || count == most && cells > width) {
			most, width = count, cells
		}
	}
	if most == 0 {
		return 0, 0
	}
	return float64(most) / float64(len(records)), width
}

// beginning reads the first records of a text, without one that the end of
// head cuts. Broken ones count as empty.
func beginning(head []byte, whole bool, comma byte) []row {
	lines := &physicalLines{in: bufio.NewReader(bytes.NewReader(head)), end: lineEnd(head), limit: len(head)}
	reader := &csvRows{lines: lines, comma: comma, limit: len(head), width: len(head)}
	var records []row
	for len(records) < sniffed {
		r, err := reader.nextRow()
		if err != nil {
			return records
		}
		records = append(records, r)
	}
	if !whole && len(records) > 1 && lines.ended != nil {
		records = records[:len(records)-1]
	}
	return records
}

// separatorLine reads the line with which some programs tell Excel the
// delimiter: sep=;
func separatorLine(head []byte) (comma byte, length int) {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	text := withoutEnd(line)
	if len(text) == 5 && bytes.EqualFold(text[:4], []byte("sep=")) {
		return text[4], min(len(line)+1, len(head))
	}
	return 0, 0
}
