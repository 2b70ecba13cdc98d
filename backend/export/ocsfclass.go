package export

import "github.com/trailbook/trailbook/backend/audit"

// ocsfVersion is the version of the schema that the lines follow.
const ocsfVersion = "1.3.0"

// The classes that events become, and the activities in them.
const (
	accountChange    = 3001
	authentication   = 3002
	entityManagement = 3004
	apiActivity      = 6003

	iamCategory         = 3
	applicationCategory = 6
)

// activity is one activity of a class.
type activity struct {
	class, id int
	name      string
}

func (a activity) category() (id int, name string) {
	if a.class == apiActivity {
		return applicationCategory, "Application Activity"
	}
	return iamCategory, "Identity & Access Management"
}

func (a activity) className() string {
	switch a.class {
	case accountChange:
		return "Account Change"
	case authentication:
		return "Authentication"
	case entityManagement:
		return "Entity Management"
	}
	return "API Activity"
}

// typeUID names class and activity at once.
func (a activity) typeUID() int { return a.class*100 + a.id }

// The activities of a managed entity.
var (
	entityCreated     = activity{entityManagement, 1, "Create"}
	entityUpdated     = activity{entityManagement, 3, "Update"}
	entityDeleted     = activity{entityManagement, 4, "Delete"}
	entityEnabled     = activity{entityManagement, 8, "Enable"}
	entityActivated   = activity{entityManagement, 10, "Activate"}
	entityDeactivated = activity{entityManagement, 11, "Deactivate"}
)

// activities is what each action of the catalog is in OCSF.
var activities = map[string]activity{
	"Configuration Updated": entityUpdated, "Configuration Deleted": entityDeleted,
	"ACL Rule Created": entityCreated, "ACL Rule Updated": entityUpdated, "Component Access Assigned": entityUpdated,
	"Flow Created": entityCreated, "Flow Updated": entityUpdated, "Flow Started": entityActivated, "Flow Stopped": entityDeactivated,
	"Flow Deleted": entityDeleted, "Flow Cloned": entityCreated,
	"Integration Template Created": entityCreated, "Integration Template Updated": entityUpdated,
	"Integration Template Published": entityEnabled, "Published Integration Template Updated": entityUpdated,
	"Integration Template Deleted":      entityDeleted,
	"Integration Template Test Started": entityActivated, "Integration Template Test Stopped": entityDeactivated,
	"Integration Template Test Deleted": entityDeleted,
	"Connector Installed":               entityCreated, "Connector Updated": entityUpdated, "Connector Uninstalled": entityDeleted,
	"User Created": {accountChange, 1, "Create"}, "User Updated": {accountChange, 99, "Update"}, "User Deleted": {accountChange, 6, "Delete"},
	"Password Changed": {accountChange, 3, "Password Change"},
	"User Logged In":   {authentication, 1, "Logon"}, "Login Failed": {authentication, 1, "Logon"},
}

// activityOf is what an event is in OCSF. An action that the catalog does not
// know is a call of the tenant's API, by the event's type.
func activityOf(e *audit.Event) activity {
	if entry, known := audit.LookUp(e.Action); known {
		return activities[entry.Action]
	}
	switch e.Type {
	case audit.TypeCreate:
		return activity{apiActivity, 1, "Create"}
	case audit.TypeUpdate:
		return activity{apiActivity, 3, "Update"}
	case audit.TypeDelete:
		return activity{apiActivity, 4, "Delete"}
	}
	return activity{apiActivity, 99, "Other"}
}

// failedLogin is the one action that tells of something that did not succeed.
const failedLogin = "Login Failed"

func isFailure(e *audit.Event) bool {
	entry, known := audit.LookUp(e.Action)
	return known && entry.Action == failedLogin
}
