package bind

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/trailbook/trailbook/backend/tenant"
)

const (
	shownValue   = 200 // characters of a value in a sample
	pathsLooked  = 50  // entries in which paths are looked for
	pathsShown   = 200
	pathsInside  = 40 // of one object in an entry
	deepestShown = 4  // keys of a path
)

// pathsIn lists the paths of the values in the first entries. Where there are
// too many, those deep inside and those of objects with many keys are left out:
// a large object in one entry must not take the place of the entries' own keys.
func pathsIn(entries []json.RawMessage) (paths []string) {
	known, inside := map[string]bool{}, map[string]int{}
	var levels [deepestShown][]string
	for _, entry := range entries[:min(len(entries), pathsLooked)] {
		var value any
		if json.Unmarshal(entry, &value) != nil {
			continue
		}
		for _, path := range pathsOf(value, nil) {
			level, parent := &levels[len(path)-1], path[:len(path)-1].String()
			if text := path.String(); !known[text] && (parent == "" || inside[parent] < pathsInside) {
				known[text] = true
				inside[parent]++
				*level = append(*level, text)
			}
		}
	}
	left := pathsShown
	for i, level := range levels {
		levels[i] = level[:min(len(level), left)]
		left -= len(levels[i])
	}
	return slices.Concat(levels[:]...)
}

// pathsOf lists an object's keys, each before what is inside of it.
func pathsOf(value any, inside tenant.Path) (paths []tenant.Path) {
	object, _ := value.(map[string]any)
	if len(inside) == deepestShown {
		return nil
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if key == "" {
			continue // no path leads there
		}
		path := append(slices.Clone(inside), key)
		paths = append(append(paths, path), pathsOf(object[key], path)...)
	}
	return paths
}

// firstOf is the beginning of a text, at most so many characters and a sign
// that there is more.
func firstOf(text string, most int) string {
	if characters := []rune(text); len(characters) > most {
		return string(characters[:most]) + "…"
	}
	return text
}
