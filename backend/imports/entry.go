package imports

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// exported is what tells a line of a Trailbook export from a tenant's entry.
type exported struct {
	ID        string          `json:"id"`
	CreatedAt string          `json:"createdAt"`
	Action    *string         `json:"action"`
	Raw       json.RawMessage `json:"raw"`
}

// eventOf maps an entry. Of a line of a Trailbook export the entry is what it
// has under raw: so an event comes back with everything that its tenant said
// of it. An id that is a hash is taken from the export, because secrets masked
// in raw would change it.
func eventOf(profile *tenant.Profile, raw []byte) (audit.Event, error) {
	var line exported
	if !mayBeExported(raw) || json.Unmarshal(raw, &line) != nil ||
		line.CreatedAt == "" || line.Action == nil || len(line.Raw) == 0 || line.Raw[0] != '{' {
		return profile.Map(raw)
	}
	event, err := profile.Map(line.Raw)
	if err == nil && strings.HasPrefix(event.ID, hashed256) && strings.HasPrefix(line.ID, hashed256) {
		event.ID = line.ID
	}
	return event, err
}

// hashed256 begins the id of an entry that had none.
const hashed256 = "sha256:"

// mayBeExported spares tenants' own entries a second reading.
func mayBeExported(raw []byte) bool {
	return bytes.Contains(raw, []byte(`"raw"`)) && bytes.Contains(raw, []byte(`"targetKind"`))
}

// maskSign begins every mask of an export.
const maskSign = "•••"

// knownInClear meets an event whose secrets an export has masked. When the
// cache has it already, in clear or not, the masked copy brings nothing and
// would write over what the tenant said: it counts as a duplicate.
func (i *intake) knownInClear(ctx context.Context, event audit.Event) (bool, error) {
	if !bytes.Contains(event.Raw, []byte(maskSign)) {
		return false, nil
	}
	_, err := i.Store.Find(ctx, i.Tenant.Name, event.ID)
	switch {
	case audit.CodeOf(err) == audit.CodeNotFound:
		return false, nil
	case err != nil:
		return false, err
	}
	i.report.Saw(event.CreatedAt)
	i.report.Tally.Add(store.Tally{Received: 1, Duplicates: 1})
	return true, nil
}
