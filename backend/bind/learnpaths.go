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
	deepestShown = 4 // keys of a path
)

// pathsIn lists the paths of the values in the first entries.
func pathsIn(entries []json.RawMessage) (paths []string) {
	known := map[string]bool{}
	for _, entry := range entries[:min(len(entries), pathsLooked)] {
		var value any
		if json.Unmarshal(entry, &value) != nil {
			continue
		}
		for _, path := range pathsOf(value, nil) {
			if text := path.String(); !known[text] && len(paths) < pathsShown {
				known[text] = true
				paths = append(paths, text)
			}
		}
	}
	return paths
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
