package export

import (
	"fmt"

	"github.com/trailbook/trailbook/backend/audit"
)

// What happened to a cell or an event. Sheet Notes begins with a row of each.
const (
	noteCut = iota
	noteEscaped
	noteBroken
	noteLike
	noteUndated
	noteUnread
	noteCoarse
	noteContinued
	noteMasked
	noteKinds
)

// noteNames say what happened, and what it means.
var noteNames = [noteKinds][2]string{
	{"Cut", "longer than the 32767 UTF-16 units that a cell can hold; the cell ends in a notice"},
	{"Escaped", `characters that Excel cannot hold or that turn text around are shown as \x07 or \u202e, line breaks beyond the 253rd as \n`},
	{"Broken text", "has U+FFFD where what was recorded is no valid text: bytes that are not UTF-8, half a pair of surrogates, or this character itself"},
	{"Like an escape", "has text such as _x000D_, which Excel would take for a character; the file says that it is none, but LibreOffice loses that when it saves"},
	{"Date as text", "a time outside of Excel's calendar, written as text"},
	{"Changes left out", "the states of the event cannot be read, so it has no rows on sheet Changes"},
	{"Compared only in part", "too much differs to tell every change by itself: some rows of sheet Changes tell a whole, or go by positions in a list"},
	{"Continued", "a sheet is full; the table goes on on the next one"},
	{"Masked", "secrets, each shown as ••• and its length"},
}

// place is a cell.
type place struct {
	sheet, cell, source, column string
}

// notes is sheet Notes: everything that a cell does not show as it was
// recorded.
type notes struct {
	grid
	words  words
	counts [noteKinds]int
	failed error
}

const (
	noteWhat = iota
	noteCount
	noteSheet
	noteCell
	noteEvent
	noteColumn
	noteDetail
)

func newNotes(book *sheets, words words) *notes {
	n := &notes{words: words, grid: grid{
		book: book, name: notesSheet, above: noteKinds, printed: noteDetail + 1,
		columns: []gridColumn{
			noteWhat: {"What", 25, false}, noteCount: {"Count", 10, false}, noteSheet: {"Sheet", 14, false}, noteCell: {"Cell", 12, false},
			noteEvent: {"Event ID", 30, false}, noteColumn: {"Column", 18, false}, noteDetail: {"Detail", 130, false},
		},
	}}
	n.grid.translate(words)
	return n
}

// add notes one cell or event. An error stays in failed.
func (n *notes) add(kind int, at place, detail string) {
	n.counts[kind]++
	if n.failed != nil {
		return
	}
	if n.failed = n.next(""); n.failed != nil {
		return
	}
	for column, text := range [...]string{
		noteWhat: n.words.of(noteNames[kind][0]), noteSheet: at.sheet, noteCell: at.cell, noteEvent: at.source, noteColumn: at.column, noteDetail: detail,
	} {
		if text != "" {
			shown, _ := cellText(text) // a note of a note would have no end
			n.rows().Text(column, n.book.styles.text, shown)
		}
	}
	n.failed = n.end()
}

// fitted notes what cellText had to do.
func (s *sheets) fitted(did fitting, at place) {
	if did.cut > 0 {
		s.counts.Cut++
		s.notes.add(noteCut, at, fmt.Sprintf("%d characters in all", did.cut))
	}
	if did.escaped != "" {
		s.counts.Escaped++
		s.notes.add(noteEscaped, at, did.escaped)
	}
	if did.broken {
		s.counts.Broken++
		s.notes.add(noteBroken, at, "")
	}
	if did.like {
		s.notes.add(noteLike, at, "")
	}
}

func (s *sheets) undated(at place) {
	s.counts.Undated++
	s.notes.add(noteUndated, at, "")
}

// unread notes an event of which sheet Changes knows nothing.
func (s *sheets) unread(e *audit.Event, err error) {
	s.counts.Unread++
	s.notes.add(noteUnread, place{source: e.ID}, err.Error())
}
