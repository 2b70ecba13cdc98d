package diff

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// longestContent is how much of one value, in bytes, a search looks into.
const longestContent = 64 << 10

// ContentOf is what e changed, as texts to be searched: the paths of what
// changed, as JSON Pointers, and the scalar values before and after. An object
// or a list that came or went whole gives the paths and values within it.
//
// Secrets are left out, noise too, and values of what only moved. A text in
// which part is a secret is there as it is shown, masked. A state that cannot
// be read has no content.
func ContentOf(e audit.Event) audit.Content {
	s, err := examine(e)
	if err != nil {
		return audit.Content{}
	}
	return s.content()
}

func (s *study) content() (content audit.Content) {
	for _, d := range s.deltas {
		if isNoise(d.path) {
			continue
		}
		c := s.change(d, Options{})
		content.Paths = append(content.Paths, c.Path)
		if c.From != "" {
			content.Paths = append(content.Paths, c.From)
		}
		if c.Kind == audit.ChangeMoved {
			continue
		}
		was, is := scalars(c.Path, d.path, c.Before), scalars(c.Path, d.path, c.After)
		content.Before, content.After = append(content.Before, was.values...), append(content.After, is.values...)
		content.Paths = append(append(content.Paths, was.paths...), is.paths...)
	}
	return content
}

// within is what an object or a list holds: paths and values.
type within struct{ paths, values []string }

// scalars lists the values in raw, a value that is already masked and stands at
// path, and the paths below it.
func scalars(pointer string, path []string, raw []byte) (found within) {
	if len(raw) == 0 {
		return found
	}
	if raw[0] != '{' && raw[0] != '[' {
		if text, ok := searched(raw); ok {
			found.values = []string{text}
		}
		return found
	}
	t, err := parse(raw)
	if err != nil {
		return found
	}
	defer t.letGo()
	var walk func(i int, pointer string, path []string)
	walk = func(i int, pointer string, path []string) {
		if !t.nodes[i].Kind.Container() {
			if text, ok := searched(t.source(i)); ok {
				found.values = append(found.values, text)
			}
			return
		}
		number := 0
		for c := i + 1; c < t.nodes[i].Next; c = t.nodes[c].Next {
			name := ""
			if t.nodes[i].Kind == isObject {
				name = t.name(c)
			} else {
				name = strconv.Itoa(number)
				number++
			}
			inner := slices.Concat(path, []string{name})
			if isNoise(inner) {
				continue
			}
			place := pointer + joinPointer([]string{name})
			found.paths = append(found.paths, place)
			walk(c, place, inner)
		}
	}
	walk(0, pointer, path)
	return found
}

// searched is the text of a scalar; ok is false for one that stands for a
// secret.
func searched(raw []byte) (text string, ok bool) {
	if raw[0] != '"' {
		return string(raw), true
	}
	text = unquote(raw, bytes.IndexByte(raw, '\\') >= 0)
	if text != "" && isMasked(text) {
		return "", false
	}
	if len(text) > longestContent {
		text = strings.ToValidUTF8(text[:longestContent], "")
	}
	return text, true
}
