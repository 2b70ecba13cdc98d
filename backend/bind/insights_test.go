package bind_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestAChangeIsLookedInto(t *testing.T) {
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Updated","target":{"kind":"flow","name":"Orders"},` +
		`"before":{"name":"Orders","body":"{\"n\":1,\"token\":\"hunter2\"}","note":"the quick fox","mtime":1},` +
		`"after":{"name":"Orders","body":"{\"n\":2,\"token\":\"hunter2\"}","note":"the slow fox","mtime":2}}]`)
	body, err := p.Events.ValueDiff(keys[0], "/body")
	if err != nil || !body.HasChanges || len(body.Changes) != 1 || body.Changes[0].Path != "/n" || body.Before.Kind != "json" || !body.Masked {
		t.Errorf("%+v, %v", body, err)
	}
	note, err := p.Events.ValueDiff(keys[0], "/note")
	if err != nil || note.HasChanges || len(note.Text.Lines) != 2 || note.Text.Lines[0].Mate != 1 || len(note.Text.Lines[0].Segments) != 3 {
		t.Errorf("%+v, %v", note, err)
	}
	if _, err := p.Events.ValueDiff(keys[0], "/nowhere"); audit.CodeOf(err) != audit.CodeNotFound {
		t.Error(err)
	}
	tree, err := p.Events.Tree(keys[0], false)
	if err != nil || tree.Changes != 2 || tree.Folded != 1 || len(tree.Children) != 3 || tree.Children[0].After != "Orders" {
		t.Errorf("%+v, %v", tree, err)
	}
	var all []string
	for _, format := range []string{"patch", "markdown", "text"} {
		text, err := p.Events.Copy(keys[0], format, "")
		if err != nil || !strings.Contains(text, "slow") {
			t.Errorf("%s: %s, %v", format, text, err)
		}
		all = append(all, text)
	}
	if text, err := p.Events.Copy(keys[0], "patch", "/note"); err != nil || strings.Contains(text, "/body") {
		t.Errorf("%s, %v", text, err)
	}
	if _, err := p.Events.Copy(keys[0], "html", ""); audit.CodeOf(err) != audit.CodeInvalid {
		t.Error(err)
	}
	shown, err := json.Marshal([]any{body, note, tree, all})
	if err != nil || strings.Contains(string(shown), "hunter2") {
		t.Errorf("a secret shows: %s, %v", shown, err)
	}
}

// An entry of four megabytes with a change in every member.
func TestWhatCrossesOfALargeEventIsBounded(t *testing.T) {
	state := func(word string) string {
		var b strings.Builder
		for i := range 16_000 {
			fmt.Fprintf(&b, `"member %d":"%s %s",`, i, strings.Repeat("some words ", 10), word)
		}
		return "{" + strings.TrimSuffix(b.String(), ",") + "}"
	}
	p := start(t, t.TempDir())
	keys := p.entries(`[{"id":"s1","created":"2026-01-01T10:00:00Z","action":"Flow Updated","before":` + state("old") + `,"after":` + state("new") + `}]`)
	opened := map[string]func() (any, error){
		"Detail": func() (any, error) {
			detail, err := p.Events.Detail(keys[0])
			count := len(detail.Changes)
			for _, piece := range p.pieces(detail.More) {
				count += len(piece.Changes)
			}
			if count+detail.Left != 16_000 || detail.Left == 0 {
				t.Errorf("%d changes and %d left", count, detail.Left)
			}
			return detail, err
		},
		"Text": func() (any, error) {
			text, err := p.Events.Text(keys[0], true)
			if !text.Cut {
				t.Error("the text does not say that it is cut")
			}
			return text, err
		},
		"Tree": func() (any, error) {
			tree, err := p.Events.Tree(keys[0], true)
			if tree.Changes != 16_000 || tree.Left == 0 {
				t.Errorf("%d changes, %d left", tree.Changes, tree.Left)
			}
			return tree, err
		},
		"ValueDiff": func() (any, error) { return p.Events.ValueDiff(keys[0], "/member 1") },
	}
	for name, open := range opened {
		started := time.Now()
		shown, err := open()
		took := time.Since(started)
		text, marshalErr := json.Marshal(shown)
		if err != nil || marshalErr != nil || len(text) > 768<<10 || took > 20*time.Second {
			t.Errorf("%s: %d bytes in %v, %v, %v", name, len(text), took, err, marshalErr)
		}
		t.Logf("%s: %d bytes in %v", name, len(text), took)
	}
}
