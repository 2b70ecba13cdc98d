package bind

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// syncs reads "A= A+ B=": a line each, newest first; = is quiet, + brought
// something, ! did not finish, f is a file.
func syncs(text string) []SourceLine {
	words := strings.Fields(text)
	lines := make([]SourceLine, len(words))
	for i, word := range words {
		id := int64(len(words) - i)
		line := SourceLine{
			ID: id, First: id, Count: 1, Tenant: word[:1], Kind: "sync", Complete: true, StartedAt: id * 10, FinishedAt: id*10 + 5,
			SourceCounts: SourceCounts{Received: 2, Duplicates: 2}, Oldest: 100 + id, Newest: 200 + id,
		}
		switch word[1] {
		case '+':
			line.Received, line.Inserted = 3, 1
		case '!':
			line.FinishedAt = 0
		case 'f':
			line.Kind = "import"
		case 'w':
			line.Warnings = []string{"look"}
		}
		lines[i] = line
	}
	return lines
}

func TestQuietSyncsInARowAreOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"":               "",
		"A+ A+":          "A+1 A+1",
		"A= A= A=":       "A=3",
		"A= A+ A= A=":    "A=1 A+1 A=2",
		"A= B= A= B= A=": "A=3 B=2",
		"A= B= A+ B= A=": "A=1 B=2 A+1 A=1",
		"A= A! A=":       "A=1 A!1 A=1",
		"A= Af A=":       "A=1 Af1 A=1",
		"A= Aw A=":       "A=1 Aw1 A=1",
	} {
		before := syncs(text)
		got := grouped(slices.Clone(before))
		var words []string
		var sum, all SourceCounts
		count := 0
		for _, line := range got {
			sign := "="
			switch {
			case line.Kind == "import":
				sign = "f"
			case line.FinishedAt == 0:
				sign = "!"
			case line.Inserted > 0:
				sign = "+"
			case len(line.Warnings) > 0:
				sign = "w"
			}
			words = append(words, fmt.Sprintf("%s%s%d", line.Tenant, sign, line.Count))
			sum.add(line.SourceCounts)
			count += line.Count
			if line.Count > 1 && (line.First >= line.ID || line.StartedAt != line.First*10 || line.FinishedAt != line.ID*10+5 ||
				line.Oldest != 100+line.First || line.Newest != 200+line.ID) {
				t.Errorf("%q: the ends of a group: %+v", text, line)
			}
		}
		for _, line := range before {
			all.add(line.SourceCounts)
		}
		if strings.Join(words, " ") != want || sum != all || count != len(before) {
			t.Errorf("%q became %q with %+v of %+v, want %q", text, words, sum, all, want)
		}
	}
}
