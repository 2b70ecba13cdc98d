package diff

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// block is lines that stay, that went, or that came instead of those that went.
type block struct {
	equal, removed, added []string
}

// compareLines compares two prepared texts by whole lines: go-diff is given a
// character for every different line, as its own line mode does, but without
// copying the lines.
func compareLines(before, after string, timeout time.Duration) []block {
	left, right := splitLines(before), splitLines(after)
	numbers := make(map[string]rune, max(len(left), len(right)))
	compare := diffmatchpatch.New()
	compare.DiffTimeout = timeout
	var blocks []block
	for _, d := range compare.DiffMainRunes(asRunes(left, numbers), asRunes(right, numbers), false) {
		n := utf8.RuneCountInString(d.Text)
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			blocks = append(blocks, block{equal: right[:n]})
			left, right = left[n:], right[n:]
		case diffmatchpatch.DiffDelete:
			blocks = append(blocks, block{removed: left[:n]})
			left = left[n:]
		case diffmatchpatch.DiffInsert:
			if last := len(blocks) - 1; last >= 0 && blocks[last].removed != nil && blocks[last].added == nil {
				blocks[last].added = right[:n]
			} else {
				blocks = append(blocks, block{added: right[:n]})
			}
			right = right[n:]
		}
	}
	return blocks
}

// asRunes is a character for each line, the same for the same line. Those that
// stand for half a character in UTF-16 are not used: no text can hold them.
func asRunes(lines []string, numbers map[string]rune) []rune {
	const half, halves = 0xD800, 0x800
	text := make([]rune, len(lines))
	for i, line := range lines {
		number, known := numbers[line]
		if !known {
			if number = rune(len(numbers) + 1); number >= half { //nolint:gosec // two texts of maxInputLines each
				number += halves
			}
			numbers[line] = number
		}
		text[i] = number
	}
	return text
}

func splitLines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
