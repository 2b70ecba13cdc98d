package export

import (
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// categoryOf is where ECS files an event, and what kinds of it: people and what
// they may do under iam, sign-ins under authentication, connectors under
// package, everything else that is configured under configuration.
func categoryOf(e *audit.Event) (category string, kinds []string) {
	entry, known := audit.LookUp(e.Action)
	if !known {
		return "configuration", []string{changeOf(e.Type)}
	}
	switch entry.Area {
	case audit.AreaUser:
		switch entry.Action {
		case "User Logged In", failedLogin:
			return "authentication", []string{"start"}
		}
		return "iam", []string{"user", changeOf(entry.Type)}
	case audit.AreaAccess:
		return "iam", []string{changeOf(entry.Type)}
	case audit.AreaConnector:
		if entry.Type == audit.TypeCreate {
			return "package", []string{"installation"}
		}
		return "package", []string{changeOf(entry.Type)}
	}
	if entry.Type == audit.TypeOther && !strings.HasSuffix(entry.Action, "Published") {
		return "configuration", []string{"change", "info"} // started or stopped
	}
	return "configuration", []string{changeOf(entry.Type)}
}

// changeOf is a type of change in the words of ECS.
func changeOf(t audit.Type) string {
	switch t {
	case audit.TypeCreate:
		return "creation"
	case audit.TypeUpdate:
		return "change"
	case audit.TypeDelete:
		return "deletion"
	}
	return "info"
}
