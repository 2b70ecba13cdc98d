package audit

import (
	"unicode"
	"unicode/utf8"
)

// The budget of a search: what is longer than anybody types is a mistake, or
// meant to be slow.
const (
	longestSearch = 10_000 // characters
	mostTerms     = 1_000
	deepestSearch = 100 // parentheses within parentheses
)

// ParseSearch takes apart what people type. It forgives what can be meant as
// text: a lone quote, a colon behind something that is no key. What it cannot
// understand is CodeInvalid, with the Place in text and what to write instead.
func ParseSearch(text string, clock Clock) (Search, error) {
	clock = clock.known()
	if n := utf8.RuneCountInString(text); n > longestSearch {
		return Search{}, Errorf(CodeInvalid, "This search is too long: %d characters.", n).
			WithHint("Write at most %d.", longestSearch).At(longestSearch, n)
	}
	p := &parser{text: []rune(text), clock: clock}
	root, err := p.alternatives()
	if err != nil {
		return Search{}, err
	}
	return Search{Root: root, Zone: clock.Zone}, nil
}

// parser reads a search from left to right.
type parser struct {
	text    []rune
	at      int
	depth   int // of the parentheses around at
	terms   int
	regexps int
	clock   Clock
}

// alternatives reads terms and the ORs between them, up to a closing
// parenthesis or the end.
func (p *parser) alternatives() (Node, error) {
	var all []Node
	for {
		from := p.at
		part, some, err := p.conjunction()
		if err != nil {
			return nil, err
		}
		p.space()
		or := p.at
		more := p.word("OR")
		switch {
		case !some && more:
			return nil, p.wrong(or, p.at, "There is nothing before this OR.", `Write a term on either side: slack OR teams. As a text, write "OR" in quotes.`)
		case !some && len(all) > 0:
			return nil, p.wrong(max(from-2, 0), from, "There is nothing behind this OR.", `Write a term on either side: slack OR teams. As a text, write "OR" in quotes.`)
		case part != nil:
			all = append(all, part)
		}
		if !more {
			break
		}
	}
	if p.at < len(p.text) && p.depth == 0 {
		return nil, p.wrong(p.at, p.at+1, "This parenthesis closes none.", `Leave it out, or write ")" in quotes to look for it.`)
	}
	return joinedNodes[Or](all), nil
}

// conjunction reads terms that all have to hold; nil where none says anything,
// and some is false where there is none at all.
func (p *parser) conjunction() (all Node, some bool, err error) {
	var parts []Node
	for {
		p.space()
		if p.at >= len(p.text) || p.text[p.at] == ')' || p.sees("OR") {
			return joinedNodes[And](parts), some, nil
		}
		some = true
		if p.word("AND") {
			continue
		}
		part, err := p.factor()
		if err != nil {
			return nil, false, err
		}
		parts = append(parts, part)
	}
}

// factor reads a term, a term that is excluded, or parentheses; nil for one
// that says nothing.
func (p *parser) factor() (Node, error) {
	from := p.at
	excluded := false
	switch {
	case p.word("NOT"):
		excluded = true
		p.space()
	case p.text[p.at] == '-' && p.at+1 < len(p.text) && p.text[p.at+1] != '-' && !unicode.IsSpace(p.text[p.at+1]):
		excluded = true
		p.at++
	}
	if excluded && (p.at >= len(p.text) || p.text[p.at] == ')') {
		return nil, p.wrong(from, p.at, "There is nothing behind this to exclude.", `Write a term: -deleted. As a text, write it in quotes.`)
	}
	var part Node
	var err error
	if p.text[p.at] == '(' {
		part, err = p.group()
	} else {
		part, err = p.term()
	}
	if err != nil || part == nil || !excluded {
		return part, err
	}
	if inner, ok := part.(Not); ok {
		return inner.Node, nil
	}
	return Not{part}, nil
}

func (p *parser) group() (Node, error) {
	opened := p.at
	if p.depth++; p.depth > deepestSearch {
		return nil, p.wrong(opened, opened+1, "There are too many parentheses within one another.", "Write at most 100.")
	}
	p.at++
	inner, err := p.alternatives()
	if err != nil {
		return nil, err
	}
	if p.at >= len(p.text) {
		return nil, p.unclosed(opened)
	}
	p.at++
	p.depth--
	return inner, nil
}

func (p *parser) unclosed(at int) error {
	return p.wrong(at, at+1, "This parenthesis is not closed.", `Write ) where it ends, or "(" in quotes to look for it.`)
}

// count holds the search to its budget.
func (p *parser) count(from int) error {
	if p.terms++; p.terms > mostTerms {
		return p.wrong(from, len(p.text), "There are too many terms in this search.", "Write at most 1000.")
	}
	return nil
}

func (p *parser) wrong(from, to int, message, hint string) *Error {
	return Errorf(CodeInvalid, "%s", message).WithHint("%s", hint).At(from, min(to, len(p.text)))
}

func (p *parser) space() {
	for p.at < len(p.text) && unicode.IsSpace(p.text[p.at]) {
		p.at++
	}
}

// sees reports that word stands at the place, apart from what follows.
func (p *parser) sees(word string) bool {
	end := p.at + len(word)
	return end <= len(p.text) && string(p.text[p.at:end]) == word &&
		(end == len(p.text) || unicode.IsSpace(p.text[end]) || p.text[end] == '(' || p.text[end] == ')')
}

// word reads word where it stands at the place.
func (p *parser) word(word string) bool {
	if !p.sees(word) {
		return false
	}
	p.at += len(word)
	return true
}

// joinedNodes makes one node of parts, an And or an Or: nil for none, the part itself
// for one, and nothing of its own kind within.
func joinedNodes[List interface {
	~[]Node
	Node
}](parts []Node) Node {
	var flat List
	for _, part := range parts {
		if inner, ok := part.(List); ok {
			flat = append(flat, inner...)
		} else if part != nil {
			flat = append(flat, part)
		}
	}
	if len(flat) < 2 {
		return single(flat)
	}
	return flat
}

func single(parts []Node) Node {
	if len(parts) == 0 {
		return nil
	}
	return parts[0]
}
