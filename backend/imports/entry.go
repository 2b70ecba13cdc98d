package imports

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// reader makes events of entries.
type reader struct {
	profile *tenant.Profile
	times   tenant.Time // of exports
}

// eventOf maps an entry. An entry that Trailbook exported becomes the event it
// was, with the entry of its tenant that it carries. derived says that it may
// hold less than its tenant said: secrets masked, cells cut.
func (r *reader) eventOf(one item) (event audit.Event, derived bool, err error) {
	if one.own != nil {
		doubtful := one.own.cut || one.own.altered
		event, err = one.own.event(r.profile, r.times, doubtful, one.raw)
		return event, doubtful || bytes.Contains(event.Raw, []byte(maskSign)), err
	}
	var line exported
	if mayBeExported(one.raw) && json.Unmarshal(one.raw, &line) == nil &&
		line.CreatedAt != "" && line.Action != nil && len(line.Raw) > 0 && line.Raw[0] == '{' {
		event, err = line.event(r.profile, r.times, false, one.raw)
		return event, bytes.Contains(event.Raw, []byte(maskSign)), err
	}
	event, err = r.profile.Map(one.raw)
	return event, bytes.Contains(one.raw, []byte(maskSign)), err
}

// mayBeExported spares tenants' own entries a second reading.
func mayBeExported(raw []byte) bool {
	return bytes.Contains(raw, []byte(`"raw"`)) && bytes.Contains(raw, []byte(`"targetKind"`))
}

// maskSign begins every mask of an export.
const maskSign = "•••"

// isKnown meets an event of which the file holds less than its tenant said.
// When the cache has the event already, in whatever state, the copy brings
// nothing and would write over what the tenant said: it counts as a duplicate.
func (i *intake) isKnown(ctx context.Context, event audit.Event) (bool, error) {
	key, err := i.keep.Find(ctx, i.Tenant.Name, event.ID)
	switch {
	case audit.CodeOf(err) == audit.CodeNotFound:
		return false, nil
	case err != nil:
		return false, err
	}
	i.report.Saw(event.CreatedAt)
	i.report.Tally.Add(store.Tally{Received: 1, Duplicates: 1})
	if i.known = append(i.known, key); len(i.known) < batchEvents {
		return true, nil
	}
	return true, i.flush(ctx)
}
