package diff

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// drawn writes a text view as the golden files hold it: line numbers, a sign,
// and the marked parts of a line in brackets.
func drawn(d TextDiff) string {
	var b strings.Builder
	for _, line := range d.Lines {
		sign := map[LineKind]string{LineEqual: " ", LineAdded: "+", LineRemoved: "-", LineGap: "~"}[line.Kind]
		fmt.Fprintf(&b, "%4d %4d %s ", line.Before, line.After, sign)
		if line.Kind == LineGap {
			fmt.Fprintf(&b, "%d equal lines ", line.Count)
		}
		if line.Around != "" {
			fmt.Fprintf(&b, "@ %s @ ", line.Around)
		}
		for _, s := range line.Segments {
			if len(line.Segments) > 1 && s.Kind != LineEqual {
				fmt.Fprintf(&b, "[%s]", s.Text)
			} else {
				b.WriteString(s.Text)
			}
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "coarse %v, cut %v\n", d.Coarse, d.Cut)
	return b.String()
}

func numbered(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "line %d\n", i)
	}
	return b.String()
}

func TestText(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"equal", numbered(0, 5), numbered(0, 5), "   1    1 ~ 5 equal lines \n"},
		{"nothing", "", "", ""},
		{"added", "", "a\nb", "   0    1 + a\n   0    2 + b\n"},
		{"removed", "a\nb\n", "", "   1    0 - a\n   2    0 - b\n"},
		{"a word", "one\nthe quick fox\n", "one\nthe slow fox\n", "   1    1   one\n   2    0 - the [quick] fox\n   0    2 + the [slow] fox\n"},
		{"nothing in common", "  abc\n", "  xyz\n", "   1    0 -   abc\n   0    1 +   xyz\n"},
		{"more came than went", "a: 1\n", "a: 2\nb: 3\n", "   1    0 - a: [1]\n   0    1 + a: [2]\n   0    2 + b: 3\n"},
		{"gaps", numbered(0, 20), numbered(0, 10) + "new\n" + numbered(10, 20),
			"   1    1 ~ 7 equal lines \n   8    8   line 7\n   9    9   line 8\n  10   10   line 9\n   0   11 + new\n  11   12   line 10\n  12   13   line 11\n  13   14   line 12\n  14   15 ~ 7 equal lines \n"},
		{"a gap of one line is no gap", numbered(0, 4) + "x\n", numbered(0, 4) + "x\ny\n",
			"   1    1 ~ 2 equal lines \n   3    3   line 2\n   4    4   line 3\n   5    5   x\n   0    6 + y\n"},
		{"an empty line", "a\n\nb\n", "a\nb\n", "   1    1   a\n   2    0 - \n   3    2   b\n"},
		{"bytes that are no text", "a\xff\n", "b\xff\n", "   1    0 - [a]\uFFFD\n   0    1 + [b]\uFFFD\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			want := test.want + "coarse false, cut false\n"
			if got := drawn(Text(test.before, test.after, DefaultTextOptions())); got != want {
				t.Errorf("\n got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestTextIsBounded(t *testing.T) {
	o := TextOptions{Context: 3, MaxLines: 10, MaxWidth: 20, MaxBytes: 1000, Timeout: time.Second}
	many := Text("", numbered(0, 50), o)
	if len(many.Lines) != 10 || !many.Cut {
		t.Errorf("%d lines, cut %v", len(many.Lines), many.Cut)
	}
	long := Text("", strings.Repeat("é", 30), o)
	if got := long.Lines[0].Segments[0].Text; got != strings.Repeat("é", 20)+"…" || !long.Cut {
		t.Errorf("%q, cut %v", got, long.Cut)
	}
	prefix := strings.Repeat("é", 100)
	pair := Text(prefix+"old", prefix+"new"+prefix, o)
	want := "   1    0 - …" + strings.Repeat("é", markContext) + "[old]\n   0    1 + …" + strings.Repeat("é", markContext) +
		"[new" + strings.Repeat("é", 17) + "…]\ncoarse false, cut true\n"
	if got := drawn(pair); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	input := Text(strings.Repeat("\n", maxInputLines+5), strings.Repeat("\n", maxInputLines+9), o)
	if !input.Cut || len(input.Lines) != 1 {
		t.Errorf("%d lines, cut %v", len(input.Lines), input.Cut)
	}
}

func TestTextGivesUpInTime(t *testing.T) {
	o := DefaultTextOptions()
	o.Timeout = 50 * time.Millisecond
	start := time.Now()
	// Every second line is shared but in another order, the worst for a comparison.
	var before, after strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&before, "%d\n", i*7919%20_011)
		fmt.Fprintf(&after, "%d\n", i*104_729%20_011)
	}
	d := Text(before.String(), after.String(), o)
	if took := time.Since(start); !d.Coarse || took > 5*time.Second {
		t.Errorf("coarse %v after %v", d.Coarse, took)
	}
}

func TestMarks(t *testing.T) {
	tests := []struct{ before, after, want string }{
		{"the quick fox", "the slow fox", "the |-quick|+slow| fox"},
		{"same", "same", ""},
		{"abc", "xyz", ""},
		{"", "abc", ""},
		{"čaj", "čas", "ča|-j|+s"},
		{"state draft now", "state live now", "state |-draft|+live| now"},
		{"receiver it", "receiving it", "receiv|-er|+ing| it"},
		{"limit 1000 a day", "limit 1001 a day", "limit |-1000|+1001| a day"},
		{"a quick red fox ran", "a slow blue fox ran", "a |-quick red|+slow blue| fox ran"},
		{"keep this  word", "keep this new word", "keep this |+new| word"},
		{"お茶を飲む", "お水を飲む", "お|-茶|+水|を飲む"},
		{"thumbs 👍🏽 up", "thumbs 👍🏿 up", "thumbs |-👍🏽|+👍🏿| up"},
		{"cafe\u0301 bar", "cafe bar", "-cafe\u0301|+cafe| bar"},
		{"https://x.io/a/b?n=1", "https://x.io/a/c?n=1", "https://x.io/a/|-b|+c|?n=1"},
		{strings.Repeat("x", maxMarked+1), "x", ""},
	}
	for _, test := range tests {
		parts := []string{}
		segments := Marks(test.before, test.after)
		for _, s := range segments {
			parts = append(parts, map[LineKind]string{LineAdded: "+", LineRemoved: "-"}[s.Kind]+s.Text)
		}
		if got := strings.Join(parts, "|"); got != test.want || segments == nil {
			t.Errorf("Marks(%.20q, %.20q) = %q", test.before, test.after, got)
		}
	}
}

func TestLinesHaveMates(t *testing.T) {
	before := "{\n  \"a\": 1,\n  \"label\": \"Notify\",\n  \"type\": \"slack\"\n}\n"
	after := "{\n  \"label\": \"Warn\",\n  \"new\": true,\n  \"type\": \"slacks\"\n}\n"
	d := Text(before, after, DefaultTextOptions())
	var pairs []string
	for i, line := range d.Lines {
		if line.Mate == none {
			continue
		}
		mate := d.Lines[line.Mate]
		if mate.Mate != i || mate.Kind == line.Kind {
			t.Fatalf("line %d has mate %d, which has %d", i, line.Mate, mate.Mate)
		}
		if line.Kind == LineRemoved {
			pairs = append(pairs, fmt.Sprintf("%d-%d", line.Before, mate.After))
		}
	}
	if got := strings.Join(pairs, " "); got != "3-2 4-4" {
		t.Errorf("pairs %s\n%s", got, drawn(d))
	}
	o := DefaultTextOptions()
	o.MaxBytes = 30
	cut := Text(before, after, o)
	for _, line := range cut.Lines {
		if line.Mate >= len(cut.Lines) {
			t.Errorf("a mate beyond the end: %+v", line)
		}
	}
	if !cut.Cut {
		t.Error("more bytes than allowed")
	}
}

func TestAlign(t *testing.T) {
	many := strings.Split(strings.TrimSuffix(numbered(0, 60), "\n"), "\n")
	tests := []struct {
		name           string
		removed, added []string
		want           string
	}{
		{"one each", []string{"abc"}, []string{"xyz"}, "[0]"},
		{"none came", []string{"a", "b"}, nil, "[-1 -1]"},
		{"shifted", []string{"the quick fox", "over a dog"}, []string{"new", "the slow fox", "over a cat"}, "[1 2]"},
		{"nothing alike", []string{"abc", "def"}, []string{"uvw", "xyz"}, "[-1 -1]"},
		{"empty lines", []string{"", "a b c"}, []string{"a b d", ""}, "[-1 0]"},
		{"same member, other value", []string{`"a": 1,`, `"b": 2,`}, []string{`"b": "x"`, `"c": 2,`}, "[-1 0]"},
	}
	for _, test := range tests {
		if got := fmt.Sprint(align(test.removed, test.added)); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
	if mates := align(many, many[:50]); mates[49] != 49 || mates[50] != none {
		t.Errorf("of too many lines: %v", mates)
	}
}

func TestPretty(t *testing.T) {
	for raw, want := range map[string]string{
		`{"b":1.50,"a":[],"b":{}}`: "{\n  \"b\": 1.50,\n  \"a\": [],\n  \"b\": {}\n}",
		`{"cut`:                    `{"cut`,
		``:                         ``,
		"\"\xff\"":                 "\"\uFFFD\"",
	} {
		if got := Pretty([]byte(raw)); got != want {
			t.Errorf("Pretty(%q) = %q", raw, got)
		}
	}
}
