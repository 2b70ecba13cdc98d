package store

import (
	"database/sql"

	"github.com/klauspost/compress/zstd"
)

// checkedColumns are an event's with its payload, as checkedRow takes them with
// its parts at the end: caches that are sealed as they migrate have none yet.
const checkedColumns = `e.id, e.tenant_id, e.event_id, e.created_at, e.type, e.action_id, e.area_id, e.actor_id, e.flow_id, e.target_id, e.origin_id,
	e.source_id, e.flags, e.summary_id, 0, p.raw, coalesce(p.raw_len, -1), p.sha256, coalesce(p.before_at, 0), coalesce(p.before_len, 0),
	coalesce(p.after_at, 0), coalesce(p.after_len, 0), coalesce(p.changes_at, 0), coalesce(p.changes_len, 0)`

// checkedVersion are the same of an event's earlier versions.
const checkedVersion = `i.id, i.tenant_id, i.event_id, e.created_at, e.type, e.action_id, e.area_id, e.actor_id, e.flow_id, e.target_id, e.origin_id,
	e.source_id, 0, 0, e.held_until, e.raw, e.raw_len, e.sha256, e.before_at, e.before_len, e.after_at, e.after_len, e.changes_at, e.changes_len, 0
	FROM version e JOIN event i ON i.id = e.event_id`

// checkedRow is an event, or an earlier version of one, with the keys of its
// texts and its packed entry. Its bytes last until the next row.
type checkedRow struct {
	key, tenantID    int64
	eventID          string
	createdAt        int64
	kind             int
	words            [6]int64
	sourceID         int64
	flags            Flags
	parts            Parts
	summaryID, until int64
	raw, sha256      sql.RawBytes
	rawLen           int // -1 where there is no entry
	spans            [6]int
}

func (r *checkedRow) scan(rows *sql.Rows) error {
	return rows.Scan(&r.key, &r.tenantID, &r.eventID, &r.createdAt, &r.kind, &r.words[0], &r.words[1], &r.words[2], &r.words[3], &r.words[4], &r.words[5],
		&r.sourceID, &r.flags, &r.summaryID, &r.until, &r.raw, &r.rawLen, &r.sha256,
		&r.spans[0], &r.spans[1], &r.spans[2], &r.spans[3], &r.spans[4], &r.spans[5], &r.parts)
}

// facts are what the row's hash covers but for the objects behind its entry.
func (r *checkedRow) facts(words *lexicon) facts {
	f := facts{tenantID: r.tenantID, eventID: r.eventID, createdAt: r.createdAt, kind: r.kind, sourceID: r.sourceID}
	f.payload.rawLen, f.payload.spans = r.rawLen, r.spans
	copy(f.payload.sha256[:], r.sha256)
	var at int
	for i, width := range wordWidths {
		texts := words.tables[i][r.words[i]]
		at += copy(f.texts[at:], texts[:width])
	}
	return f
}

// wordWidths is how many texts each dictionary gives an event.
var wordWidths = [6]int{1, 1, 2, 1, 3, 2}

// hasBehind reports that objects travel behind the entry, which its own hash
// does not cover.
func (r *checkedRow) hasBehind() bool {
	for i := 0; i < len(r.spans); i += 2 {
		if r.spans[i+1] > 0 && r.spans[i] >= r.rawLen {
			return true
		}
	}
	return false
}

// behind is the hash of the objects behind the entry; none where there are
// none, or where they do not unpack.
func (r *checkedRow) behind(opener *zstd.Decoder) []byte {
	if !r.hasBehind() {
		return nil
	}
	whole, err := opener.DecodeAll(r.raw, nil)
	if err != nil || r.rawLen < 0 || r.rawLen > len(whole) {
		return nil
	}
	return behindSum(whole[r.rawLen:])
}
