package imports

import (
	"fmt"
	"strings"
	"testing"
)

const (
	entryOne = `{"id":"1","created":"2026-01-01T00:00:01Z","action":"Flow Created","user":"ann@x.example"}`
	entryTwo = `{"id":"2","created":"2026-01-01T00:00:02Z","action":"Flow Updated","user":"bob@x.example"}`
	eventOne = "1 2026-01-01T00:00:01.000Z Flow Created ann@x.example"
	eventTwo = "2 2026-01-01T00:00:02.000Z Flow Updated bob@x.example"
)

var both = []string{eventOne, eventTwo}

// Every awkward file of JSON ends in the right events or a clear error.
func TestAwkwardJSON(t *testing.T) {
	nested := func(depth int) string {
		return `{"id":"1","created":"2026-01-01T00:00:01Z","action":"Flow Created","user":"ann@x.example","after":` +
			strings.Repeat(`{"a":`, depth) + "1" + strings.Repeat("}", depth) + "}"
	}
	long := fmt.Sprintf(`{"id":"1","created":"2026-01-01T00:00:01Z","action":"Flow Created","user":"ann@x.example","after":"%s"}`, noise(10<<20))
	for _, test := range []struct {
		name    string
		content string
		want    outcome
	}{
		{"lines with CRLF and a BOM", "\ufeff" + entryOne + "\r\n" + entryTwo + "\r\n", outcome{events: both}},
		{"UTF-16 with a mark", "\xff\xfe" + string(wide(entryOne+"\n"+entryTwo, "le")), outcome{events: both}},
		{"UTF-16 big end first, without a mark", string(wide(entryOne+"\n"+entryTwo, "be")), outcome{events: both}},
		{"concatenated", entryOne + entryTwo, outcome{events: both}},
		{"one broken line", entryOne + "\n" + `{"id":"x",}` + "\n" + entryTwo + "\n",
			outcome{events: both, rejected: []string{"line 2: not a JSON object"}}},
		{"text before the entries", "export of acme\n" + entryOne + "\n" + entryTwo + "\n",
			outcome{events: both, rejected: []string{"line 1: not a JSON object"}}},
		{"an array with a comma too many", "[" + entryOne + "," + entryTwo + ",]", outcome{events: both}},
		{"duplicate keys", strings.Replace(entryOne, `"id":"1"`, `"id":"0","id":"1"`, 1), outcome{events: both[:1]}},
		{"invalid UTF-8", strings.Replace(entryOne, "ann@", "ann\xff@", 1),
			outcome{events: []string{"1 2026-01-01T00:00:01.000Z Flow Created ann\uFFFD@x.example"}}},
		{"NUL bytes", entryOne + "\n\x00\x00\x00\n" + entryTwo + "\n",
			outcome{events: both, rejected: []string{"line 2: not a JSON object"}}},
		{"nothing but NUL bytes", strings.Repeat("\x00", 5000), outcome{failure: "is none that holds audit entries"}},
		{"lines of 10 MB", long + "\n" + entryTwo + "\n", outcome{events: both}},
		{"10 MB in an array", "[" + long + "," + entryTwo + "]", outcome{events: both}},
		{"nested 10,000 deep", nested(10_000) + "\n" + entryTwo + "\n",
			outcome{events: both[1:], rejected: []string{"line 1: nested too deeply"}}},
		{"nested 5,000 deep", nested(5_000), outcome{events: both[:1]}},
		{"nothing but brackets", strings.Repeat("[", 1<<20), outcome{incomplete: "cut off", rejected: []string{"entry 1: not a JSON object"}}},
		{"huge numbers", `{"id":123456789012345678901234567890,"created":1767225601000,"action":"A","x":1e999999}`,
			outcome{events: []string{"123456789012345678901234567890 2026-01-01T00:00:01.000Z A"}}},
		{"a time out of all bounds", `{"id":"1","created":99999999999999999999,"action":"A"}` + "\n" + entryTwo + "\n" + entryOne,
			outcome{events: both, rejected: []string{"line 1: time"}}},
		{"mixed types", "1\n\"a\"\nnull\n[]\n" + entryOne + "\n", outcome{events: both[:1],
			rejected: []string{"line 1: object", "line 2: object", "line 3: object", "line 4: object"}}},
		{"dates in six formats", `{"id":"a","action":"A","created":"2026-01-01T00:00:01.5Z"}
{"id":"b","action":"A","created":"2026-01-01T02:00:02+01:30"}
{"id":"c","action":"A","created":"2026-01-01T00:30:03+0000"}
{"id":"d","action":"A","created":"2026-01-01 00:30:04"}
{"id":"e","action":"A","created":1767227405000}
{"id":"f","action":"A","created":"1767227406"}`, outcome{events: []string{
			"a 2026-01-01T00:00:01.500Z A", "b 2026-01-01T00:30:02.000Z A", "c 2026-01-01T00:30:03.000Z A",
			"d 2026-01-01T00:30:04.000Z A", "e 2026-01-01T00:30:05.000Z A", "f 2026-01-01T00:30:06.000Z A"}}},
		{"a browser's recording", `{"log":{"version":"1.2","entries":[{"request":{"url":"https://x"}}]}}`, outcome{failure: "no audit log was found"}},
		{"empty", "", outcome{}},
		{"blank", "\ufeff\r\n \t\r\n", outcome{}},
	} {
		t.Run(test.name, func(t *testing.T) { test.want.holds(t, []byte(test.content), nil) })
	}
}

// What is packed is unpacked by its content, within limits, and what is cut off
// keeps what came before.
func TestAwkwardPacked(t *testing.T) {
	text := entryOne + "\n" + entryTwo + "\n"
	many := text + "\n" + strings.Repeat("\n", 1<<18) + `{"note":"` + noise(1<<20) + `"}`
	csv := "id,created,action,user\n1,2026-01-01T00:00:01Z,Flow Created,ann@x.example\n"
	blank := strings.Repeat("\n", 24<<20)
	damaged := gzipped(many)
	damaged[len(damaged)-6] ^= 0xff // its checksum
	cutLine := []string{"line 262148: too early"}
	var files []string
	for i := range 60 {
		files = append(files, fmt.Sprint(i), text)
	}
	tight := func(change func(*limits)) func(*Options) {
		return func(o *Options) { o.limits = usual(); change(&o.limits) }
	}
	small := tight(func(l *limits) { l.grace = 1 << 20 })
	for _, test := range []struct {
		name    string
		content []byte
		change  func(*Options)
		want    outcome
	}{
		{"gzip", gzipped(text), nil, outcome{events: both}},
		{"gzip, two in a row", append(gzipped(entryOne+"\n"), gzipped(entryTwo)...), nil, outcome{events: both}},
		{"zstd", zstded(text), nil, outcome{events: both}},
		{"zip of several", zipped("a.json", "["+entryOne+"]", "b", entryTwo, "c.csv", csv), nil, outcome{events: both}},
		{"gzip in zip", zipped("a", string(gzipped(text))), nil, outcome{events: both}},
		{"zip in gzip", gzipped(string(zipped("a", text))), nil, outcome{events: both}},
		{"zip of what is no log", zipped("a", text, "README.txt", "hello"), nil,
			outcome{events: both, rejected: []string{"README.txt: is none that holds"}}},
		{"hostile names", zipped("../../etc/passwd", text, "C:\\x\x00\n", text), nil, outcome{events: both}},
		{"an empty zip", zipped(), nil, outcome{}},
		{"gzip cut off", gzipped(many)[:100_000], nil,
			outcome{events: both, incomplete: "gzip data ends too early", rejected: cutLine}},
		{"zstd cut off", zstded(many)[:100_000], nil,
			outcome{events: both, incomplete: "zstd data ends too early"}},
		{"zip cut off", zipped("a", text, "b", many)[:100_000], nil,
			outcome{events: both, incomplete: "b: The ZIP data ends too early", rejected: []string{"b, line 262148: too early"}}},
		{"gzip damaged", damaged, nil,
			outcome{events: both, incomplete: "gzip data is damaged", rejected: []string{"line 262148: no time"}}},
		{"only the beginning of gzip", []byte("\x1f\x8b\x08"), nil, outcome{incomplete: "gzip data ends too early"}},
		{"a bomb", gzipped(blank), small, outcome{failure: "unpacks to more than 250 times its size"}},
		{"a bomb in a zip", zipped("a", text, "b", blank), small, outcome{events: both, failure: "unpacks to more than 250 times"}},
		{"a bomb in a bomb", gzipped(string(gzipped(blank))), small, outcome{failure: "unpacks to more than 250 times"}},
		{"packed too often", gzipped(string(gzipped(string(gzipped(string(gzipped(text))))))), nil, outcome{failure: "more than 3 times over"}},
		{"too many members", zipped(files...), tight(func(l *limits) { l.members = 50 }), outcome{failure: "holds 60 files; at most 50"}},
	} {
		t.Run(test.name, func(t *testing.T) { test.want.holds(t, test.content, test.change) })
	}
}
