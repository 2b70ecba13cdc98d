package diff

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// tellChanged writes into masked where a secret of e took the place of another
// that is masked alike: without it nothing would seem to have changed there.
func tellChanged(e audit.Event, masked *audit.Event, inState, inChanges reach) {
	start, into := inState, &masked.After
	if present(e.Changes) && !(present(e.Before) && present(e.After)) {
		start, into = inChanges, &masked.Changes
	} else if bytes.Equal(e.Before, masked.Before) || bytes.Equal(e.After, masked.After) {
		return // no secret on one of the sides
	}
	s, err := examine(e)
	if err != nil || s.before == nil || s.after == nil {
		return
	}
	s.secretBefore, s.secretNow = s.before.secrets(start), s.after.secrets(start)
	told := map[int]json.RawMessage{}
	for _, d := range s.deltas {
		if text, ok := s.toldApart(d); ok {
			told[d.after] = text
		}
	}
	if len(told) == 0 {
		return
	}
	t := s.after
	text, _ := t.maskedTelling(s.secretNow.within(0), 0, told)
	*into = slices.Concat(t.raw[:t.nodes[0].From], text, t.raw[t.nodes[0].To:])
}

// toldApart is what d's value after is masked as when that of before is masked
// to the same; ok is false where they differ anyway, or hold no secret.
func (s *study) toldApart(d delta) (text json.RawMessage, ok bool) {
	if d.before == none || d.after == none || d.kind == audit.ChangeMoved {
		return nil, false
	}
	was, went := maskedAt(s.before, s.secretBefore, d.before)
	is, came := maskedAt(s.after, s.secretNow, d.after)
	if went == 0 || came == 0 || !bytes.Equal(was, is) {
		return nil, false
	}
	if text, ok = s.retold(d); !ok {
		text = sayChanged(is)
	}
	return text, !bytes.Equal(text, is)
}

// OfMasked is OfEvent of an event that MaskEvent has been at. Masked marks the
// changes that show a mask, since the secrets themselves are gone.
func OfMasked(e audit.Event) (View, error) {
	view, err := OfEvent(e)
	for i := range view.Changes {
		c := &view.Changes[i]
		if !c.Masked && (showsMask(c.Before) || showsMask(c.After)) {
			c.Masked = true
			view.Masked++
		}
	}
	return view, err
}

// Masks counts what stands for a secret in a masked event: in all of its texts
// and values, as MaskEvent counts, but also of a copy that was masked before.
func Masks(e audit.Event) (count int) {
	for _, text := range []string{
		e.Action, e.User, e.TargetID, e.TargetName, e.UserAgent, e.Summary, string(e.Before), string(e.After), string(e.Changes), string(e.Raw),
	} {
		for shown := true; shown; {
			if text, shown = pastMask(text); shown {
				count++
			}
		}
	}
	return count
}

func showsMask(value json.RawMessage) bool {
	_, shown := pastMask(string(value))
	return shown
}

// pastMask is text behind the first mask in it; shown is false for none.
func pastMask(text string) (rest string, shown bool) {
	for {
		_, rest, found := strings.Cut(text, maskSign)
		if !found {
			return "", false
		}
		if rest == "" || rest[0] == '"' || strings.HasPrefix(rest, " changed") || strings.HasPrefix(rest, " unreadable") ||
			len(rest) > 1 && rest[0] == ' ' && rest[1] >= '0' && rest[1] <= '9' {
			return rest, true
		}
		text = rest
	}
}
