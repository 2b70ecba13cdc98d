package imports

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// tried is how many entries, and how many of their bytes, are looked at to
// find out which profile reads them.
const (
	tried      = 200
	triedBytes = 8 << 20
)

// replayed gives entries that were looked at already, and then the rest.
type replayed struct {
	entries
	seen  []item
	ended error
}

func (r *replayed) next() (item, error) {
	if len(r.seen) > 0 {
		one := r.seen[0]
		r.seen[0] = item{}
		r.seen = r.seen[1:]
		return one, nil
	}
	if r.ended != nil {
		return item{}, r.ended
	}
	return r.entries.next()
}

// sample looks at the first entries without taking them.
func (p *prepared) sample(count int) ([]item, error) {
	again := &replayed{entries: p.entries}
	size := 0
	for len(again.seen) < count && size < triedBytes && again.ended == nil {
		one, err := p.entries.next()
		if again.ended = err; err == nil {
			again.seen = append(again.seen, one)
			size += len(one.raw)
		}
	}
	p.entries = again
	if !isEnd(again.ended) {
		return nil, again.ended
	}
	return slices.Clone(again.seen), nil // those of again are let go as they are taken
}

// fit says how many of the entries a profile reads.
type fit struct{ entries, times, actions int }

func (r *reader) fit(profile *tenant.Profile, sample []item) (f fit) {
	trial := reader{profile: profile, times: r.times}
	for _, one := range sample {
		if !isObject(one) {
			continue
		}
		f.entries++
		event, _, err := trial.eventOf(one)
		if err == nil {
			f.times++
		}
		if err == nil && event.Action != "" {
			f.actions++
		}
	}
	return f
}

func isObject(one item) bool {
	return one.reason == "" && len(one.raw) > 0 && one.raw[0] == '{' && json.Valid(one.raw)
}

// choose finds the profile by which a document is read: the one a person named,
// else the tenant's where it reads at least half of the entries, else what the
// entries themselves show where that reads more, else the tenant's where it
// reads any.
func (o *Options) choose(found *prepared, r *reader) (*tenant.Profile, error) {
	if _, err := o.withColumns(o.Profile, found); err != nil { // a slip of the pen comes before all else
		return nil, err
	}
	profile, err := o.chooseBase(found, r)
	if err != nil {
		return nil, err
	}
	return o.withColumns(profile, found)
}

func (o *Options) chooseBase(found *prepared, r *reader) (*tenant.Profile, error) {
	switch {
	case found.export:
		return o.Profile, nil
	case o.Mapping != nil:
		return o.Mapping, nil
	}
	sample, err := found.sample(tried)
	if err != nil {
		return nil, err
	}
	usual := r.fit(o.Profile, sample)
	if usual.actions*2 >= usual.entries || o.Columns["createdAt"] != "" && o.Columns["action"] != "" {
		return o.Profile, nil
	}
	guessed, missing := guess(sample)
	if len(o.Columns) > 0 {
		return guessed, nil // what is missing may be among them
	}
	if missing == nil {
		if better := r.fit(guessed, sample); better.actions > usual.actions {
			return guessed, nil
		}
	}
	if usual.actions > 0 || found.columns == nil && usual.times*2 >= usual.entries {
		return o.Profile, nil // entries without an action are still events
	}
	if missing == nil {
		missing = unmapped("Which fields hold the time and the action?")
	}
	return nil, missing
}

// withColumns is the profile with the columns that a person named.
func (o *Options) withColumns(profile *tenant.Profile, found *prepared) (*tenant.Profile, error) {
	named := *profile
	for field, column := range o.Columns {
		paths := pathsOf(&named, field)
		if paths == nil {
			return nil, audit.Errorf(audit.CodeInvalid, "There is no field %q to map to.", field).
				WithHint("The fields are: %s.", strings.Join(FieldNames(), ", "))
		}
		if found.columns != nil && !slices.Contains(found.columns, column) {
			return nil, audit.Errorf(audit.CodeInvalid, "The file has no column %q.", column).
				WithHint("Its columns are: %s.", strings.Join(found.columns, ", "))
		}
		path := tenant.Path{column}
		if found.columns == nil {
			var err error
			if path, err = tenant.ParsePath(column); err != nil {
				return nil, audit.Errorf(audit.CodeInvalid, "%q is no path.", column).
					WithHint("A path is keys joined by dots, such as user.email.").Wrapping(err)
			}
		}
		*paths = tenant.Paths{path}
	}
	return &named, nil
}

// FieldNames lists the fields of an event that a column can be mapped to.
func FieldNames() []string {
	return []string{
		"id", "createdAt", "action", "type", "user", "userId", "flowId", "targetKind", "targetId", "targetName",
		"ip", "userAgent", "before", "after", "changes",
	}
}

func pathsOf(p *tenant.Profile, field string) *tenant.Paths {
	f := &p.Fields
	all := []*tenant.Paths{
		&f.ID, &f.CreatedAt, &f.Action, &f.Type, &f.User, &f.UserID, &f.FlowID, &f.TargetKind, &f.TargetID, &f.TargetName,
		&f.IP, &f.UserAgent, &f.Before, &f.After, &f.Changes,
	}
	at := slices.Index(FieldNames(), field)
	if at < 0 {
		return nil
	}
	return all[at]
}
