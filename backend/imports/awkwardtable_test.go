package imports

import (
	"strings"
	"testing"
)

// Every awkward table of text ends in the right events, with each line that is
// no event named, or in a clear error.
func TestAwkwardTables(t *testing.T) {
	head := "id,created,action,user\n"
	one, two := "1,2026-01-01T00:00:01Z,Flow Created,ann@x.example\n", "2,2026-01-01T00:00:02Z,Flow Updated,bob@x.example\n"
	plain := head + one + two
	umlaut := "3 2026-01-01T00:00:03.000Z Umbenannt in Größe jürgen@x.example"
	german := strings.ReplaceAll(head, ",", ";") + "3;2026-01-01T00:00:03Z;Umbenannt in Größe;jürgen@x.example\n"
	tabs := strings.ReplaceAll(plain, ",", "\t")
	for _, test := range []struct {
		name    string
		content string
		change  func(*Options)
		want    outcome
	}{
		{"plain", plain, nil, outcome{events: both}},
		{"CRLF, a BOM, no last line end", "\ufeff" + strings.ReplaceAll(head+one+strings.TrimSpace(two), "\n", "\r\n"), nil, outcome{events: both}},
		{"carriage returns alone", strings.ReplaceAll(plain, "\n", "\r"), nil, outcome{events: both}},
		{"tabs", tabs, nil, outcome{events: both}},
		{"bars", strings.ReplaceAll(plain, ",", "|"), nil, outcome{events: both}},
		{"semicolons and decimal commas", "id;created;action;user;cost\n1;2026-01-01T00:00:01Z;Flow Created;ann@x.example;3,5\n" +
			"2;2026-01-01T00:00:02Z;Flow Updated;bob@x.example;1.234,75\n", nil, outcome{events: both}},
		{"what Excel needs to be told", "sep=;\n" + strings.ReplaceAll(plain, ",", ";"), nil, outcome{events: both}},
		{"a delimiter given", strings.ReplaceAll(plain, ",", ";"), func(o *Options) { o.Delimiter = "semicolon" }, outcome{events: both}},
		{"a delimiter that is none", plain, func(o *Options) { o.Delimiter = "?" }, outcome{failure: "The delimiter"}},
		{"UTF-8", german, nil, outcome{events: []string{umlaut}}},
		{"Windows-1252", string(latin(german)), nil, outcome{events: []string{umlaut}}},
		{"UTF-16 with a mark", "\xff\xfe" + string(wide(german, "le")), nil, outcome{events: []string{umlaut}}},
		{"UTF-16 big end first with a mark", "\xfe\xff" + string(wide(german, "be")), nil, outcome{events: []string{umlaut}}},
		{"UTF-16 without a mark", string(wide(german, "le")), nil, outcome{events: []string{umlaut}}},
		{"an encoding given", string(latin(german)), func(o *Options) { o.Encoding = "ISO-8859-1" }, outcome{events: []string{umlaut}}},
		{"an encoding that is none", plain, func(o *Options) { o.Encoding = "ebcdic" }, outcome{failure: `The encoding "ebcdic" is not known`}},
		{"the wrong encoding given", head + one + string(latin("2,2026-01-01T00:00:02Z,Größe,x\n")),
			func(o *Options) { o.Encoding = "utf-8" }, outcome{events: both[:1], rejected: []string{"line 3, record 3: not UTF-8"}}},
		{"quotes, with line ends, commas and quotes inside", head + "1,2026-01-01T00:00:01Z,\"Flow Created\",\"ann@x.example\"\n" +
			"4,2026-01-01T00:00:04Z,\"a,\n\"\"b\"\"\r\n\",x\n" + two, nil,
			outcome{events: []string{eventOne, eventTwo, "4 2026-01-01T00:00:04.000Z a,\n\"b\"\r\n x"}}},
		{"a quote that is never closed", head + one + "9,\"2026-01-01T00:00:09Z,x,y\n" + two, nil,
			outcome{events: both, rejected: []string{"line 3, record 3: not closed"}}},
		{"a quote that another line closes", head + "9,\"2026,x,y\n" + one + "8,2026-01-01T00:00:09Z,\"x\",y\n", nil,
			outcome{events: []string{eventOne, "8 2026-01-01T00:00:09.000Z x y"}, rejected: []string{"line 2, record 2: not closed"}}},
		{"a quote in the middle", head + one + "9,2026-01-01T00:00:09Z,say \"x\",y\n" + two, nil,
			outcome{events: both, rejected: []string{`line 3, record 3: A quote stands where none may`}}},
		{"ragged rows", head + one + "9,2026-01-01T00:00:09Z\n9,2026-01-01T00:00:09Z,a,b,c\n2,2026-01-01T00:00:02Z,Flow Updated,bob@x.example,,\n", nil,
			outcome{events: both, rejected: []string{"line 3, record 3: has 2 columns where the header has 4", "line 4, record 4: has 5 columns"}}},
		{"cut off", head + one + "2,2026-01", nil,
			outcome{events: both[:1], rejected: []string{"line 3, record 3: has 2 columns"}, incomplete: "cut off"}},
		{"cut off inside quotes", head + one + "2,2026-01-01T00:00:02Z,\"Flow Up", nil,
			outcome{events: both[:1], rejected: []string{"line 3, record 3: not closed"}, incomplete: "cut off"}},
		{"blank lines and rows", head + "\n  \n,,,\n" + one + "\r\n" + two, nil, outcome{events: both}},
		{"a row without a time", head + one + "9,yesterday,a,b\n9,,a,b\n", nil,
			outcome{events: both[:1], rejected: []string{"line 3, record 3: cannot be read", "line 4, record 4: no time"}}},
		{"only a header", head, nil, outcome{}},
		{"a title above the header", "Audit log of acme,,,\n" + plain, nil,
			outcome{events: both, rejected: []string{"line 1, record 1: above the header"}}},
		{"NUL bytes", head + one + "9,\x00,a,b\n" + two, nil, outcome{events: both, rejected: []string{"line 3, record 3: cannot be read"}}},
		{"no id", "created,action,user\n2026-01-01T00:00:01Z,Flow Created,ann@x.example\n", nil,
			outcome{events: []string{"hash 2026-01-01T00:00:01.000Z Flow Created ann@x.example"}}},
		{"headings twice", "id,created,action,user,user\n1,2026-01-01T00:00:01Z,Flow Created,ann@x.example,b\n", nil, outcome{events: both[:1]}},
		{"columns given", "a,b,c,d\n" + one + two, func(o *Options) {
			o.Columns = map[string]string{"id": "a", "createdAt": "b", "action": "c", "user": "d"}
		}, outcome{events: both}},
		{"no header, columns given", tabs[strings.Index(tabs, "\n")+1:], func(o *Options) {
			o.Columns = map[string]string{"id": "column 1", "createdAt": "column 2", "action": "column 3", "user": "column 4"}
		}, outcome{events: both}},
		{"other headings", "Who;What;When\nann@x.example;Flow Created;31.12.2025 23:59:58\nbob@x.example;Flow Updated;01.01.2026 00:00:02\n", nil,
			outcome{events: []string{"hash 2025-12-31T23:59:58.000Z Flow Created ann@x.example", "hash 2026-01-01T00:00:02.000Z Flow Updated bob@x.example"}}},
		{"days or months first", "Who;What;When\nann@x.example;Flow Created;02/01/2026 00:00:01\n", nil, outcome{failure: "is the day first"}},
		{"tabs without a header", strings.Replace(tabs[strings.Index(tabs, "\n")+1:], "Z", "+0000", 2), nil, outcome{events: []string{
			"hash 2026-01-01T00:00:01.000Z Flow Created ann@x.example", "hash 2026-01-01T00:00:02.000Z Flow Updated bob@x.example"}}},
		{"a column that is not there", plain, func(o *Options) { o.Columns = map[string]string{"user": "who"} },
			outcome{failure: `has no column "who"`}},
		{"a field that is none", plain, func(o *Options) { o.Columns = map[string]string{"who": "user"} }, outcome{failure: `no field "who"`}},
		{"no time in it", "a,b\nx,y\nz,w\n", nil, outcome{failure: "cannot be told for certain how to read"}},
		{"a page", "<!doctype html>\n<p>hello, world\n", nil, outcome{failure: "is none that holds audit entries"}},
		{"prose", "It was a dark and stormy night.\nThe rain fell in torrents.\n", nil, outcome{failure: "is none that holds audit entries"}},
	} {
		t.Run(test.name, func(t *testing.T) { test.want.holds(t, []byte(test.content), test.change) })
	}
}

// latin writes text in Windows-1252.
func latin(text string) (b []byte) {
	for _, r := range text {
		b = append(b, byte(r))
	}
	return b
}

// A cell that holds JSON is JSON in the entry, so that before and after compare.
func TestCellsOfJSON(t *testing.T) {
	s, owner := cache(t)
	content := "id,created,action,before,after,note\n" +
		`1,2026-01-01T00:00:01Z,Flow Updated,"{""a"":1}","{""a"":[2,""é""]}",{broken` + "\n"
	if _, err := importInto(t, s, owner, write(t, "in.csv", content), nil); err != nil {
		t.Fatal(err)
	}
	event := only(t, s)
	want := `{"id":"1","created":"2026-01-01T00:00:01Z","action":"Flow Updated","before":{"a":1},"after":{"a":[2,"é"]},"note":"{broken"}`
	if string(event.Before) != `{"a":1}` || string(event.After) != `{"a":[2,"é"]}` || string(event.Raw) != want {
		t.Errorf("before %s, after %s, raw %s", event.Before, event.After, event.Raw)
	}
}
