package fulltext

import (
	"bytes"
	"context"
	"iter"
	"slices"
	"unicode/utf8"
)

// A word is a run of letters and digits. What consists of nothing else stands
// within one word, wherever it stands: it is found in the words that many texts
// have, which are few and list their documents, and in the lists of trigrams of
// all others. Trigrams within those words lie in lists of their own, so that
// neither is read for the other.
const (
	manyTextsOfWord = 24 // from how many texts on a word lists its documents
	longestWord     = 64 // in bytes, of those that do: their names stay in memory
)

// wordPlaces are the places whose documents a word lists by themselves.
var wordPlaces = [...]Where{InSummary, InPath | inPart, InBefore, InAfter}

// frequentWords are the words that many of some texts have, in the order of the
// alphabet.
type frequentWords struct {
	words  []string
	texts  [][]uint32 // by word: which have it
	inside set        // by place in the texts, one behind the other: whether the trigram there lies within one
}

// seldom is the number of a word that too few texts have, or that is too long.
const seldom = -1

// frequentIn finds them, or does as if there were none.
func frequentIn(texts []string, look bool) *frequentWords {
	size := 0
	for _, text := range texts {
		size += len(text)
	}
	f := &frequentWords{inside: newSet(size)}
	if !look {
		return f
	}
	occurrences, number, words := numberWords(texts)
	f.words, f.texts = words, make([][]uint32, len(words))
	begin, next := 0, 0
	for term, text := range texts {
		for from, to := range wordsIn(text) {
			word := number[occurrences[next]]
			if next++; word == seldom {
				continue
			}
			f.inside.addRange(begin+from, begin+to-2)
			if list := f.texts[word]; len(list) == 0 || list[len(list)-1] != uint32(term) { //nolint:gosec // a segment has fewer texts
				f.texts[word] = append(list, uint32(term)) //nolint:gosec // likewise
			}
		}
		begin += len(text)
	}
	return f
}

// numberWords numbers the words of texts, and says of each place where one
// stands which it is, and of each word which of the frequent ones.
func numberWords(texts []string) (occurrences, number []int32, frequent []string) {
	type word struct {
		name        string
		texts, last int // how many have it; the last of them, plus one
	}
	known, words := map[string]int32{"": 0}, []word{{}} // one that is too long has no name
	numberOf := func(name string) int32 {
		i, is := known[name]
		if !is {
			i = int32(len(words)) //nolint:gosec // a segment has fewer words
			known[name], words = i, append(words, word{name: name})
		}
		return i
	}
	before, first := []int32(nil), 0 // those of the text before, and where those of this one begin
	for term, text := range texts {
		before, first = occurrences[first:], len(occurrences)
		for from, to := range wordsIn(text) {
			name := text[from:to]
			if len(name) > longestWord {
				name = ""
			}
			var i int32
			if at := len(occurrences) - first; at < len(before) && words[before[at]].name == name {
				i = before[at] // texts are in order: this one begins like the one before
			} else {
				i = numberOf(name)
			}
			occurrences = append(occurrences, i)
			if one := &words[i]; one.last != term+1 {
				one.last, one.texts = term+1, one.texts+1
			}
		}
	}
	number = make([]int32, len(words))
	for i, one := range words {
		if number[i] = seldom; i > 0 && one.texts >= manyTextsOfWord {
			frequent = append(frequent, one.name)
		}
	}
	slices.Sort(frequent)
	for i, name := range frequent {
		number[known[name]] = int32(i) //nolint:gosec // as above
	}
	return occurrences, number, frequent
}

// wordsIn are where the words of a text begin and end.
func wordsIn(text string) iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := -1
		for at := 0; at < len(text); {
			c, size := rune(text[at]), 1
			if c >= utf8.RuneSelf {
				c, size = utf8.DecodeRuneInString(text[at:])
			}
			switch is := ofWord(c); {
			case is && from < 0:
				from = at
			case !is && from >= 0:
				if !yield(from, at) {
					return
				}
				from = -1
			}
			at += size
		}
		if from >= 0 {
			yield(from, len(text))
		}
	}
}

// encodeWords lists the documents of each frequent word.
func (b *Builder) encodeWords(p *Parts, f *frequentWords) {
	p[PartWords] = append(p[PartWords], wordEnd)
	var rows [len(wordPlaces)]set
	for place := range rows {
		rows[place] = newSet(len(b.paths))
	}
	var row []byte
	for i, word := range f.words {
		for _, term := range f.texts[i] {
			b.addDocs(&rows, term)
		}
		for _, docs := range rows {
			if row = row[:0]; docs.count() > 0 {
				row = putRow(row, docs)
			}
			p[PartWordRows] = append(putNumber(p[PartWordRows], len(row)), row...)
			clear(docs)
		}
		p[PartWordIndex] = putFour(p[PartWordIndex], len(p[PartWordRows]))
		p[PartWords] = append(append(p[PartWords], word...), wordEnd)
	}
}

// addDocs adds the documents of a text, by where they have it.
func (b *Builder) addDocs(rows *[len(wordPlaces)]set, term uint32) {
	for _, one := range b.lists[term] {
		for place, where := range wordPlaces {
			if one.where()&where != 0 {
				rows[place].add(int(one.doc()))
			}
		}
	}
}

// wordEnd stands between words, and before the first: it is in none of them.
const wordEnd = '\n'

// isWord reports that a needle is letters and digits alone.
func isWord(needle string) bool {
	for from, to := range wordsIn(needle) {
		return to-from == len(needle)
	}
	return false
}

// byWords are the documents that have a needle which is a word or part of one;
// known is false where the frequent words alone do not tell.
func (s *Segment) byWords(ctx context.Context, q Query) (docs set, known bool, err error) {
	if q.Match != nil || !isWord(q.Needle) || !q.Apart && len(q.Needle) < 3 {
		return nil, false, nil
	}
	names, err := s.whole(ctx, PartWords)
	if err != nil {
		return nil, false, err
	}
	docs = newSet(s.docs)
	if q.Apart {
		at := bytes.Index(names, slices.Concat([]byte{wordEnd}, []byte(q.Needle), []byte{wordEnd}))
		if at < 0 {
			return nil, false, nil
		}
		return docs, true, s.addWord(ctx, bytes.Count(names[:at], []byte{wordEnd}), q.Where, docs)
	}
	needle, word := []byte(q.Needle), -1
	for {
		at := bytes.Index(names, needle)
		if at < 0 {
			break
		}
		word += bytes.Count(names[:at], []byte{wordEnd})
		if err := s.addWord(ctx, word, q.Where, docs); err != nil {
			return nil, false, err
		}
		names = names[at+bytes.IndexByte(names[at:], wordEnd):]
	}
	terms, err := s.literal(ctx, q.Needle, inSeldom, false)
	if err != nil {
		return nil, false, err
	}
	some, err := s.docsWith(ctx, terms, q.Where)
	if err == nil {
		docs.or(some)
	}
	return docs, true, err
}

// addWord adds the documents that have a frequent word in one of some places.
func (s *Segment) addWord(ctx context.Context, word int, where Where, docs set) error {
	index, err := s.whole(ctx, PartWordIndex)
	if err != nil {
		return err
	}
	from := 0
	if word > 0 {
		from = four(index, word-1)
	}
	rows, err := s.read(ctx, PartWordRows, from, four(index, word))
	if err != nil {
		return err
	}
	r := reading{left: rows}
	for _, place := range wordPlaces {
		row := r.take(r.number())
		if r.failed {
			return ErrDamaged
		}
		if where&place != 0 && len(row) > 0 {
			if err := addRow(row, docs, s.docs); err != nil {
				return err
			}
		}
	}
	return nil
}
