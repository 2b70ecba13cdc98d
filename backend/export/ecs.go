package export

import (
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// ecsVersion is the version of the Elastic Common Schema that the lines follow.
const ecsVersion = "8.17.0"

// ecsEvent is a line of NDJSON in ECS. What the schema has no field for stands
// under "appmixer", which ECS leaves to its users; states are texts there, so
// that an index does not get a field for every key in them.
type ecsEvent struct {
	Timestamp    string          `json:"@timestamp"`
	Message      string          `json:"message"`
	ECS          ecsSchema       `json:"ecs"`
	Event        ecsFields       `json:"event"`
	Organization ecsOrganization `json:"organization"`
	User         *ecsUser        `json:"user,omitempty"`
	Source       *ecsSource      `json:"source,omitempty"`
	UserAgent    *ecsUserAgent   `json:"user_agent,omitempty"`
	Package      *ecsPackage     `json:"package,omitempty"`
	Related      *ecsRelated     `json:"related,omitempty"`
	Appmixer     ecsAppmixer     `json:"appmixer"`
}

type ecsSchema struct {
	Version string `json:"version"`
}

type ecsFields struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Category []string `json:"category"`
	Type     []string `json:"type"`
	Action   string   `json:"action"`
	Outcome  string   `json:"outcome"`
	Module   string   `json:"module"`
	Dataset  string   `json:"dataset"`
	Provider string   `json:"provider"`
	Original string   `json:"original,omitempty"`
}

type ecsOrganization struct {
	Name string `json:"name"`
}

type ecsUser struct {
	ID     string   `json:"id,omitempty"`
	Name   string   `json:"name,omitempty"`
	Email  string   `json:"email,omitempty"`
	Target *ecsUser `json:"target,omitempty"`
}

type ecsSource struct {
	Address string `json:"address"`
	IP      string `json:"ip,omitempty"`
}

type ecsUserAgent struct {
	Original string `json:"original"`
}

type ecsPackage struct {
	Name string `json:"name"`
}

type ecsRelated struct {
	IP   []string `json:"ip,omitempty"`
	User []string `json:"user,omitempty"`
}

type ecsAppmixer struct {
	Action  string    `json:"action,omitempty"` // as recorded
	Type    string    `json:"type"`
	Area    string    `json:"area,omitempty"`
	FlowID  string    `json:"flow_id,omitempty"`
	Target  ecsTarget `json:"target"`
	Before  string    `json:"before,omitempty"` // JSON, as a text
	After   string    `json:"after,omitempty"`
	Changes string    `json:"changes,omitempty"`
}

type ecsTarget struct {
	Kind string `json:"kind,omitempty"`
	ID   string `json:"id,omitempty"`
	Name string `json:"name,omitempty"`
}

// toECS is an event, its secrets masked already, in ECS.
func toECS(e *audit.Event) any {
	category, kinds := categoryOf(e)
	line := ecsEvent{
		Timestamp: audit.FormatTime(e.CreatedAt), Message: messageOf(e), ECS: ecsSchema{ecsVersion},
		Event: ecsFields{
			ID: e.ID, Kind: "event", Category: []string{category}, Type: kinds, Action: dashed(actionOf(e)), Outcome: "success",
			Module: "appmixer", Dataset: "appmixer.audit", Provider: "Trailbook", Original: string(e.Raw),
		},
		Organization: ecsOrganization{e.Tenant}, User: ecsUserOf(e.User, e.UserID),
		Appmixer: ecsAppmixer{
			Action: e.Action, Type: string(e.Type), Area: e.Area, FlowID: e.FlowID, Target: ecsTarget{e.TargetKind, e.TargetID, e.TargetName},
			Before: string(e.Before), After: string(e.After), Changes: string(e.Changes),
		},
	}
	if isFailure(e) {
		line.Event.Outcome = "failure"
	}
	if e.IP != "" {
		line.Source = &ecsSource{Address: e.IP, IP: addressOf(e.IP)}
	}
	if e.UserAgent != "" {
		line.UserAgent = &ecsUserAgent{e.UserAgent}
	}
	if category == "package" && e.TargetName != "" {
		line.Package = &ecsPackage{e.TargetName}
	}
	if target := ecsUserOf(e.TargetName, e.TargetID); category == "iam" && e.TargetKind == "user" && target != nil {
		if line.User == nil {
			line.User = &ecsUser{}
		}
		line.User.Target = target
	}
	line.relate()
	return line
}

// relate repeats addresses and people where searches of all logs look.
func (line *ecsEvent) relate() {
	related := &ecsRelated{}
	if line.Source != nil && line.Source.IP != "" {
		related.IP = []string{line.Source.IP}
	}
	if line.User != nil {
		for _, user := range []*ecsUser{line.User, line.User.Target} {
			if user != nil && user.Name != "" {
				related.User = append(related.User, user.Name)
			}
		}
	}
	if related.IP != nil || related.User != nil {
		line.Related = related
	}
}

func ecsUserOf(name, id string) *ecsUser {
	if name == "" && id == "" {
		return nil
	}
	return &ecsUser{ID: id, Name: name, Email: emailOf(name)}
}

// dashed is an action as ECS writes them: "flow-updated".
func dashed(action string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(action), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '.' || r == ':'
	}), "-")
}
