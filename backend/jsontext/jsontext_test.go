package jsontext

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

func TestParse(t *testing.T) {
	raw := ` {"a\"b" : [1.50, {}], "a\"b":null, "\u0063":"x\ty"} `
	p, err := Parse([]byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		kind         Kind
		name, source string
		escaped      bool
		next         int
	}
	want := []told{
		{Object, ``, strings.TrimSpace(raw), false, 6},
		{Array, `"a\"b"`, `[1.50, {}]`, false, 4},
		{Number, ``, `1.50`, false, 3},
		{Object, ``, `{}`, false, 4},
		{Null, `"a\"b"`, `null`, false, 5},
		{Text, `"\u0063"`, `"x\ty"`, true, 6},
	}
	if len(p.Nodes) != len(want) || p.Depth != 3 {
		t.Fatalf("%d nodes, %d deep: %+v", len(p.Nodes), p.Depth, p.Nodes)
	}
	for i, n := range p.Nodes {
		if got := (told{n.Kind, string(p.SourceName(i)), string(p.Source(i)), n.Escaped, n.Next}); got != want[i] {
			t.Errorf("node %d: %+v, want %+v", i, got, want[i])
		}
	}
}

func TestParseRefuses(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1)
	for _, c := range []struct {
		raw  string
		want error
		says string
	}{
		{``, ErrSyntax, "at byte 0"},
		{`{"a":1,}`, ErrSyntax, "at byte 7"},
		{`[1 2]`, ErrSyntax, "at byte 3"},
		{`{} x`, ErrSyntax, "at byte 3"},
		{`"\x"`, ErrSyntax, "at byte 0"},
		{`01`, ErrSyntax, "at byte 1"},
		{deep, ErrDepth, "at byte 10000"},
	} {
		if _, err := Parse([]byte(c.raw)); !errors.Is(err, c.want) || !strings.HasSuffix(err.Error(), c.says) {
			t.Errorf("%.20q: %v, want %v %s", c.raw, err, c.want, c.says)
		}
	}
	if _, err := Parse([]byte(deep[1 : len(deep)-1])); err != nil {
		t.Errorf("as deep as allowed: %v", err)
	}
}

// FuzzParse: what encoding/json takes for JSON is taken apart, and nothing else;
// texts become again what they were.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,-0.5e+3,true,null,"\ud83d\ude00\n"]}`, `[}`, `"\u12"`, ` 1 `} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := Parse(raw)
		if (err == nil) != json.Valid(raw) {
			t.Fatalf("%v, encoding/json says %v", err, json.Valid(raw))
		}
		for i, n := range p.Nodes {
			if n.Kind != Text {
				continue
			}
			source := p.Source(i)
			units := Units(source[1 : len(source)-1])
			var want string
			if json.Unmarshal(source, &want) != nil || string(utf16.Decode(units)) != want {
				t.Fatalf("%s says %q", source, string(utf16.Decode(units)))
			}
			written := AppendUnits(nil, units)
			if again := Units(written[1 : len(written)-1]); string(utf16.Decode(again)) != want {
				t.Fatalf("%s became %s", source, written)
			}
		}
	})
}

func TestEqualNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b  string
		equal bool
	}{
		{"1", "1.0", true}, {"1", "10e-1", true}, {"0", "-0", true}, {"0", "0.0e7", true},
		{"0", "0E-99999999999999999999", true}, {"-0.0", "0", true},
		{"9007199254740993", "9007199254740992", false}, {"9007199254740993.0", "9007199254740993", true},
		{"1", "-1", false}, {"1e400", "10e399", true}, {"1e99999999999", "1e99999999999", true},
		{"1e99999999999", "10e99999999998", false}, {"100", "1e2", true}, {"0.10", "1e-1", true},
	} {
		if EqualNumbers(c.a, c.b) != c.equal || EqualNumbers(c.b, c.a) != c.equal {
			t.Errorf("%s and %s: want equal %v", c.a, c.b, c.equal)
		}
	}
}

// What room was used for before does not show, and too little of it is no use.
func TestParseIntoRoom(t *testing.T) {
	raw := []byte(`{"a":[1,"two"],"b":{"c":null}}`)
	want, err := Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	room := make([]Node, 100)
	for i := range room {
		room[i] = Node{Kind: Object, Escaped: true, KeyFrom: 7, KeyTo: 8, From: 9, To: 10, Next: 11}
	}
	for _, size := range []int{0, 1, len(room)} {
		got, err := ParseInto(raw, room[:size:size])
		if err != nil || !slices.Equal(got.Nodes, want.Nodes) || got.Depth != want.Depth {
			t.Errorf("in room for %d: %+v, %v; want %+v", size, got, err, want)
		}
		if used := size > 0 && &got.Nodes[0] == &room[0]; used != (size == len(room)) {
			t.Errorf("room for %d was used: %t", size, used)
		}
	}
}
