package bind

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// What is large crosses to the page in pieces, each so small that the window
// draws a frame between two: the first with the answer, the others by a token.

const (
	pieceBytes  = 96 << 10 // of text in a piece, about
	pieceItems  = 300      // changes or lines in a piece
	itemBytes   = 200      // what an item is taken for beside its texts
	parcelsKept = 4        // answers whose pieces are at hand
)

// Piece is a further part of a Detail, a TextDiff or a raw entry.
type Piece struct {
	Changes  []Change   `json:"changes"`
	Elements []Element  `json:"elements"` // further ones, after those that came before
	Lines    []TextLine `json:"lines"`
	Text     string     `json:"text"`
	More     string     `json:"more"` // the token of the next piece, empty when this is the last
}

// More returns the next piece of an answer. Each is given once; CodeNotFound
// where there is none any more.
func (e *Events) More(token string) (Piece, error) {
	return call(e.core, "Events.More", func(context.Context) (Piece, error) {
		return e.core.parcels.take(token)
	})
}

// parcels holds the pieces of the last answers that were cut.
type parcels struct {
	mu   sync.Mutex
	next int
	kept []parcel // newest last
}

type parcel struct {
	token  string
	pieces []Piece
}

// send returns the first of pieces, with the token of the others.
func (p *parcels) send(pieces []Piece) Piece {
	if len(pieces) == 0 {
		return Piece{Changes: []Change{}, Elements: []Element{}, Lines: []TextLine{}}
	}
	first := pieces[0]
	if len(pieces) == 1 {
		return first
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.next++
	first.More = strconv.Itoa(p.next)
	if len(p.kept) == parcelsKept {
		p.kept = slices.Delete(p.kept, 0, 1)
	}
	p.kept = append(p.kept, parcel{first.More, pieces[1:]})
	return first
}

func (p *parcels) take(token string) (Piece, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := slices.IndexFunc(p.kept, func(one parcel) bool { return one.token == token })
	if at < 0 {
		return Piece{}, audit.Errorf(audit.CodeNotFound, "The rest of this event is no longer at hand.").WithHint("Open the event again.")
	}
	one := &p.kept[at]
	piece := one.pieces[0]
	if one.pieces = one.pieces[1:]; len(one.pieces) > 0 {
		piece.More = token
	} else {
		p.kept = slices.Delete(p.kept, at, at+1)
	}
	return piece, nil
}

// changePieces cuts a list of changes; the elements come with the first change
// that belongs to them.
func changePieces(changes []Change, elements []Element) []Piece {
	var pieces []Piece
	told := 0
	for _, part := range parts(changes, func(c Change) int {
		size := len(c.Path) + len(c.From) + len(c.Before) + len(c.After)
		for _, mark := range c.Marks {
			size += len(mark.Text)
		}
		return size
	}) {
		last := told
		for _, change := range part {
			last = max(last, min(change.Element+1, len(elements)))
		}
		pieces = append(pieces, Piece{Changes: part, Elements: elements[told:last:last], Lines: []TextLine{}})
		told = last
	}
	return pieces
}

func linePieces(lines []TextLine) []Piece {
	var pieces []Piece
	for _, part := range parts(lines, func(l TextLine) int {
		size := len(l.Around)
		for _, segment := range l.Segments {
			size += len(segment.Text)
		}
		return size
	}) {
		pieces = append(pieces, Piece{Lines: part, Changes: []Change{}, Elements: []Element{}})
	}
	return pieces
}

// parts cuts a list so that no part is larger than a piece, by the size of each
// item's texts; an item by itself is never cut.
func parts[T any](list []T, size func(T) int) [][]T {
	var all [][]T
	from, bytes := 0, 0
	for i, item := range list {
		more := size(item) + itemBytes
		if i > from && (bytes+more > pieceBytes || i-from == pieceItems) {
			all = append(all, list[from:i:i])
			from, bytes = i, 0
		}
		bytes += more
	}
	if from < len(list) {
		all = append(all, list[from:])
	}
	return all
}

// textPieces cuts a text at the ends of lines, as far as these are near.
func textPieces(text string) []Piece {
	var pieces []Piece
	for text != "" {
		end := min(pieceBytes, len(text))
		if end < len(text) {
			if line := strings.LastIndexByte(text[:end], '\n'); line >= 0 {
				end = line + 1
			} else if line := strings.IndexByte(text[end:], '\n'); line >= 0 {
				end += line + 1
			} else {
				end = len(text)
			}
		}
		pieces = append(pieces, Piece{Text: text[:end], Changes: []Change{}, Elements: []Element{}, Lines: []TextLine{}})
		text = text[end:]
	}
	return pieces
}
