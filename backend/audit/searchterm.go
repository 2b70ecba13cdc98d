package audit

import (
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// The budget of regular expressions. RE2 takes time in proportion to the
// program times the text (https://swtch.com/~rsc/regexp/regexp1.html), so both
// are bounded.
const (
	mostRegexps   = 8
	longestRegexp = 500   // characters
	largestRegexp = 2_000 // instructions
)

// term reads one term; nil for a pair of quotes with nothing between them.
func (p *parser) term() (Node, error) {
	from := p.at
	field, found, err := p.key()
	if err != nil {
		return nil, err
	}
	if found {
		return p.values(field, from)
	}
	pattern, err := p.pattern(false)
	if err != nil {
		return nil, err
	}
	if literal, ok := pattern.Literal(); ok && literal == "" {
		return nil, nil
	}
	return Leaf{Field: FieldAny, Pattern: pattern}, p.count(from)
}

// pattern reads a text with its wildcards, or a regular expression. A value
// ends at a comma too.
func (p *parser) pattern(value bool) (Pattern, error) {
	if end := p.regexpEnd(); end > 0 {
		return p.regexp(end)
	}
	var pieces []string
	var piece []rune
	opened := []int{} // parentheses that belong to the text
	fresh := true     // a quote here begins a phrase
reading:
	for p.at < len(p.text) {
		r := p.text[p.at]
		if fresh && closingQuotes(r) != "" {
			if phrase, end, ok := p.phrase(); ok {
				piece, p.at = phrase, end
				if p.at >= len(p.text) || p.text[p.at] != '*' {
					break reading
				}
				r = '*'
			}
		}
		fresh = false
		switch {
		case unicode.IsSpace(r), value && r == ',', r == ')' && len(opened) == 0:
			break reading
		case r == '*':
			pieces, piece, fresh = append(pieces, string(piece)), nil, true
			p.at++
			continue
		case r == '(':
			opened = append(opened, p.at)
		case r == ')':
			opened = opened[:len(opened)-1]
		}
		piece = append(piece, r)
		p.at++
	}
	if len(opened) > 0 {
		return Pattern{}, p.unclosed(opened[len(opened)-1])
	}
	return newPattern(withoutGaps(append(pieces, string(piece)))...), nil
}

// withoutGaps takes the empty pieces out that several * in a row leave.
func withoutGaps(pieces []string) []string {
	last := len(pieces) - 1
	kept := pieces[:0:0]
	for i, piece := range pieces {
		if piece != "" || i == 0 || i == last {
			kept = append(kept, piece)
		}
	}
	return kept
}

// closingQuotes are the characters that end what r begins; none when r is no
// quote. Word processors turn straight quotes into others.
func closingQuotes(r rune) string {
	switch r {
	case '"':
		return `"`
	case '“', '„':
		return "”“"
	}
	return ""
}

// phrase reads what stands in quotes, \" and \\ undone; ok is false for a quote
// that nothing closes.
func (p *parser) phrase() (phrase []rune, end int, ok bool) {
	closing := closingQuotes(p.text[p.at])
	for i := p.at + 1; i < len(p.text); i++ {
		r := p.text[i]
		if strings.ContainsRune(closing, r) {
			return phrase, i + 1, true
		}
		if r == '\\' && i+1 < len(p.text) && (p.text[i+1] == '\\' || strings.ContainsRune(closing, p.text[i+1])) {
			i++
			r = p.text[i]
		}
		phrase = append(phrase, r)
	}
	return nil, 0, false
}

// regexpEnd is where the regular expression at the place ends, behind its last
// slash; 0 where there is none: a path like /config/slack is a text.
func (p *parser) regexpEnd() int {
	if p.at >= len(p.text) || p.text[p.at] != '/' {
		return 0
	}
	for i := p.at + 1; i < len(p.text); i++ {
		switch p.text[i] {
		case '\\':
			i++
		case '/':
			ends := i+1 == len(p.text) || unicode.IsSpace(p.text[i+1]) || p.text[i+1] == ')' || p.text[i+1] == ','
			if ends && i > p.at+1 {
				return i + 1
			}
		}
	}
	return 0
}

func (p *parser) regexp(end int) (Pattern, error) {
	from := p.at
	source := string(p.text[from+1 : end-1])
	p.at = end
	p.regexps++
	switch {
	case p.regexps > mostRegexps:
		return Pattern{}, p.wrong(from, end, "There are too many regular expressions in this search.", fmt.Sprintf("Write at most %d.", mostRegexps))
	case end-from-2 > longestRegexp:
		return Pattern{}, p.wrong(from, end, "This regular expression is too long.", fmt.Sprintf("Write at most %d characters.", longestRegexp))
	}
	parsed, err := syntax.Parse(source, syntax.Perl|syntax.FoldCase)
	if err != nil {
		return Pattern{}, p.wrong(from, end, "This is no regular expression: "+fault(err)+".",
			`Write RE2, such as /flow (created|deleted)/. To look for the text itself, write it in quotes.`)
	}
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil || len(program.Inst) > largestRegexp {
		return Pattern{}, p.wrong(from, end, "This regular expression repeats too much to be answered in time.", "Use smaller numbers between its braces.")
	}
	compiled, err := regexp.Compile("(?i)" + source)
	if err != nil {
		return Pattern{}, p.wrong(from, end, "This is no regular expression.", "Write RE2, such as /flow (created|deleted)/.").Wrapping(err)
	}
	return Pattern{Regexp: source, compiled: compiled}, nil
}

// fault is what the regexp package has against an expression, without its own
// preface.
func fault(err error) string { return strings.TrimPrefix(err.Error(), "error parsing regexp: ") }

// values reads what stands behind a key: one value, several with commas
// between them, or several in parentheses.
func (p *parser) values(field Field, from int) (Node, error) {
	all := list{field: field}
	grouped := p.at < len(p.text) && p.text[p.at] == '('
	opened := p.at
	if grouped {
		p.at++
	}
	for {
		p.between(grouped)
		if p.at >= len(p.text) || p.text[p.at] == ')' || unicode.IsSpace(p.text[p.at]) {
			break
		}
		if err := p.value(&all); err != nil {
			return nil, err
		}
		if !grouped && (p.at >= len(p.text) || p.text[p.at] != ',') {
			break
		}
	}
	if grouped && p.at >= len(p.text) {
		return nil, p.unclosed(opened)
	}
	if grouped {
		p.at++
	}
	if node := all.node(); node != nil {
		return node, p.count(from)
	}
	return nil, p.wrong(from, p.at, fmt.Sprintf("There is no value behind %q.", string(field)+":"),
		fmt.Sprintf("Write it right behind the colon: %s. As a text, write %q in quotes.", keys[field].example, string(field)+":"))
}

// between skips what stands between two values.
func (p *parser) between(grouped bool) {
	for p.at < len(p.text) {
		switch {
		case p.text[p.at] == ',', grouped && unicode.IsSpace(p.text[p.at]):
			p.at++
		case grouped && p.word("OR"):
		default:
			return
		}
	}
}

// list gathers the values behind one key.
type list struct {
	field Field
	some  []Node
	set   uint32
}

func (l *list) node() Node {
	if l.set != 0 {
		return Leaf{Field: l.field, Set: l.set}
	}
	return joinedNodes[Or](l.some)
}

// value reads one value behind a key.
func (p *parser) value(into *list) error {
	from := p.at
	compared := ""
	if into.field == FieldCreated {
		for p.at < len(p.text) && slices.Contains([]rune("<>="), p.text[p.at]) {
			compared += string(p.text[p.at])
			p.at++
		}
	}
	pattern, err := p.pattern(true)
	if err != nil {
		return err
	}
	if keys[into.field].read == nil {
		if err := p.known(into.field, pattern, from); err != nil {
			return err
		}
		into.some = append(into.some, Leaf{Field: into.field, Pattern: pattern})
		return p.count(from)
	}
	if len(pattern.Pieces) != 1 {
		return p.wrong(from, p.at, fmt.Sprintf("%s: takes neither * nor a regular expression.", into.field), "Write "+keys[into.field].example+".")
	}
	leaf, hint := keys[into.field].read(compared+pattern.Pieces[0], p.clock)
	if hint != "" {
		return p.wrong(from, p.at, fmt.Sprintf("%q is nothing that %s: knows.", compared+pattern.Pieces[0], into.field), hint)
	}
	into.set |= leaf.Set
	if leaf.Field == FieldCreated {
		into.some = append(into.some, leaf)
	}
	return p.count(from)
}

// known refuses an area that does not exist: nobody means that nothing is
// found.
func (p *parser) known(field Field, pattern Pattern, from int) error {
	literal, ok := pattern.Literal()
	if field != FieldArea || !ok || literal == "" {
		return nil
	}
	meant := ""
	for _, area := range Areas {
		if (Leaf{Field: FieldArea, Pattern: pattern}).MatchesPart(Event{Area: area}) {
			return nil
		}
		if meant == "" && strings.Contains(Fold(area), literal) {
			meant = area
		}
	}
	hint := fmt.Sprintf("Write one of %s, or a part with *: area:flow*.", strings.Join(Areas, ", "))
	if meant != "" {
		hint = fmt.Sprintf("Write area:%q, or a part with *: area:%s*.", meant, literal)
	}
	return p.wrong(from, p.at, fmt.Sprintf("There is no area %q.", pattern.Pieces[0]), hint)
}
