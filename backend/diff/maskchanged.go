package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// How it shows that a secret changed though neither side does.

// maskedPair is d's values with their secrets masked, and how many there are.
// Of two secrets in the same place the second says "••• changed, 24 → 32
// characters".
func (s *study) maskedPair(d delta) (before, after json.RawMessage, hidden int) {
	s.spread(d)
	before, went := maskedAt(s.before, s.secretBefore, d.before)
	after, came := maskedAt(s.after, s.secretNow, d.after)
	if went == 0 || came == 0 || d.kind == audit.ChangeMoved {
		return before, after, went + came
	}
	if told, ok := s.retold(d); ok {
		after = told
	} else if bytes.Equal(before, after) {
		after = sayChanged(after)
	}
	return before, after, went + came
}

// retold is the text after, in which every secret that changed says so; ok is
// false where the sides are no texts with equally many secrets.
func (s *study) retold(d delta) (told json.RawMessage, ok bool) {
	if s.before.nodes[d.before].Kind != isText || s.after.nodes[d.after].Kind != isText {
		return nil, false
	}
	was, spansBefore := s.before.hiddenIn(s.secretBefore.has(d.before), d.before)
	is, spansNow := s.after.hiddenIn(s.secretNow.has(d.after), d.after)
	if len(spansBefore) == 0 || len(spansBefore) != len(spansNow) {
		return nil, false
	}
	var b strings.Builder
	at := 0
	for i, now := range spansNow {
		b.WriteString(is[at:now.from])
		old, fresh := was[spansBefore[i].from:spansBefore[i].to], is[now.from:now.to]
		if old == fresh {
			b.WriteString(maskOf(fresh))
		} else {
			b.WriteString(maskOfChanged(old, fresh))
		}
		at = now.to
	}
	b.WriteString(is[at:])
	return quote(b.String()), true
}

// maskOfChanged is what stands for a secret that replaced another.
func maskOfChanged(old, fresh string) string {
	was, is := utf8.RuneCountInString(old), utf8.RuneCountInString(fresh)
	if was == is {
		return maskSign + " changed, " + characters(is)
	}
	return fmt.Sprintf("%s changed, %d → %s", maskSign, was, characters(is))
}

// hiddenIn lists the secrets of text i; none where it is JSON, in which they
// are not in one place each.
func (t *tree) hiddenIn(secret bool, i int) (text string, spans []span) {
	text = t.text(i)
	if secret {
		if isMasked(text) {
			return text, nil
		}
		return text, []span{{0, len(text)}}
	}
	if _, _, embedded := maskEmbedded(text); embedded {
		return text, nil
	}
	return text, valueSpans(text)
}

// sayChanged tells a masked value from an equally masked one before it.
func sayChanged(masked json.RawMessage) json.RawMessage {
	text := strings.ReplaceAll(string(masked), maskSign+" ", maskSign+" changed, ")
	return json.RawMessage(strings.ReplaceAll(text, `"`+maskSign+`"`, `"`+maskSign+` changed"`))
}
