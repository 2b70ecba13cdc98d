package pdf

import (
	"math"
	"strings"
)

// breaksAfter are characters after which a word that is too long for a line is
// broken rather than elsewhere.
const breaksAfter = `/\_-.,:;&=?@+|)]}`

// wrap makes a text fit to be drawn and breaks it into lines of a width: between
// words, and within those that are wider than a line. No character is lost but
// the space at which a line ends.
func (p *Paper) wrap(text, style string, size, width float64) []string {
	var lines []string
	for _, line := range strings.Split(p.shown(text), "\n") {
		lines = p.wrapLine(lines, line, style, p.evenly(line, style, width/size))
	}
	return lines
}

// evenly is a width that makes the lines of one long word alike in length: what is left of a hash
// is no line of two digits.
func (p *Paper) evenly(line, style string, width float64) float64 {
	if strings.ContainsAny(line, " "+breaksAfter) {
		return width
	}
	sum, widest := 0.0, 0.0
	for _, r := range line {
		wide := p.character(r, style)
		sum += wide
		widest = max(widest, wide)
	}
	return min(width, sum/math.Ceil(sum/width)+widest)
}

// wrapLine appends the lines of one that has no line feed. Widths are for a
// size of one point.
func (p *Paper) wrapLine(lines []string, line, style string, width float64) []string {
	begin, space, soft, used := 0, -1, -1, 0.0 // of the current line: where it begins, where it can be broken
	measure := func(text string) (sum float64) {
		for _, r := range text {
			sum += p.character(r, style)
		}
		return sum
	}
	for i, r := range line {
		wide := p.character(r, style)
		for used+wide > width && i > begin && r != ' ' {
			end, next := i, i
			switch {
			case space > begin:
				end, next = space, space+1
			case soft > begin && measure(line[begin:soft]) > width*0.6:
				end, next = soft, soft
			}
			lines = append(lines, strings.TrimRight(line[begin:end], " "))
			begin, space = next, -1
			used = measure(line[begin:i])
		}
		used += wide
		switch {
		case r == ' ':
			space = i
		case strings.ContainsRune(breaksAfter, r):
			soft = i + 1
		}
	}
	return append(lines, strings.TrimRight(line[begin:], " "))
}
