package store

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
)

// mostGuesses is how many hashes a check makes to find out what columns were:
// a few seconds.
const mostGuesses = 4_000_000

// explainer finds out what an event was that is not as it was sealed. Nothing
// but the event's hash is sealed; what gives that hash is what it was.
type explainer struct {
	words    *lexicon
	remap    func(Tenant, []byte) (audit.Event, error)
	known    []change // that explained other events
	left     int      // guesses that may still be made
	scratch  lengthened
	unpacked []byte
}

// difference is a field that is not what it was.
type difference struct{ what, field, is, expected string }

const byAnother = "was changed by another program"

// change is one field set to what it may have been.
type change struct {
	field int // in facts.texts; then fieldTime, fieldType
	is    string
	was   string
	n     int64
	spans [6]int
}

const (
	fieldTime = iota + 10
	fieldType
	fieldSpans
)

// fieldNames are the names of the fields of facts, as exports have them.
var fieldNames = [...]string{"action", "area", "user", "userId", "flowId", "targetKind", "targetId", "targetName", "ip", "userAgent",
	"createdAt", "type", "where before, after and changes are in the entry"}

func (ch change) in(f facts) facts {
	switch ch.field {
	case fieldTime:
		f.createdAt = ch.n
	case fieldType:
		f.kind = int(ch.n)
	case fieldSpans:
		f.payload.spans = ch.spans
	default:
		f.texts[ch.field] = ch.was
	}
	return f
}

func (ch change) difference() difference {
	return difference{byAnother, fieldNames[ch.field], ch.is, ch.was}
}

// why tells how an event differs from what was sealed; always something.
func (x *explainer) why(f facts, was *sealedEvent, owner Tenant, raw []byte) (found []difference) {
	if f.eventID != was.seal.eventID {
		found = append(found, difference{byAnother, "id", f.eventID, was.seal.eventID})
		f.eventID = was.seal.eventID
	}
	if f.tenantID != was.link.tenantID {
		found = append(found, difference{byAnother, "tenant", number(f.tenantID), number(was.link.tenantID)})
		f.tenantID = was.link.tenantID
	}
	if was.link.sourceID != 0 && f.sourceID != was.link.sourceID {
		found = append(found, difference{byAnother, "source", number(f.sourceID), number(was.link.sourceID)})
		f.sourceID = was.link.sourceID
	}
	if x.gives(f, was) {
		return found
	}
	if changes := x.search(f, was, owner, raw); changes != nil {
		for _, ch := range changes {
			found = append(found, ch.difference())
			if !slices.Contains(x.known, ch) {
				x.known = append(x.known, ch)
			}
		}
		return found
	}
	what := byAnother + "; which of its columns cannot be told"
	if !slices.Equal(f.payload.sha256[:len(was.seal.hint)], was.seal.hint[:]) {
		what = "was changed by another program: its entry is not the one that was sealed, and neither is the hash beside it"
	}
	return append(found, difference{what: what})
}

func number(n int64) string { return strconv.FormatInt(n, 10) }

func (x *explainer) gives(f facts, was *sealedEvent) bool {
	x.left--
	return f.leaf(&x.scratch) == was.seal.leaf
}

// search finds the changes that give the sealed hash: those that explained
// other events, what the entry itself says, and every text of a dictionary.
func (x *explainer) search(f facts, was *sealedEvent, owner Tenant, raw []byte) []change {
	for _, ch := range x.known {
		if x.left > 0 && ch.is == x.value(f, ch.field) && x.gives(ch.in(f), was) {
			return []change{ch}
		}
	}
	if changes := x.fromEntry(f, was, owner, raw); changes != nil {
		return changes
	}
	return x.fromWords(f, was)
}

func (x *explainer) value(f facts, field int) string {
	switch field {
	case fieldTime:
		return stamp(f.createdAt)
	case fieldType:
		return typeName(f.kind)
	case fieldSpans:
		return fmt.Sprint(f.payload.spans)
	}
	return f.texts[field]
}

func typeName(kind int) string {
	if kind < 0 || kind >= len(audit.Types) {
		return number(int64(kind))
	}
	return string(audit.Types[kind])
}

// fromEntry reads the entry again, and tries every choice of the fields in
// which that differs.
func (x *explainer) fromEntry(f facts, was *sealedEvent, owner Tenant, raw []byte) []change {
	if x.remap == nil || len(raw) == 0 {
		return nil
	}
	e, err := x.remap(owner, raw)
	if err != nil {
		return nil
	}
	var differ []change
	for i, text := range [...]string{e.Action, e.Area, e.User, e.UserID, e.FlowID, e.TargetKind, e.TargetID, e.TargetName, e.IP, e.UserAgent} {
		if text != f.texts[i] {
			differ = append(differ, change{field: i, is: f.texts[i], was: text})
		}
	}
	if at := e.CreatedAt.UnixMilli(); at != f.createdAt {
		differ = append(differ, change{field: fieldTime, is: stamp(f.createdAt), was: stamp(at), n: at})
	}
	if kind := typeIndex(e.Type); kind != f.kind {
		differ = append(differ, change{field: fieldType, is: typeName(f.kind), was: typeName(kind), n: int64(kind)})
	}
	if spans, inside := spansOf(raw, e.Before, e.After, e.Changes); inside && spans != f.payload.spans {
		differ = append(differ, change{field: fieldSpans, is: fmt.Sprint(f.payload.spans), was: fmt.Sprint(spans), spans: spans})
	}
	for choice := 1; choice < 1<<len(differ) && x.left > 0; choice++ {
		tried, chosen := f, []change{}
		for i, ch := range differ {
			if choice&(1<<i) != 0 {
				tried, chosen = ch.in(tried), append(chosen, ch)
			}
		}
		if x.gives(tried, was) {
			return chosen
		}
	}
	return nil
}

// fromWords tries the texts of every dictionary, one dictionary at a time.
func (x *explainer) fromWords(f facts, was *sealedEvent) []change {
	for kind := range audit.Types {
		ch := change{field: fieldType, is: typeName(f.kind), was: typeName(kind), n: int64(kind)}
		if x.gives(ch.in(f), was) {
			return []change{ch}
		}
	}
	at := 0
	for i, width := range wordWidths {
		for _, texts := range x.words.tables[i] {
			if x.left <= 0 {
				return nil
			}
			tried := f
			copy(tried.texts[at:at+width], texts[:width])
			if !x.gives(tried, was) {
				continue
			}
			var changes []change
			for j := at; j < at+width; j++ {
				if f.texts[j] != tried.texts[j] {
					changes = append(changes, change{field: j, is: f.texts[j], was: tried.texts[j]})
				}
			}
			return changes
		}
		at += width
	}
	return nil
}
