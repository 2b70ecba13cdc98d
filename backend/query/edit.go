package query

import (
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Mode is how Edit changes what a search says of a value.
type Mode string

// The modes of Edit.
const (
	ModeAdd     Mode = "add"     // events with the value too
	ModeExclude Mode = "exclude" // no events with it
	ModeOnly    Mode = "only"    // of its key, events with this value alone
	ModeRemove  Mode = "remove"  // says nothing of the value any more
)

// Edit changes what a search says of one value of a key, and leaves the rest:
// terms within parentheses or on one side of an OR are not looked into.
// CodeInvalid for a search that cannot be read, and for a value or a mode that
// does not exist.
func Edit(text string, field audit.Field, value string, mode Mode, clock audit.Clock) (string, error) {
	search, err := audit.ParseSearch(text, clock)
	if err != nil {
		return "", err
	}
	changed, err := term(field, value, clock)
	if err != nil {
		return "", err
	}
	said := sayings(search)
	switch mode {
	case ModeOnly:
		said = slices.DeleteFunc(said, func(s saying) bool { return s.field == field })
	case ModeAdd, ModeExclude, ModeRemove:
		for i := range said {
			if s := &said[i]; s.field == field {
				s.values = slices.DeleteFunc(s.values, func(l audit.Leaf) bool { return strings.EqualFold(l.Value(), changed.Value()) })
			}
		}
	default:
		return "", audit.Errorf(audit.CodeInvalid, "A search cannot be edited by %q.", mode).WithHint("Use add, exclude, only or remove.")
	}
	if mode != ModeRemove {
		said = put(said, changed, mode == ModeExclude)
	}
	return written(said), nil
}

// put adds a value to the term on its key that says as much, or a new term.
func put(said []saying, value audit.Leaf, excluded bool) []saying {
	for i := range said {
		if s := &said[i]; s.field == value.Field && s.excluded == excluded && s.values != nil {
			s.values = append(s.values, value)
			return said
		}
	}
	return append(said, saying{field: value.Field, excluded: excluded, values: []audit.Leaf{value}})
}

// Choice is what a search says of a key by its terms side by side.
type Choice struct {
	Values   []string // events with any of them
	Excluded []string // and with none of these
}

// Chosen is what a search chooses and excludes, by key; empty for a search
// that cannot be read. Values are as recorded where the search has them so,
// whatever their case.
func Chosen(text string, clock audit.Clock) map[audit.Field]Choice {
	chosen := map[audit.Field]Choice{}
	search, err := audit.ParseSearch(text, clock)
	if err != nil {
		return chosen
	}
	for _, s := range sayings(search) {
		choice := chosen[s.field]
		for _, leaf := range s.values {
			value := leaf.Value()
			if len(leaf.Pattern.Pieces) == 1 {
				value = leaf.Pattern.Pieces[0]
			}
			if s.excluded {
				choice.Excluded = append(choice.Excluded, value)
			} else {
				choice.Values = append(choice.Values, value)
			}
		}
		if s.values != nil {
			chosen[s.field] = choice
		}
	}
	return chosen
}

// saying is a part of a search that holds together with its others: what it
// says of some values of one key, or anything else.
type saying struct {
	field    audit.Field
	excluded bool
	values   []audit.Leaf // one value each; nil for anything else
	other    audit.Node
}

// sayings takes a search apart at the terms that stand side by side.
func sayings(search audit.Search) []saying {
	var said []saying
	for _, part := range sideBySide(search.Root) {
		s := saying{other: part}
		inner := part
		if not, ok := part.(audit.Not); ok {
			inner, s.excluded = not.Node, true
		}
		if values, field := valuesOf(inner); values != nil {
			s.field, s.values, s.other = field, values, nil
		}
		said = append(said, s)
	}
	return said
}

func sideBySide(root audit.Node) []audit.Node {
	switch root := root.(type) {
	case nil:
		return nil
	case audit.And:
		return root
	}
	return []audit.Node{root}
}

// valuesOf are the values of a term on a key, one by one; nil for a word and
// for what is no such term.
func valuesOf(n audit.Node) (values []audit.Leaf, field audit.Field) {
	switch n := n.(type) {
	case audit.Leaf:
		if n.Field == audit.FieldAny {
			return nil, ""
		}
		return single(n), n.Field
	case audit.Or:
		for _, part := range n {
			leaf, ok := part.(audit.Leaf)
			if !ok || leaf.Field == audit.FieldAny || field != "" && leaf.Field != field {
				return nil, ""
			}
			values, field = append(values, single(leaf)...), leaf.Field
		}
	}
	return values, field
}

// single takes a set apart into one term for each of its values.
func single(leaf audit.Leaf) []audit.Leaf {
	if leaf.Set == 0 {
		return []audit.Leaf{leaf}
	}
	var leaves []audit.Leaf
	for i := range 32 {
		if leaf.Set&(1<<i) != 0 {
			leaves = append(leaves, audit.Leaf{Field: leaf.Field, Set: 1 << i})
		}
	}
	return leaves
}

// term is the term that means one value of a key.
func term(field audit.Field, value string, clock audit.Clock) (audit.Leaf, error) {
	search, err := audit.ParseSearch(string(field)+":"+audit.Quote(value), clock)
	if err != nil {
		return audit.Leaf{}, err
	}
	if leaf, ok := search.Root.(audit.Leaf); ok && leaf.Field == field && field != audit.FieldAny {
		return leaf, nil
	}
	return audit.Leaf{}, audit.Errorf(audit.CodeInvalid, "There is no key %q.", field)
}

// written puts a search together again.
func written(said []saying) string {
	var all audit.And
	for _, s := range said {
		if n := s.node(); n != nil {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return audit.Search{Root: all[0]}.String()
	}
	return audit.Search{Root: all}.String()
}

func (s saying) node() audit.Node {
	if s.other != nil {
		return s.other
	}
	var some audit.Or
	set := audit.Leaf{Field: s.field}
	for _, leaf := range s.values {
		set.Set |= leaf.Set
		some = append(some, leaf)
	}
	var n audit.Node = some
	switch {
	case len(some) == 0:
		return nil
	case set.Set != 0:
		n = set
	case len(some) == 1:
		n = some[0]
	}
	if s.excluded {
		return audit.Not{Node: n}
	}
	return n
}
