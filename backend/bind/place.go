package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/history"
	"github.com/trailbook/trailbook/backend/store"
)

// Row is one line of the table by the event's key; CodeNotFound for an event
// that is gone.
func (e *Events) Row(key int64) (Row, error) {
	return call(e.core, "Events.Row", func(ctx context.Context) (Row, error) {
		rows, err := e.core.Store.Rows(ctx, []int64{key})
		if err != nil {
			return Row{}, err
		}
		if len(rows) == 0 {
			return Row{}, audit.Errorf(audit.CodeNotFound, "This event is no longer in the cache.")
		}
		return shownRow(rows[0]), nil
	})
}

// EventPlace is where an event stands among those of its object.
type EventPlace struct {
	Object ObjectRef `json:"object"` // empty for an event that names none, as is the rest then
	Total  int       `json:"total"`  // events of the object in the cache
	Number int       `json:"number"` // its number among them in time order, from 1
	Older  *Row      `json:"older"`
	Newer  *Row      `json:"newer"`
	Fit    string    `json:"fit"` // fits, gap, first, untold
	Gap    *StateGap `json:"gap"`
}

// Place tells where an event stands among those of its object, and whether it
// fits what came before.
func (h *History) Place(key int64) (EventPlace, error) {
	return call(h.core, "History.Place", func(ctx context.Context) (EventPlace, error) {
		p, err := history.PlaceOf(ctx, h.core.Store, key)
		if err != nil {
			return EventPlace{}, err
		}
		shown := EventPlace{
			Object: objectRef(p.Object), Total: p.Total, Number: p.Number, Fit: string(p.Fit), Older: rowOrNil(p.Older), Newer: rowOrNil(p.Newer),
		}
		if p.Gap != nil {
			shown.Gap = &stateGaps([]history.Gap{*p.Gap})[0]
		}
		return shown, nil
	})
}

func rowOrNil(row *store.Row) *Row {
	if row == nil {
		return nil
	}
	shown := shownRow(*row)
	return &shown
}
