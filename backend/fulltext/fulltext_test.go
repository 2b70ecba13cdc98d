package fulltext

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/trailbook/trailbook/backend/audit"
)

// words are what the texts of the tests are made of: short and long ones, some
// within others, of several alphabets, with what folding changes the size of.
var words = []string{
	"a", "ab", "aba", "Slack", "channel", "#general", "running", "stopped", "ABBA", "čeká", "réclamation", "İstanbul", "ẞ", "日本語",
	"https://example.com/x?y=1", "{{{02061162-ddc2-48f7-9f7f-147bb1db5714}}}", "6d5379b1a2c4", "/", "\x00", "\xff", "aaaa", "K", "",
}

func randomText(r *rand.Rand) string {
	picked := make([]string, 1+r.IntN(3))
	for i := range picked {
		picked[i] = words[r.IntN(len(words))]
	}
	return strings.Join(picked, []string{" ", "", ", "}[r.IntN(3)])
}

func randomPath(r *rand.Rand) string {
	segments := []string{"flow", "config", "7", "1234", "3b5aa0c1-d67e-4be5-b6aa-5ea682911c64", "3B5AA0C1d67e", "Transform", "", "a~1b", "deadbeef0000", "čas", "\x00"}
	var b strings.Builder
	for range 1 + r.IntN(5) {
		b.WriteString("/" + segments[r.IntN(len(segments))])
	}
	return b.String()
}

func randomDoc(r *rand.Rand, key int64) Doc {
	d := Doc{Key: key, ID: fmt.Sprintf("6854d6dd6FE9f74c8f%06x", key*7)}
	switch r.IntN(6) {
	case 0:
		d.ID = fmt.Sprintf("audité-%d", r.IntN(1000))
	case 1:
		return d
	}
	d.Summary = randomText(r)
	for range r.IntN(4) {
		d.Content.Paths = append(d.Content.Paths, randomPath(r))
		d.Content.Before = append(d.Content.Before, randomText(r))
		d.Content.After = append(d.Content.After, randomText(r))
	}
	return d
}

// texts are those of a document that a question looks into.
func (d Doc) texts(where Where) (texts []string) {
	if where&InSummary != 0 {
		texts = append(texts, d.Summary)
	}
	for _, of := range []struct {
		where Where
		texts []string
	}{{InPath, d.Content.Paths}, {InBefore, d.Content.Before}, {InAfter, d.Content.After}} {
		if where&of.where != 0 {
			texts = append(texts, of.texts...)
		}
	}
	return texts
}

// wanted is the meaning of a question, plainly.
func wanted(docs []Doc, q Query) (keys []int64) {
	match := q.Match
	if match == nil {
		match = func(text string) bool {
			return strings.Contains(audit.Fold(text), q.Needle) && (!q.Apart || apart(audit.Fold(text), q.Needle))
		}
	}
	for _, d := range docs {
		valid := func(text string) bool { return match(strings.ToValidUTF8(text, "\uFFFD")) }
		if slices.ContainsFunc(d.texts(q.Where), valid) || q.Where&InID != 0 && match(audit.Fold(d.ID)) {
			keys = append(keys, d.Key)
		}
	}
	return keys
}

// apart is what audit.Pattern.Apart means of a text without wildcards.
func apart(text, needle string) bool {
	letter := func(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }
	for from := 0; from+len(needle) <= len(text); from++ {
		to := from + len(needle)
		if text[from:to] != needle {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		first, _ := utf8.DecodeRuneInString(text[from:])
		last, _ := utf8.DecodeLastRuneInString(text[:to])
		behind, _ := utf8.DecodeRuneInString(text[to:])
		if !(letter(before) && letter(first)) && !(letter(last) && letter(behind)) {
			return true
		}
	}
	return false
}

func found(t *testing.T, s *Segment, q Query) (keys []int64) {
	t.Helper()
	if err := s.Find(t.Context(), q, func(key int64, which uint64) {
		for i := range int64(64) {
			if which>>i&1 != 0 {
				keys = append(keys, key+i)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return keys
}

// segmentOf is a segment with rows of words and pairs, as a large one has them.
func segmentOf(t *testing.T, b *Builder) *Segment {
	t.Helper()
	return opened(t, b.encode(true))
}

func opened(t *testing.T, parts *Parts) *Segment {
	t.Helper()
	s, err := Open(t.Context(), parts, len(parts[PartHead]))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func builderOf(docs []Doc) *Builder {
	b := NewBuilder()
	for _, d := range docs {
		b.Add(d)
	}
	return b
}

// questions are asked of the documents: pieces of what is there, and of what is
// not.
func questions(r *rand.Rand, docs []Doc) (list []Query) {
	for _, where := range []Where{Anywhere, InSummary, InPath, InBefore, InAfter, InID, InBefore | InAfter} {
		for range 60 {
			d := docs[r.IntN(len(docs))]
			texts := append(d.texts(where), randomPath(r), randomText(r), d.ID)
			text := audit.Fold(strings.ToValidUTF8(texts[r.IntN(len(texts))], "\uFFFD"))
			if text == "" {
				continue
			}
			letters := []rune(text)
			from := r.IntN(len(letters))
			needle := string(letters[from:min(len(letters), from+1+r.IntN(12))])
			list = append(list, Query{Where: where, Needle: needle, Apart: where&InID == 0 && r.IntN(2) == 0})
			// A text with a wildcard: two pieces, in their order.
			middle := len(string([]rune(needle)[:utf8.RuneCountInString(needle)/2]))
			first, second := needle[:middle], needle[middle:]
			match := func(text string) bool {
				_, behind, ok := strings.Cut(audit.Fold(text), first)
				return ok && strings.Contains(behind, second)
			}
			q := Query{Where: where, Match: match}
			for _, piece := range []string{first, second} {
				if piece != "" && r.IntN(3) > 0 {
					q.Needles = append(q.Needles, piece)
				}
			}
			list = append(list, q)
		}
	}
	return list
}

func TestFindIsWhatTheTextsSay(t *testing.T) {
	for seed := range uint64(8) {
		r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test
		var docs []Doc
		key := int64(1)
		for range 1 + r.IntN(300) {
			docs = append(docs, randomDoc(r, key))
			key += 1 + int64(r.IntN(10)/8*r.IntN(1000))
		}
		half := r.IntN(len(docs) + 1)
		whole := segmentOf(t, builderOf(docs))
		merged, err := Merge(t.Context(), []*Segment{segmentOf(t, builderOf(docs[half:])), segmentOf(t, builderOf(docs[:half]))}, func(int, int64) bool { return true })
		if err != nil {
			t.Fatal(err)
		}
		segments := map[string]*Segment{"whole": whole, "merged": segmentOf(t, merged), "small": opened(t, merged.Encode())}
		for i, q := range questions(r, docs) {
			want := wanted(docs, q)
			for name, s := range segments {
				if got := found(t, s, q); !slices.Equal(got, want) {
					t.Fatalf("seed %d, question %d, %s, in %b: %q %q: %v, want %v", seed, i, name, q.Where, q.Needle, q.Needles, got, want)
				}
			}
		}
	}
}

// A segment that is taken apart makes itself again, byte for byte, and says the
// same of each event as one that was made otherwise.
func TestLoadedSegmentIsTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // a test
	var docs []Doc
	for key := range int64(500) {
		docs = append(docs, randomDoc(r, key*3+1))
	}
	b := builderOf(docs)
	parts := b.encode(true)
	loaded, err := opened(t, parts).Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again := loaded.encode(true); !reflect.DeepEqual(again, parts) {
		t.Error("it encodes other bytes")
	}
	sums := func(b *Builder) map[int64]uint64 {
		sums := map[int64]uint64{}
		b.Sums(func(key int64, sum uint64) { sums[key] = sum })
		return sums
	}
	slices.Reverse(docs)
	if got, want := sums(loaded), sums(builderOf(docs)); !reflect.DeepEqual(got, want) {
		t.Error("other sums")
	}
	docs[3].Content.After = append(docs[3].Content.After, "something else")
	if got, want := sums(builderOf(docs)), sums(loaded); got[docs[3].Key] == want[docs[3].Key] {
		t.Error("a changed event has the same sum")
	}
}

// A segment that is moved is the one that its events make with their new keys.
func TestMoved(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5)) //nolint:gosec // a test
	near, far := NewBuilder(), NewBuilder()
	for i := range int64(50) {
		d := randomDoc(r, i+1)
		near.Add(d)
		d.Key += 1 << 40
		far.Add(d)
	}
	parts := near.Encode()
	parts.Move(1<<40+1, 50)
	if !reflect.DeepEqual(parts, far.Encode()) {
		t.Error("it is another segment")
	}
}

// Whatever bytes a segment has, it is read to an answer or an error.
func TestDamagedSegmentIsAnError(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3)) //nolint:gosec // a test
	var docs []Doc
	for key := range int64(200) {
		docs = append(docs, randomDoc(r, key+1))
	}
	whole := builderOf(docs).Encode()
	for range 1000 {
		parts := *whole
		part := r.IntN(PartCount)
		parts[part] = slices.Clone(parts[part])
		if len(parts[part]) == 0 {
			continue
		}
		parts[part][r.IntN(len(parts[part]))] ^= byte(1 << r.IntN(8))
		s, err := Open(t.Context(), &parts, len(parts[PartHead]))
		if err != nil {
			continue
		}
		for _, q := range questions(r, docs)[:6] {
			_ = s.Find(t.Context(), q, func(int64, uint64) {})
		}
		_, _ = s.Load(t.Context())
	}
}
