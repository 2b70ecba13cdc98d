package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	var out bytes.Buffer
	table := newTable(&out, "A", "B")
	for _, row := range [][2]string{{"x", "1"}, {"流程", "2"}, {"a\x1b[2J\nb", "3"}, {strings.Repeat("long", 40), "4"}} {
		if err := table.add(row[0], row[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.flush(); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	long := strings.Repeat("long", 15)[:widest-1] + "…"
	want := []string{
		fmt.Sprintf("%-*s  B", widest, "A"), fmt.Sprintf("%-*s  1", widest, "x"),
		"流程" + strings.Repeat(" ", widest-4) + "  2", fmt.Sprintf("%-*s  3", widest, `a\x1b[2J\nb`), long + "  4", "",
	}
	for i := range want {
		if lines[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, lines[i], want[i])
		}
	}
}

// A list is whole JSON however the lines come in.
func TestJSONList(t *testing.T) {
	for _, test := range []struct {
		writes []string
		want   int
	}{
		{nil, 0}, {[]string{"{}\n"}, 1}, {[]string{"{", "}\n{}", "\n"}, 2}, {[]string{"{\"a\":\"\\n\"}\n{}\n{}\n"}, 3},
	} {
		var out bytes.Buffer
		list := &jsonList{out: &out}
		for _, text := range test.writes {
			if n, err := list.Write([]byte(text)); n != len(text) || err != nil {
				t.Fatalf("Write gave %d, %v", n, err)
			}
		}
		if err := list.end(); err != nil {
			t.Fatal(err)
		}
		var got []map[string]any
		if err := json.Unmarshal(out.Bytes(), &got); err != nil || len(got) != test.want {
			t.Errorf("%q became %q: %v", test.writes, out.String(), err)
		}
	}
}
