package tenant

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// kindFlow is the catalog's word for a target that is a flow.
const kindFlow = "flow"

// Map turns one entry into an event. Tenant stays empty. Raw is the entry, and
// Before, After and Changes are parts of the same bytes, not copies; whoever
// keeps an event keeps the page it came from.
//
// The id is the entry's own as text, numbers as written, else "sha256:" and
// the hash of its canonical JSON. The type is the first value under the type
// paths that says create, update or delete, in the profile's words or the usual
// ones; else the catalog's for this action; else what the profile's words find
// in the action; else other. Area and target kind are the catalog's, the kind the
// entry's own for an action that the catalog does not know. Text is kept as
// recorded. A field that the entry does not have stays empty.
//
// An entry that is not an object, or without a readable time, is an
// *audit.Error with CodeProfile.
func (p *Profile) Map(raw json.RawMessage) (audit.Event, error) {
	event, _, err := p.read(raw)
	if err != nil {
		return audit.Event{}, err
	}
	return event, nil
}

// reading is one entry being mapped.
type reading struct {
	top           []member
	before, after *member
}

// origin says for each field which path its value came from; nil means that
// none did.
type origin struct {
	id, createdAt, action, eventType, user, userID, flowID,
	targetKind, targetID, targetName, ip, userAgent,
	before, after, changes Path
}

// read maps as much as it can; the error is the entry's missing time, or says
// why nothing could be read.
func (p *Profile) read(raw json.RawMessage) (audit.Event, origin, error) {
	top, err := membersOf(raw, maxDepth)
	if err != nil {
		return audit.Event{}, origin{}, entryError(err)
	}
	r, from, fields := reading{top: top}, origin{}, &p.Fields
	e := audit.Event{Raw: raw}
	r.before, from.before = r.object(fields.Before)
	r.after, from.after = r.object(fields.After)
	e.Before, e.After = r.before.raw(), r.after.raw()
	e.Changes, from.changes = r.changes(fields.Changes, from)
	e.CreatedAt, from.createdAt, err = r.time(p)
	e.Action, from.action = r.text(fields.Action)
	e.User, from.user = r.text(fields.User)
	e.UserID, from.userID = r.text(fields.UserID)
	e.FlowID, from.flowID = r.text(fields.FlowID)
	e.TargetKind, from.targetKind = r.text(fields.TargetKind)
	e.TargetID, from.targetID = r.text(fields.TargetID)
	e.TargetName, from.targetName = r.text(fields.TargetName)
	e.IP, from.ip = r.text(fields.IP)
	e.UserAgent, from.userAgent = r.text(fields.UserAgent)
	e.Type, from.eventType = r.eventType(fields.Type, &p.Types)
	e, from = withCatalog(e, from, &p.Types)
	e.ID, from.id = r.id(fields.ID, raw)
	return e, from, err
}

// withCatalog adds what the catalog knows of the action, and of the type what
// the profile's words find in an action that the catalog does not know.
func withCatalog(e audit.Event, from origin, types *Types) (audit.Event, origin) {
	if known, ok := audit.LookUp(e.Action); ok {
		e.Area, e.TargetKind, from.targetKind = known.Area, known.TargetKind, nil
		if from.eventType == nil {
			e.Type = known.Type
		}
	} else if from.eventType == nil {
		if kind := types.in(e.Action); kind != audit.TypeOther {
			e.Type, from.eventType = kind, from.action
		}
	}
	if e.FlowID == "" && e.TargetKind == kindFlow {
		e.FlowID, from.flowID = e.TargetID, from.targetID
	}
	return e, from
}

// entryError says why an entry cannot be taken.
func entryError(err error) *audit.Error {
	message := "The entry is not a JSON object."
	switch {
	case errors.Is(err, errDeep):
		message = "The entry is nested too deeply."
	case errors.Is(err, errCut):
		message = "The entry ends too early."
	}
	return audit.Errorf(audit.CodeProfile, "%s", message).Wrapping(err)
}

// at returns the value at a path, nil when there is none.
func (r *reading) at(path Path) *member {
	if len(path) == 0 {
		return nil
	}
	root := (*member)(nil)
	switch path[0] {
	case refBefore:
		root = r.before
	case refAfter:
		root = r.after
	default:
		return find(r.top, path)
	}
	if root == nil {
		return nil
	}
	return find(root.open(), path[1:])
}

// text returns the first text or number among the paths.
func (r *reading) text(paths Paths) (string, Path) {
	for _, path := range paths {
		if m := r.at(path); m != nil {
			if text, ok := m.text(); ok {
				return text, path
			}
		}
	}
	return "", nil
}

// object returns the first value among the paths that is not null.
func (r *reading) object(paths Paths) (*member, Path) {
	for _, path := range paths {
		if m := r.at(path); m != nil && !m.isNull() {
			return m, path
		}
	}
	return nil, nil
}

// changes returns the entry's own list of changes. An object that merely
// holds the before or the after found already is none.
func (r *reading) changes(paths Paths, from origin) (json.RawMessage, Path) {
	for _, path := range paths {
		m := r.at(path)
		if m == nil || (m.value[0] != '[' && m.value[0] != '{') {
			continue
		}
		if !from.before.hasPrefix(path) && !from.after.hasPrefix(path) {
			return m.raw(), path
		}
	}
	return nil, nil
}

func (m *member) raw() json.RawMessage {
	if m == nil {
		return nil
	}
	return m.value
}

// time returns the first readable time.
func (r *reading) time(p *Profile) (time.Time, Path, error) {
	var unreadable Path
	for _, path := range p.Fields.CreatedAt {
		m := r.at(path)
		if m == nil || m.isNull() {
			continue
		}
		if text, ok := m.text(); ok {
			if moment, err := p.Time.Parse(text); err == nil {
				return moment, path, nil
			}
		}
		if unreadable == nil {
			unreadable = path
		}
	}
	if unreadable != nil {
		return time.Time{}, nil, audit.Errorf(audit.CodeProfile, "The entry's time (%s) cannot be read.", unreadable).
			WithHint("Add its layout to time.layouts of the endpoint profile.")
	}
	return time.Time{}, nil, audit.Errorf(audit.CodeProfile, "The entry has no time: looked for %s.", p.Fields.CreatedAt).
		WithHint("Name its field in fields.createdAt of the endpoint profile.")
}

// eventType returns what the entry itself says; a nil path when it says none
// of create, update and delete, because "type" often means something else.
func (r *reading) eventType(paths Paths, types *Types) (audit.Type, Path) {
	for _, path := range paths {
		m := r.at(path)
		if m == nil {
			continue
		}
		text, ok := m.text()
		if !ok {
			continue
		}
		kind := types.in(text)
		if kind == audit.TypeOther {
			kind, _ = audit.ParseType(text)
		}
		if kind != audit.TypeOther {
			return kind, path
		}
	}
	return audit.TypeOther, nil
}

// id returns the entry's own id, else the hash of what it says.
func (r *reading) id(paths Paths, raw json.RawMessage) (string, Path) {
	if id, path := r.text(paths); path != nil {
		return id, path
	}
	canonical, err := CanonicalJSON(raw)
	if err != nil { // not for an entry that was read: it is JSON, and not too deep
		canonical = raw
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}
