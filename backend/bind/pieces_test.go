package bind_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

// largestPiece is what one answer may weigh, so that the page reads it between
// two frames.
const largestPiece = 256 << 10

// pieces fetches all that follows the first piece of an answer.
func (p *program) pieces(token string) []bind.Piece {
	p.t.Helper()
	var all []bind.Piece
	for token != "" {
		piece, err := p.Events.More(token)
		if err != nil {
			p.t.Fatal(err)
		}
		if text, err := json.Marshal(piece); err != nil || len(text) > largestPiece {
			p.t.Errorf("a piece of %d bytes, %v", len(text), err)
		}
		all = append(all, piece)
		token = piece.More
	}
	return all
}

// largeFlow is a flow of many components in which every one changed.
func largeFlow(word string) string {
	var b strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&b, `"%04d":{"type":"appmixer.slack.list.SendChannelMessage","label":"Step %d","config":{"note":%q,"channel":"%s"}},`, i, i, strings.Repeat("what it is for ", 20), word)
	}
	return `{"flow":{` + strings.TrimSuffix(b.String(), ",") + `}}`
}

// A large event arrives whole, in pieces, in its order.
func TestALargeEventComesInPieces(t *testing.T) {
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Updated","before":` + largeFlow("old") + `,"after":` + largeFlow("new") + `}]`)

	detail, err := p.Events.Detail(keys[0])
	if err != nil || detail.More == "" {
		t.Fatalf("%d changes, more %q, %v", len(detail.Changes), detail.More, err)
	}
	changes, elements := detail.Changes, detail.Elements
	for _, piece := range p.pieces(detail.More) {
		changes, elements = append(changes, piece.Changes...), append(elements, piece.Elements...)
		if last := changes[len(changes)-1]; last.Element >= len(elements) {
			t.Fatalf("a change of element %d came before it", last.Element)
		}
	}
	if len(changes) != 1500 || len(elements) != 1500 || !strings.Contains(elements[1499].Name, "Step 1499") || changes[1499].Element != 1499 {
		t.Errorf("%d changes in %d elements", len(changes), len(elements))
	}
	if _, err := p.Events.More(detail.More); audit.CodeOf(err) != audit.CodeNotFound {
		t.Error(err) // each is given once
	}

	text, err := p.Events.Text(keys[0], false)
	lines := text.Lines
	for _, piece := range p.pieces(text.More) {
		lines = append(lines, piece.Lines...)
	}
	added := slices.DeleteFunc(slices.Clone(lines), func(line bind.TextLine) bool { return line.Kind != "added" })
	if err != nil || !text.Cut && len(added) != 1500 || lines[added[0].Mate].Mate < 0 {
		t.Errorf("%d lines, %d added, cut %v, %v", len(lines), len(added), text.Cut, err)
	}

	raw, err := p.Events.Raw(keys[0])
	whole := raw.Text
	for _, piece := range p.pieces(raw.More) {
		whole += piece.Text
	}
	if err != nil || !json.Valid([]byte(whole)) || strings.Count(whole, `"channel"`) != 3000 {
		t.Errorf("%d bytes of raw text, %v", len(whole), err)
	}
}

// Only the last answers are kept: an event that was left must not stay.
func TestPiecesOfAnEventThatWasLeftGo(t *testing.T) {
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Updated","before":` + largeFlow("old") + `,"after":` + largeFlow("new") + `}]`)
	first, err := p.Events.Raw(keys[0])
	if err != nil {
		t.Fatal(err)
	}
	for range 4 {
		if _, err := p.Events.Raw(keys[0]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := p.Events.More(first.More); audit.CodeOf(err) != audit.CodeNotFound {
		t.Error(err)
	}
}
