package store

import (
	"context"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Spellings are the texts by which a filter's list of users or flows selects
// just the events that a search for a value of that key does, as it stands in
// the cache: e-mails, user ids or flow ids whose case alone differs. There are
// none where no list could say as much.
func (s *Store) Spellings(ctx context.Context, field audit.Field, value string) (found []string, err error) {
	defer func() { err = failed(err, "The values cannot be read.") }()
	var rows []struct{ First, Second string }
	folded := audit.Fold(value)
	switch field {
	case audit.FieldFlow:
		err = s.read.SelectContext(ctx, &rows, "SELECT flow_id AS first, '' AS second FROM flow WHERE instr(folded, ?)", folded)
	case audit.FieldUser:
		err = s.read.SelectContext(ctx, &rows, "SELECT email AS first, user_id AS second FROM actor WHERE instr(folded, ?)", folded)
	}
	for _, row := range rows {
		name, _, _ := strings.Cut(row.First, "@")
		switch folded {
		case audit.Fold(row.First):
			found = append(found, row.First)
		case audit.Fold(row.Second):
			found = append(found, row.Second)
		case audit.Fold(name): // whoever is called so, at any address
			return nil, err
		}
	}
	return found, err
}
