package audit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// key says how a key of the search language is used.
type key struct {
	example string
	means   string // for the list of keys, after "events …"

	// read makes a term of a value that is no text; else it says what to write.
	read func(value string, clock Clock) (leaf Leaf, hint string)
}

var keys map[Field]key

func init() {
	keys = map[Field]key{
		FieldUser:    {example: "user:alice@acme.com", means: "by this e-mail, name before the @, or user id"},
		FieldAction:  {example: `action:"Flow Updated"`, means: "with this action"},
		FieldType:    {example: "type:create,delete", means: "of this type: create, update, delete or other", read: readType},
		FieldArea:    {example: `area:"Flow Management"`, means: "of this area"},
		FieldFlow:    {example: "flow:1a614486-7343", means: "of the flow with this id"},
		FieldTarget:  {example: "target:acl:routes", means: "whose target has this id or name, or is this KIND:ID"},
		FieldTenant:  {example: "tenant:acme", means: "of this tenant"},
		FieldID:      {example: "id:65f0c0ffee", means: "with this id"},
		FieldIP:      {example: "ip:10.0.0.*", means: "from this address"},
		FieldSummary: {example: `summary:"started again"`, means: "whose summary holds this text"},
		FieldChanged: {example: "changed:clientSecret", means: "that changed this field or path"},
		FieldBefore:  {example: "before:admin", means: "that took this value away"},
		FieldAfter:   {example: "after:admin", means: "that brought this value"},
		FieldHas:     {example: "has:before", means: "that have this: " + strings.Join(Parts, ", "), read: readHas},
		FieldCreated: {example: "created:2026-01..2026-03", means: "created then: a year, month, day, minute, -7d, today, or a..b, >a, <a", read: readCreated},
		FieldWeekday: {example: "weekday:mon..fri", means: "created on this day of the week", read: readWeekday},
		FieldHour:    {example: "hour:9..17", means: "created in this hour of the day", read: readHour},
	}
}

// Example is a term with the key, as one would type it.
func (f Field) Example() string { return keys[f].example }

// Means says what a term with the key selects: "events …".
func (f Field) Means() string { return keys[f].means }

// meant are the words that people write for a key.
var meant = map[string]Field{
	"actor": FieldUser, "email": FieldUser, "by": FieldUser, "who": FieldUser, "author": FieldUser, "kind": FieldType,
	"date": FieldCreated, "time": FieldCreated, "when": FieldCreated, "from": FieldCreated, "since": FieldCreated, "until": FieldCreated,
	"day": FieldWeekday, "object": FieldTarget, "path": FieldChanged, "field": FieldChanged, "event": FieldID, "old": FieldBefore, "new": FieldAfter,
}

// key reads the key at the place with its colon; found is false where there is
// none. What looks like a key that was misspelt is refused.
func (p *parser) key() (field Field, found bool, err error) {
	end := p.at
	for end < len(p.text) && unicode.IsLetter(p.text[end]) {
		end++
	}
	if end == p.at || end >= len(p.text) || p.text[end] != ':' {
		return "", false, nil
	}
	typed := strings.ToLower(string(p.text[p.at:end]))
	if slices.Contains(Fields, Field(typed)) {
		p.at = end + 1
		return Field(typed), true, nil
	}
	behind := ' '
	if end+1 < len(p.text) {
		behind = p.text[end+1]
	}
	near, ok := nearest(typed)
	if !ok || unicode.IsSpace(behind) || behind == '/' || behind == ':' {
		return "", false, nil
	}
	return "", false, p.wrong(p.at, end+1, fmt.Sprintf("There is no key %q.", typed+":"),
		fmt.Sprintf("Write %s:, for example %s. To look for the text itself, write it in quotes.", near, near.Example()))
}

// nearest is the key that a word is probably meant to be.
func nearest(typed string) (Field, bool) {
	if field, ok := meant[typed]; ok {
		return field, true
	}
	if len(typed) < 3 {
		return "", false
	}
	best, distance := Field(""), 1
	if len(typed) > 5 {
		distance = 2
	}
	for _, field := range Fields {
		if d := edits(typed, string(field)); len(field) > 2 && (d < distance || d == distance && best == "") {
			best, distance = field, d
		}
	}
	return best, best != ""
}

// edits counts the letters to add, leave out, replace or swap with the next to
// make one word of another (optimal string alignment).
func edits(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(s)][len(t)]
}

func readType(value string, _ Clock) (Leaf, string) {
	t, ok := ParseType(value)
	if !ok || t == TypeOther && !strings.EqualFold(value, string(TypeOther)) {
		return Leaf{}, "Write create, update, delete or other."
	}
	return Leaf{Field: FieldType, Set: 1 << slices.Index(Types, t)}, ""
}

func readHas(value string, _ Clock) (Leaf, string) {
	for i, part := range Parts {
		if strings.EqualFold(value, part) || strings.EqualFold(value+"s", part) {
			return Leaf{Field: FieldHas, Set: 1 << i}, ""
		}
	}
	return Leaf{}, "Write one of " + strings.Join(Parts, ", ") + "."
}

func readWeekday(value string, _ Clock) (Leaf, string) {
	return readCycle(FieldWeekday, value, len(Weekdays), "Write mon, tue, wed, thu, fri, sat or sun, or two with .. between them: mon..fri.", func(text string) int {
		text = strings.ToLower(text)
		for i, day := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
			if len(text) >= len(Weekdays[i]) && strings.HasPrefix(day, text) {
				return i
			}
		}
		return -1
	})
}

func readHour(value string, _ Clock) (Leaf, string) {
	return readCycle(FieldHour, value, 24, "Write an hour from 0 to 23, or two with .. between them: 9..17.", func(text string) int {
		if len(text) > 2 || strings.ContainsAny(text, "+-") {
			return -1
		}
		n, err := strconv.Atoi(text)
		if err != nil || n > 23 {
			return -1
		}
		return n
	})
}

// readCycle reads one of n values that follow one another in a circle, or all
// from one to another: 22..5 is the night.
func readCycle(field Field, value string, n int, hint string, index func(string) int) (Leaf, string) {
	first, last, several := strings.Cut(value, "..")
	from := index(first)
	to := from
	if several {
		to = index(last)
	}
	if from < 0 || to < 0 {
		return Leaf{}, hint
	}
	leaf := Leaf{Field: field, Set: 1 << from}
	for i := from; i != to; i = (i + 1) % n {
		leaf.Set |= 1 << ((i + 1) % n)
	}
	return leaf, ""
}
