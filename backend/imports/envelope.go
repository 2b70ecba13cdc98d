package imports

import (
	"encoding/json"
	"slices"

	"github.com/trailbook/trailbook/backend/tenant"
)

// walker goes through the objects around a list without keeping them.
type walker struct {
	decoder *json.Decoder
	paths   tenant.Paths
	depth   int // objects around the list, once found
}

// object goes through the object that begins next, and stops behind the
// bracket of the first list that a path of the profile leads to.
func (w *walker) object(path []string) (found bool, err error) {
	if _, err := w.decoder.Token(); err != nil { // its brace
		return false, err
	}
	return w.members(path)
}

func (w *walker) member(path []string) (found bool, err error) {
	leads, matches := w.leads(path)
	if !leads && !matches {
		return false, w.skip()
	}
	token, err := w.decoder.Token()
	if err != nil {
		return false, err
	}
	switch {
	case token == json.Delim('[') && matches:
		w.depth = len(path)
		return true, nil
	case token == json.Delim('['):
		return false, w.leave()
	case token != json.Delim('{'):
		return false, nil
	case !leads:
		return false, w.leave()
	}
	return w.members(path)
}

// members goes on inside an object whose brace was read.
func (w *walker) members(path []string) (found bool, err error) {
	for w.decoder.More() {
		key, err := w.decoder.Token()
		if err != nil {
			return false, err
		}
		name, _ := key.(string)
		if found, err := w.member(append(slices.Clone(path), name)); found || err != nil {
			return found, err
		}
	}
	_, err = w.decoder.Token()
	return false, err
}

// leads says whether a path of the profile goes on behind path, or ends there.
func (w *walker) leads(path []string) (leads, matches bool) {
	for _, wanted := range w.paths {
		if len(wanted) >= len(path) && slices.Equal(wanted[:len(path)], path) {
			leads = leads || len(wanted) > len(path)
			matches = matches || len(wanted) == len(path)
		}
	}
	return leads, matches
}

// skip goes behind the next value.
func (w *walker) skip() error {
	token, err := w.decoder.Token()
	if err != nil {
		return err
	}
	if token == json.Delim('{') || token == json.Delim('[') {
		return w.leave()
	}
	return nil
}

// leave goes behind the object or list whose bracket was read.
func (w *walker) leave() error {
	for depth := 1; depth > 0; {
		token, err := w.decoder.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}
