package audit

import "strings"

// CatalogEntry describes one of the 28 actions that Appmixer logs.
type CatalogEntry struct {
	Action     string
	Area       string
	Type       Type
	TargetKind string
}

// The areas of the catalog, in the order of Appmixer's documentation.
const (
	AreaSystem    = "System Configuration"
	AreaAccess    = "Access Control"
	AreaFlow      = "Flow Management"
	AreaTemplate  = "Integration Template Management"
	AreaTesting   = "Integration Template Testing"
	AreaConnector = "Connector Management"
	AreaUser      = "User Management"
	kindConfig    = "config"
	kindACL       = "acl"
	kindComponent = "component"
	kindFlow      = "flow"
	kindTemplate  = "template"
	kindConnector = "connector"
	kindUser      = "user"
)

// Areas lists the seven areas in the catalog's order.
var Areas = []string{AreaSystem, AreaAccess, AreaFlow, AreaTemplate, AreaTesting, AreaConnector, AreaUser}

// Catalog lists the 28 actions of Appmixer 6.2's audit log
// (docs.appmixer.com, Backoffice > System > Audit Logs).
var Catalog = []CatalogEntry{
	{"Configuration Updated", AreaSystem, TypeUpdate, kindConfig},
	{"Configuration Deleted", AreaSystem, TypeDelete, kindConfig},
	{"ACL Rule Created", AreaAccess, TypeCreate, kindACL},
	{"ACL Rule Updated", AreaAccess, TypeUpdate, kindACL},
	{"Component Access Assigned", AreaAccess, TypeUpdate, kindComponent},
	{"Flow Created", AreaFlow, TypeCreate, kindFlow},
	{"Flow Updated", AreaFlow, TypeUpdate, kindFlow},
	{"Flow Started", AreaFlow, TypeOther, kindFlow},
	{"Flow Stopped", AreaFlow, TypeOther, kindFlow},
	{"Flow Deleted", AreaFlow, TypeDelete, kindFlow},
	{"Flow Cloned", AreaFlow, TypeCreate, kindFlow},
	{"Integration Template Created", AreaTemplate, TypeCreate, kindTemplate},
	{"Integration Template Updated", AreaTemplate, TypeUpdate, kindTemplate},
	{"Integration Template Published", AreaTemplate, TypeOther, kindTemplate},
	{"Published Integration Template Updated", AreaTemplate, TypeUpdate, kindTemplate},
	{"Integration Template Deleted", AreaTemplate, TypeDelete, kindTemplate},
	{"Integration Template Test Started", AreaTesting, TypeOther, kindTemplate},
	{"Integration Template Test Stopped", AreaTesting, TypeOther, kindTemplate},
	{"Integration Template Test Deleted", AreaTesting, TypeDelete, kindTemplate},
	{"Connector Installed", AreaConnector, TypeCreate, kindConnector},
	{"Connector Updated", AreaConnector, TypeUpdate, kindConnector},
	{"Connector Uninstalled", AreaConnector, TypeDelete, kindConnector},
	{"User Created", AreaUser, TypeCreate, kindUser},
	{"User Updated", AreaUser, TypeUpdate, kindUser},
	{"User Deleted", AreaUser, TypeDelete, kindUser},
	{"User Logged In", AreaUser, TypeOther, kindUser},
	{"Login Failed", AreaUser, TypeOther, kindUser},
	{"Password Changed", AreaUser, TypeUpdate, kindUser},
}

var catalogByAction = func() map[string]CatalogEntry {
	byAction := make(map[string]CatalogEntry, len(Catalog))
	for _, entry := range Catalog {
		byAction[catalogKey(entry.Action)] = entry
	}
	return byAction
}()

// LookUp finds an action in the catalog. Case and the separators between words
// do not matter, so "flow_updated" finds "Flow Updated".
func LookUp(action string) (CatalogEntry, bool) {
	entry, ok := catalogByAction[catalogKey(action)]
	return entry, ok
}

func catalogKey(action string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '_' || r == '-' || r == '.' || r == ':':
			return -1
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, action)
}

// ParseType reads an event type as tenants write it: "Create", "CREATED",
// "update", "deleted". What is none of them is TypeOther; the second result
// is false for an empty text, which says nothing.
func ParseType(text string) (Type, bool) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "":
		return TypeOther, false
	case "create", "created", "insert", "add":
		return TypeCreate, true
	case "update", "updated", "change", "modify":
		return TypeUpdate, true
	case "delete", "deleted", "remove":
		return TypeDelete, true
	}
	return TypeOther, true
}
