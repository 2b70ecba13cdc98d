package bind_test

import (
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

// checkSeek goes to times in both orders and holds the places against a plain
// walk over every row.
func (p *program) checkSeek() {
	p.t.Helper()
	for _, ascending := range []bool{false, true} {
		found, err := p.Events.Filter(bind.FilterSpec{Types: []string{"update"}}, bind.Order{Ascending: ascending})
		if err != nil {
			p.t.Fatal(err)
		}
		rows := p.everyRow(found)
		for _, at := range []time.Time{{}, time.UnixMilli(rows[0].CreatedAt), time.UnixMilli(rows[len(rows)/2].CreatedAt),
			time.UnixMilli(rows[len(rows)/3].CreatedAt + 1), time.Date(2990, 1, 1, 0, 0, 0, 0, time.UTC)} {
			want := firstAt(rows, at)
			got, err := p.Events.Seek(found.Token, at.UTC().Format(time.RFC3339Nano), "UTC")
			if err != nil || rows[got].CreatedAt != rows[want].CreatedAt {
				p.t.Errorf("ascending %v: Seek %v = %d, want %d: %v", ascending, at, got, want, err)
			}
		}
		if _, err := p.Events.Seek(found.Token, "tomorrow-ish", "UTC"); audit.CodeOf(err) != audit.CodeInvalid {
			p.t.Errorf("a time that is none: %v", err)
		}
	}
	byUser, err := p.Events.Filter(bind.FilterSpec{}, bind.Order{Column: "user", Ascending: true})
	if err != nil {
		p.t.Fatal(err)
	}
	if _, err := p.Events.Seek(byUser.Token, "2026-01-01", "UTC"); audit.CodeOf(err) != audit.CodeInvalid {
		p.t.Errorf("a time in a table sorted by user: %v", err)
	}
	if news, err := p.Events.News(byUser.Token); err != nil || news != (bind.News{Count: byUser.Count, Total: byUser.Total}) {
		p.t.Errorf("News = %+v, %v, of %+v", news, err, byUser)
	}
}

func (p *program) everyRow(found bind.FilterResult) (rows []bind.Row) {
	p.t.Helper()
	for len(rows) < found.Count {
		more, err := p.Events.Rows(found.Token, len(rows), 500)
		if err != nil || len(more) == 0 {
			p.t.Fatalf("rows end at %d: %v", len(rows), err)
		}
		rows = append(rows, more...)
	}
	return rows
}

// firstAt is where the first event at a time or after it stands: of those in
// time order, the one before which all are older.
func firstAt(rows []bind.Row, at time.Time) int {
	best := -1
	newest := 0
	for i, row := range rows {
		if row.CreatedAt >= at.UnixMilli() && (best < 0 || row.CreatedAt < rows[best].CreatedAt) {
			best = i
		}
		if row.CreatedAt > rows[newest].CreatedAt {
			newest = i
		}
	}
	if best < 0 {
		return newest
	}
	return best
}
