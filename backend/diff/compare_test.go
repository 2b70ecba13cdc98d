package diff

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/jsontext"
)

// brief writes changes one a line: kind, path, values.
func brief(changes []audit.Change) string {
	var b strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&b, "%s %s", c.Kind, c.Path)
		if c.From != "" {
			fmt.Fprintf(&b, " from %s", c.From)
		}
		if c.Before != nil {
			fmt.Fprintf(&b, " was %s", c.Before)
		}
		if c.After != nil {
			fmt.Fprintf(&b, " is %s", c.After)
		}
		if c.Masked {
			b.WriteString(" masked")
		}
		if c.Noise {
			b.WriteString(" noise")
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func TestCompare(t *testing.T) {
	tests := []struct{ name, before, after, want string }{
		{"equal but for order and space", `{"a":1,"b":[1,{"c":null,"d":""}]}`, ` { "b": [1.0, {"d":"", "c":null}], "a":1 }`, ""},
		{"escapes say the same", `{"a":"A/"}`, `{"\u0061":"\u0041\/"}`, ""},
		{"numbers by value", `[1,100,0.10,-0,1e400]`, `[1.0,1e2,1E-1,0,10e399]`, ""},
		{"large numbers to the digit", `{"n":9007199254740993}`, `{"n":9007199254740992}`, "changed /n was 9007199254740993 is 9007199254740992"},
		{"exponents beyond use as written", `[1e99999999999]`, `[10e99999999998]`, "changed /0 was 1e99999999999 is 10e99999999998"},
		{"each kind", `{"a":1,"gone":2,"b":"x","t":true}`, `{"a":2,"b":"y","t":"true","new":null}`,
			"changed /a was 1 is 2\nremoved /gone was 2\nchanged /b was \"x\" is \"y\"\ntypeChanged /t was true is \"true\"\nadded /new is null"},
		{"removed at the start", `{"gone":1,"a":1}`, `{"a":2}`, "removed /gone was 1\nchanged /a was 1 is 2"},
		{"a whole component is one change", `{"flow":{"u1":{"x":1}}}`, `{"flow":{"u1":{"x":1},"u2":{"x":2,"type":"t"}}}`, `added /flow/u2 is {"x":2,"type":"t"}`},
		{"pointers are escaped", `{"a/b":{"m~n":1}}`, `{"a/b":{"m~n":2}}`, "changed /a~1b/m~0n was 1 is 2"},
		{"an empty name", `{"":1}`, `{"":2}`, "changed / was 1 is 2"},
		{"the whole", `1`, `[]`, "typeChanged  was 1 is []"},
		{"the last of duplicates", `{"a":1,"a":2}`, `{"a":2}`, ""},
		{"an element inserted first", `[1,2,3]`, `[0,1,2,3]`, "added /0 is 0"},
		{"an element removed", `["a","b","c"]`, `["a","c"]`, `removed /1 was "b"`},
		{"an element replaced", `["a","b","c"]`, `["a","x","c"]`, `changed /1 was "b" is "x"`},
		{"an element of another type", `[1,2,3]`, `[1,"2",3]`, `typeChanged /1 was 2 is "2"`},
		{"insertion beside a change", `[{"id":1,"v":"a"},{"id":2}]`, `[{"id":0},{"id":1,"v":"b"},{"id":2}]`, "added /0 is {\"id\":0}\nchanged /1/v was \"a\" is \"b\""},
		{"unlike objects do not mix", `[{"a":1}]`, `[{"b":1}]`, "removed /0 was {\"a\":1}\nadded /0 is {\"b\":1}"},
		{"swap", `["a","b"]`, `["b","a"]`, "moved /1 from /0 is \"a\""},
		{"emptied", `{"a":[1],"b":{"c":1}}`, `{"a":[],"b":{}}`, "removed /a/0 was 1\nremoved /b/c was 1"},
		{"noise", `{"flow":{"u":{"x":1,"config":{"x":1,"svg":1}}},"mtime":1}`, `{"flow":{"u":{"x":2,"config":{"x":2,"svg":2}}},"mtime":2}`,
			"changed /flow/u/x was 1 is 2 noise\nchanged /flow/u/config/x was 1 is 2\nchanged /flow/u/config/svg was 1 is 2\nchanged /mtime was 1 is 2 noise"},
		{"only after", ``, `{"a":{"b":1,"c":[]},"d":[true]}`, "added /a/b is 1\nadded /a/c is []\nadded /d/0 is true"},
		{"only before", `{"a":{"b":1},"d":{}}`, ``, "removed /a/b was 1\nremoved /d was {}"},
		{"neither", ``, ``, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changes, err := Compare(json.RawMessage(test.before), json.RawMessage(test.after))
			if err != nil {
				t.Fatal(err)
			}
			if got := brief(changes); got != test.want {
				t.Errorf("\n got %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestCompareLargeArrays(t *testing.T) {
	numbers := func(from, count int) json.RawMessage {
		list := make([]int, count)
		for i := range list {
			list[i] = from + i
		}
		raw, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	for _, test := range []struct {
		name          string
		before, after json.RawMessage
		want          int
	}{
		{"shifted by three", numbers(0, 20_000), numbers(3, 20_000), 6},
		{"nothing in common: index by index", numbers(0, 20_000), numbers(50_000, 20_010), 20_010},
	} {
		changes, err := Compare(test.before, test.after)
		if err != nil || len(changes) != test.want {
			t.Errorf("%s: %d changes (%v), want %d", test.name, len(changes), err, test.want)
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	deep := json.RawMessage(strings.Repeat("[", jsontext.MaxDepth+1) + strings.Repeat("]", jsontext.MaxDepth+1))
	for _, test := range []struct {
		name   string
		before json.RawMessage
		want   string
	}{
		{"too deep", deep, "nested deeper than 10000 levels"},
		{"not JSON", json.RawMessage(`{"password":"hunter2"`), "not readable JSON"},
	} {
		_, err := Compare(test.before, json.RawMessage(`{}`))
		if audit.CodeOf(err) != audit.CodeInvalid || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	atLimit := strings.Repeat(`{"a":[`, jsontext.MaxDepth/2) + "%s" + strings.Repeat("]}", jsontext.MaxDepth/2)
	changes, err := Compare(json.RawMessage(strings.Replace(atLimit, "%s", "1", 1)), json.RawMessage(strings.Replace(atLimit, "%s", "2", 1)))
	if err != nil || len(changes) != 1 {
		t.Errorf("at the limit: %d changes, %v", len(changes), err)
	}
}
