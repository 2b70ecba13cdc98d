package audit

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// String writes the search so that ParseSearch reads the same one.
func (s Search) String() string {
	var b strings.Builder
	switch root := s.Root.(type) {
	case And:
		writeAll(&b, root, " ", false)
	case Or:
		if !writeList(&b, root) {
			writeAll(&b, root, " OR ", true)
		}
	default:
		writeNode(&b, root)
	}
	return b.String()
}

func writeAll(b *strings.Builder, parts []Node, between string, bare bool) {
	for i, part := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		if inner, ok := part.(And); ok && bare { // AND binds more tightly
			writeAll(b, inner, " ", false)
			continue
		}
		writeNode(b, part)
	}
}

// writeNode writes a part of something larger.
func writeNode(b *strings.Builder, n Node) {
	switch n := n.(type) {
	case Leaf:
		b.WriteString(n.String())
	case Not:
		b.WriteByte('-')
		writeNode(b, n.Node)
	case And:
		b.WriteByte('(')
		writeAll(b, n, " ", false)
		b.WriteByte(')')
	case Or:
		if writeList(b, n) {
			return
		}
		b.WriteByte('(')
		writeAll(b, n, " OR ", true)
		b.WriteByte(')')
	}
}

// writeList writes alternatives of one field as a list: user:a,b.
func writeList(b *strings.Builder, parts Or) bool {
	first, ok := parts[0].(Leaf)
	if !ok || first.Field == FieldAny || !first.Field.OfPatterns() && first.Field != FieldCreated {
		return false
	}
	for _, part := range parts {
		if leaf, ok := part.(Leaf); !ok || leaf.Field != first.Field {
			return false
		}
	}
	b.WriteString(string(first.Field) + ":")
	for i, part := range parts {
		if i > 0 {
			b.WriteByte(',')
		}
		if leaf, ok := part.(Leaf); ok {
			b.WriteString(leaf.Value())
		}
	}
	return true
}

// OfPatterns reports a field whose terms have a Pattern.
func (f Field) OfPatterns() bool {
	return f.OfTexts() || f == FieldChanged || f == FieldBefore || f == FieldAfter
}

// String writes the term as it is typed.
func (l Leaf) String() string {
	if l.Field == FieldAny {
		return l.Value()
	}
	return string(l.Field) + ":" + l.Value()
}

// Value writes what stands behind the key.
func (l Leaf) Value() string {
	switch l.Field {
	case FieldType:
		return l.names(len(Types), false, func(i int) string { return string(Types[i]) })
	case FieldHas:
		return l.names(len(Parts), false, func(i int) string { return Parts[i] })
	case FieldWeekday:
		return l.names(len(Weekdays), true, func(i int) string { return Weekdays[i] })
	case FieldHour:
		return l.names(24, true, strconv.Itoa)
	case FieldCreated:
		written := strings.TrimLeft(l.Period.Written, "<>=")
		return l.Period.Written[:len(l.Period.Written)-len(written)] + quoted(written, true)
	}
	return l.Pattern.write(l.Field != FieldAny)
}

// names writes the values of a set of n. Of values in a circle, three and more
// that follow one another are written by their ends: 22..5.
func (l Leaf) names(n int, circle bool, name func(int) string) string {
	in := func(i int) bool { return l.Set&(1<<((i+n)%n)) != 0 }
	if circle && l.Set == 1<<n-1 {
		return name(0) + ".." + name(n-1)
	}
	var some []string
	for i := 0; i < n; i++ {
		if !in(i) || circle && in(i-1) {
			continue // what precedes it names it too
		}
		end := i
		for circle && in(end+1) {
			end++
		}
		if end-i > 1 {
			some = append(some, name(i)+".."+name(end%n))
			continue
		}
		for ; i <= end; i++ {
			some = append(some, name(i%n))
		}
		i--
	}
	return strings.Join(some, ",")
}

// String writes the pattern as it is typed.
func (p Pattern) String() string { return p.write(true) }

func (p Pattern) write(value bool) string {
	if p.Regexp != "" {
		return "/" + p.Regexp + "/"
	}
	if len(p.Pieces) == 1 && p.Pieces[0] == "" {
		return `""`
	}
	pieces := make([]string, len(p.Pieces))
	for i, piece := range p.Pieces {
		pieces[i] = quoted(piece, value || i > 0)
	}
	return strings.Join(pieces, "*")
}

// quoted writes a text in quotes where it would not be read as one text
// without them.
func quoted(text string, value bool) string {
	bare := text != "OR" && text != "AND" && text != "NOT" && (value || !strings.HasPrefix(text, "-")) && !strings.HasPrefix(text, "/")
	for _, r := range text {
		bare = bare && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._@+-/#$%&=<>", r) || r == ':' && value)
	}
	if bare {
		return text
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// Quote writes a text as a word or a value of the search language that means
// just this text: in quotes where it needs them.
func Quote(text string) string {
	if text == "" {
		return `""`
	}
	return quoted(text, false)
}

var relative = regexp.MustCompile(`(?i)(^|[.<>=])(-[0-9]|today|yesterday|now)`)

// Fixed is the search with every time that is counted from now ("today", "-7d")
// written as the moments it means, so that it means the same later.
func (s Search) Fixed() Search {
	return Search{Root: fixed(s.Root), Zone: s.Zone}
}

func fixed(n Node) Node {
	all := func(parts []Node) []Node {
		made := make([]Node, len(parts))
		for i, part := range parts {
			made[i] = fixed(part)
		}
		return made
	}
	switch n := n.(type) {
	case And:
		return joinedNodes[And](all(n))
	case Or:
		return joinedNodes[Or](all(n))
	case Not:
		return Not{fixed(n.Node)}
	case Leaf:
		if n.Field != FieldCreated || !relative.MatchString(n.Period.Written) {
			return n
		}
		var ends []Node
		if from := n.Period.From; !from.IsZero() {
			ends = append(ends, Leaf{Field: FieldCreated, Period: Period{From: from, Written: ">=" + FormatTime(from)}})
		}
		if to := n.Period.To; !to.IsZero() {
			ends = append(ends, Leaf{Field: FieldCreated, Period: Period{To: to, Written: "<" + FormatTime(to)}})
		}
		return joinedNodes[And](ends)
	}
	return n
}
