package fulltext

import (
	"context"
	"strings"
)

// Query is one question: which events have a text, among those that are looked
// into, that holds Needle; or, where Match is given, that it takes.
type Query struct {
	Where  Where
	Needle string // folded by audit.Fold, not empty
	Apart  bool   // Needle must stand for itself, as audit.Pattern.Apart says

	// Needles, of which there may be none, are folded texts that every text
	// holds which Match takes. Match is given texts as they were recorded, but
	// ids of events folded.
	Needles []string
	Match   func(text string) bool
}

// Find calls mark with the keys of the events that q is about, in their order:
// key+i for each bit i of which, of 64 keys or fewer. Errors are ErrDamaged, those of the source, and of ctx.
func (s *Segment) Find(ctx context.Context, q Query, mark func(key int64, which uint64)) (err error) {
	defer intact(&err)
	docs, err := s.documents(ctx, q)
	if err != nil {
		return err
	}
	events, err := s.eventsOf(ctx, docs)
	if err == nil && q.Where&InID != 0 {
		err = s.findIDs(ctx, q, events)
	}
	if err != nil {
		return err
	}
	if events.count() == 0 {
		return ctx.Err()
	}
	runs, err := s.keys(ctx)
	if err != nil {
		return err
	}
	for _, r := range runs {
		for from := r.event; from < r.event+r.n; from = from/64*64 + 64 {
			to := min(from/64*64+64, r.event+r.n)
			if which := events[from/64] >> (from % 64) & (^uint64(0) >> (64 - (to - from))); which != 0 {
				mark(r.key+int64(from-r.event), which)
			}
		}
	}
	return ctx.Err()
}

func (s *Segment) findIDs(ctx context.Context, q Query, events set) error {
	if q.Match == nil {
		found, err := s.idsWith(ctx, q.Needle)
		if err == nil {
			events.or(found)
		}
		return err
	}
	found := newSet(s.events)
	found.addRange(0, s.events)
	for _, needle := range q.Needles {
		some, err := s.idsWith(ctx, needle)
		if err != nil {
			return err
		}
		found.and(some)
	}
	if found.count() == 0 {
		return nil
	}
	lists, err := s.whole(ctx, PartIDs)
	if err != nil {
		return err
	}
	index, err := s.whole(ctx, PartIDIndex)
	if err != nil {
		return err
	}
	ids, err := decodeIDs(lists, index, s.events)
	if err != nil {
		return err
	}
	found.each(func(i int) {
		if q.Match(ids[i]) {
			events.add(i)
		}
	})
	return nil
}

// documents are those of which some text is what q asks for.
func (s *Segment) documents(ctx context.Context, q Query) (set, error) {
	if q.Where&^InID == 0 || s.docs == 0 {
		return newSet(s.docs), nil
	}
	if docs, known, err := s.byWords(ctx, q); known || err != nil {
		return docs, err
	}
	if q.Match == nil && q.Apart && (len(q.Needle) < 3 || len(idParts(q.Needle)) > 0) {
		q.Match, q.Needles = func(text string) bool { return standsApart(fold(text), q.Needle) }, []string{q.Needle}
	}
	if q.Match != nil {
		return s.taken(ctx, q)
	}
	if !q.Apart && q.Where|InID == Anywhere {
		if docs, listed, err := s.listed(ctx, q.Needle); listed || err != nil {
			return docs, err
		}
	}
	terms, err := s.literal(ctx, q.Needle, everywhere, q.Apart)
	if err != nil {
		return nil, err
	}
	docs, err := s.docsWith(ctx, terms, q.Where)
	if err == nil && q.Where&InPath != 0 && !q.Apart {
		err = s.acrossIDs(ctx, q.Needle, docs)
	}
	return docs, err
}

// listed are the documents that have one or two letters anywhere, where they are
// listed by them.
func (s *Segment) listed(ctx context.Context, needle string) (docs set, listed bool, err error) {
	switch {
	case len(needle) == 1 && needle[0] < 128 && needle != "/":
		docs, err = s.byteDocs(ctx, needle[0])
		return docs, true, err
	case len(needle) == 2 && isPair(needle[0], needle[1]):
		return s.pairDocs(ctx, needle[0], needle[1])
	}
	return nil, false, nil
}

// docsWith are the documents that have one of the terms there; an id that is
// part of a path is in the path.
func (s *Segment) docsWith(ctx context.Context, terms set, where Where) (set, error) {
	if where&InPath != 0 {
		where |= inPart
	}
	return s.marked(ctx, terms, where)
}

// marked are the documents of the postings of terms that are in one of some places.
func (s *Segment) marked(ctx context.Context, terms set, where Where) (set, error) {
	if terms.count() == 0 {
		return newSet(s.docs), nil
	}
	docs := make([]uint8, s.docs)
	err := s.postings(ctx, terms, marking(where, docs))
	return setOf(docs), err
}

// taken are the documents with a text that q's Match takes: texts that have all
// needles are looked at one by one, and paths that hold ids put together.
func (s *Segment) taken(ctx context.Context, q Query) (set, error) {
	var candidates set // nil: all
	for _, needle := range q.Needles {
		some, err := s.literal(ctx, needle, everywhere, false)
		if err != nil {
			return nil, err
		}
		if candidates == nil {
			candidates = some
		} else {
			candidates.and(some)
		}
	}
	terms := newSet(s.terms)
	err := s.records(ctx, PartTexts, PartTextIndex, candidates, func(i int, text []byte) {
		if one := string(text); !hasPlaceholder(one) && q.Match(one) {
			terms.add(i)
		}
	})
	if err != nil {
		return nil, err
	}
	docs, err := s.marked(ctx, terms, q.Where)
	if err != nil || q.Where&InPath == 0 {
		return docs, err
	}
	var holders set // nil: all
	for _, needle := range q.Needles {
		some, err := s.pathsMayHold(ctx, needle)
		if err != nil {
			return nil, err
		}
		if holders == nil {
			holders = some
		} else {
			holders.and(some)
		}
	}
	return docs, s.eachPath(ctx, holders, docs, q.Match)
}

// pathsMayHold are documents among which are all that have a needle in a path
// which holds ids.
func (s *Segment) pathsMayHold(ctx context.Context, needle string) (set, error) {
	terms, err := s.literal(ctx, needle, everywhere, false)
	if err != nil {
		return nil, err
	}
	docs, err := s.docsWith(ctx, terms, InPath)
	if err != nil {
		return nil, err
	}
	for _, part := range idParts(needle) {
		terms, err := s.literal(ctx, part, everywhere, false)
		if err != nil {
			return nil, err
		}
		some, err := s.docsWith(ctx, terms, inPart)
		if err != nil {
			return nil, err
		}
		docs.or(some)
	}
	return docs, nil
}

// idParts are what of a needle with a slash may lie in an id: its segments that
// could be part of one.
func idParts(needle string) (parts []string) {
	segments := strings.Split(needle, "/")
	if len(segments) == 1 {
		return nil
	}
	for _, segment := range segments {
		if segment != "" && strings.Trim(segment, "0123456789abcdef-") == "" {
			parts = append(parts, segment)
		}
	}
	return parts
}

// acrossIDs adds the documents of which a path has the needle partly in an id
// and partly beside it.
func (s *Segment) acrossIDs(ctx context.Context, needle string, docs set) error {
	if len(idParts(needle)) == 0 {
		return nil
	}
	holders, err := s.pathsMayHold(ctx, needle)
	if err != nil {
		return err
	}
	return s.eachPath(ctx, holders, docs, func(path string) bool { return strings.Contains(fold(path), needle) })
}

// eachPath adds the documents, of those that are asked about, with a path that
// holds ids and that match takes.
func (s *Segment) eachPath(ctx context.Context, holders, docs set, match func(string) bool) error {
	if holders == nil {
		holders = newSet(s.docs)
		holders.addRange(0, s.docs)
	}
	for i := range holders {
		holders[i] &^= docs[i]
	}
	if holders.count() == 0 {
		return nil
	}
	lists := map[int][]byte{}
	named := newSet(s.terms)
	err := s.records(ctx, PartPaths, PartPathIndex, holders, func(doc int, list []byte) {
		if len(list) > 0 {
			lists[doc] = list
			r := reading{left: list}
			for len(r.left) > 0 {
				if term := r.number(); term < s.terms {
					named.add(term)
				}
			}
		}
	})
	if err != nil {
		return err
	}
	texts := map[int]string{}
	err = s.records(ctx, PartTexts, PartTextIndex, named, func(i int, text []byte) { texts[i] = string(text) })
	if err != nil {
		return err
	}
	for doc, list := range lists {
		for r := (reading{left: list}); len(r.left) > 0 && !docs.has(doc); {
			if match(joinPath(&r, func(term int) string { return texts[term] })) {
				docs.add(doc)
			}
		}
	}
	return ctx.Err()
}

// joinPath puts the next path of a document's list together.
func joinPath(r *reading, text func(term int) string) string {
	template := text(r.number())
	if strings.Count(template, placeholder) == 0 {
		return template
	}
	var b strings.Builder
	for {
		before, behind, more := strings.Cut(template, placeholder)
		b.WriteString(before)
		if !more {
			return b.String()
		}
		b.WriteString(text(r.number()))
		template = behind
	}
}

// standsApart reports that needle occurs in a folded text where no letter or
// digit touches it that belongs to the same word.
func standsApart(text, needle string) bool {
	joins := joinsOf(text, nil)
	for from := 0; ; from++ {
		at := strings.Index(text[from:], needle)
		if at < 0 {
			return false
		}
		if from += at; !joins[from] && !joins[from+len(needle)] {
			return true
		}
	}
}
