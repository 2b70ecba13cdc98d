package fulltext

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// What is a word or a part of one is found by the words that many texts have,
// each by where it stands, and in the seldom ones; the answer is what the texts
// say.
func TestFrequentWords(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 14)) //nolint:gosec // a test
	var docs []Doc
	for key := range int64(3000) {
		d := randomDoc(r, key+1)
		d.Summary += fmt.Sprintf(" Workflow %d was updated", key)
		if key%3 == 0 {
			d.Content.Paths = append(d.Content.Paths, fmt.Sprintf("/flow/%d/flower%d", key, key))
			d.Content.Before = append(d.Content.Before, fmt.Sprintf("čeká flow of %d", key))
		}
		if key%500 == 0 {
			d.Content.After = append(d.Content.After, "an overflow of flows", strings.Repeat("flow", longestWord), fmt.Sprintf("flow%dflow", key))
		}
		docs = append(docs, d)
	}
	s := segmentOf(t, builderOf(docs))
	names, err := s.whole(t.Context(), PartWords)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"flow", "workflow", "updated", "čeká"} {
		if !bytes.Contains(names, []byte("\n"+name+"\n")) {
			t.Errorf("%q is not a frequent word", name)
		}
	}
	for _, name := range []string{"overflow", strings.Repeat("flow", longestWord)} {
		if bytes.Contains(names, []byte("\n"+name+"\n")) {
			t.Errorf("%q is a frequent word", name)
		}
	}
	for _, needle := range []string{"flow", "low", "flo", "w", "workflow", "update", "updated", "overflow", "rflow", "flowflow", "čeká", "ček", "was", "flow of", "absent"} {
		for _, where := range []Where{Anywhere, InSummary, InPath, InBefore, InAfter, InSummary | InAfter, InPath | InID} {
			for _, apart := range []bool{false, true} {
				q := Query{Where: where, Needle: needle, Apart: apart}
				if got, want := found(t, s, q), wanted(docs, q); !slices.Equal(got, want) {
					t.Errorf("%q in %b, apart %v: %d events, want %d", needle, where, apart, len(got), len(want))
				}
			}
		}
	}
}

// Words are what is told apart by anything but letters and digits, at both ends
// of a text too.
func TestWordsOfAText(t *testing.T) {
	for text, want := range map[string][]string{
		"":                    nil,
		" -/":                 nil,
		"one":                 {"one"},
		"user_id: 17a, čeká!": {"user", "id", "17a", "čeká"},
		"/a/\xff/b":           {"a", "b"},
		"日本語 x":               {"日本語", "x"},
	} {
		var got []string
		for from, to := range wordsIn(text) {
			got = append(got, text[from:to])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
