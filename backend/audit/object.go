package audit

import (
	"slices"
	"strings"
)

// Object is what an event is about: a flow, a template, a user, a key of the
// configuration, an access list, a component or a connector of one tenant. It
// is written KIND:ID; the id may hold colons ("config:appmixer:google").
type Object struct {
	Tenant string // name of the tenant in this cache
	Kind   string // a target kind of the Catalog, or one that the tenant uses itself
	ID     string
}

// String writes the object without its tenant.
func (o Object) String() string { return o.Kind + ":" + o.ID }

// IsZero reports that there is no object.
func (o Object) IsZero() bool { return o.Kind == "" || o.ID == "" }

// ParseObject reads KIND:ID; the tenant stays empty. A kind that the catalog
// knows is found in whatever case it is typed. CodeInvalid for a text that is
// not of this form.
func ParseObject(text string) (Object, error) {
	kind, id, found := strings.Cut(strings.TrimSpace(text), ":")
	if !found || kind == "" || id == "" {
		return Object{}, Errorf(CodeInvalid, "%q is no object.", text).
			WithHint("Write KIND:ID, for example flow:1a614486-7343 or acl:routes. Kinds: %s.", strings.Join(Kinds(), ", "))
	}
	if lower := strings.ToLower(kind); slices.Contains(Kinds(), lower) {
		kind = lower
	}
	return Object{Kind: kind, ID: id}, nil
}

// Kinds lists the target kinds of the catalog in its order.
func Kinds() []string {
	var kinds []string
	for _, entry := range Catalog {
		if !slices.Contains(kinds, entry.TargetKind) {
			kinds = append(kinds, entry.TargetKind)
		}
	}
	return kinds
}

// Object is what e is about; zero where the entry does not say. What has a
// flow's id and no kind of its own is about that flow.
func (e Event) Object() Object {
	kind, id := e.TargetKind, e.TargetID
	if kind == "" && e.FlowID != "" && (id == "" || id == e.FlowID) {
		kind = kindFlow
	}
	if kind == kindFlow && id == "" {
		id = e.FlowID
	}
	if kind == "" || id == "" {
		return Object{}
	}
	return Object{Tenant: e.Tenant, Kind: kind, ID: id}
}
