package export

import (
	"encoding/json"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// ocsfEvent is a line of NDJSON in OCSF, its fields in the schema's words.
type ocsfEvent struct {
	ActivityID   int           `json:"activity_id"`
	ActivityName string        `json:"activity_name"`
	CategoryUID  int           `json:"category_uid"`
	CategoryName string        `json:"category_name"`
	ClassUID     int           `json:"class_uid"`
	ClassName    string        `json:"class_name"`
	TypeUID      int           `json:"type_uid"`
	TypeName     string        `json:"type_name"`
	Time         int64         `json:"time"` // epoch ms
	SeverityID   int           `json:"severity_id"`
	Severity     string        `json:"severity"`
	StatusID     int           `json:"status_id"`
	Status       string        `json:"status"`
	Message      string        `json:"message,omitempty"`
	Metadata     ocsfMetadata  `json:"metadata"`
	Actor        *ocsfActor    `json:"actor,omitempty"`
	User         *ocsfUser     `json:"user,omitempty"`
	Entity       *ocsfEntity   `json:"entity,omitempty"`
	EntityResult *ocsfEntity   `json:"entity_result,omitempty"`
	API          *ocsfAPI      `json:"api,omitempty"`
	Service      *ocsfService  `json:"service,omitempty"`
	Source       *ocsfEndpoint `json:"src_endpoint,omitempty"`
	HTTPRequest  *ocsfRequest  `json:"http_request,omitempty"`
	RawData      string        `json:"raw_data,omitempty"`
	Unmapped     ocsfUnmapped  `json:"unmapped"`
}

type ocsfMetadata struct {
	Version      string      `json:"version"`
	Product      ocsfProduct `json:"product"`
	Profiles     []string    `json:"profiles,omitempty"`
	UID          string      `json:"uid"`
	TenantUID    string      `json:"tenant_uid"`
	LogName      string      `json:"log_name"`
	LogProvider  string      `json:"log_provider"`
	EventCode    string      `json:"event_code"`
	OriginalTime string      `json:"original_time"`
}

type ocsfProduct struct {
	Name       string `json:"name"`
	VendorName string `json:"vendor_name"`
}

type ocsfActor struct {
	User    *ocsfUser `json:"user,omitempty"`
	AppName string    `json:"app_name,omitempty"`
}

type ocsfUser struct {
	Name  string `json:"name,omitempty"`
	UID   string `json:"uid,omitempty"`
	Email string `json:"email_addr,omitempty"`
}

type ocsfEntity struct {
	Name   string          `json:"name,omitempty"`
	UID    string          `json:"uid,omitempty"`
	Type   string          `json:"type"`
	TypeID int             `json:"type_id"`
	Data   json.RawMessage `json:"data,omitempty"`
}

type ocsfAPI struct {
	Operation string      `json:"operation"`
	Service   ocsfService `json:"service"`
}

type ocsfService struct {
	Name string `json:"name"`
}

type ocsfEndpoint struct {
	IP   string `json:"ip,omitempty"`
	Name string `json:"name,omitempty"`
}

type ocsfRequest struct {
	UserAgent string `json:"user_agent"`
}

// ocsfUnmapped is what the schema has no field for, by the names of every
// other export.
type ocsfUnmapped struct {
	Type    string          `json:"type"`
	Area    string          `json:"area,omitempty"`
	FlowID  string          `json:"flowId,omitempty"`
	Target  string          `json:"target,omitempty"`
	Before  json.RawMessage `json:"before,omitempty"`
	After   json.RawMessage `json:"after,omitempty"`
	Changes json.RawMessage `json:"changes,omitempty"`
}

// product is what the events are of.
const product = "Appmixer"

// toOCSF is an event, its secrets masked already, in OCSF.
func toOCSF(e *audit.Event) any {
	a := activityOf(e)
	category, categoryName := a.category()
	line := ocsfEvent{
		ActivityID: a.id, ActivityName: a.name, CategoryUID: category, CategoryName: categoryName, ClassUID: a.class, ClassName: a.className(),
		TypeUID: a.typeUID(), TypeName: a.className() + ": " + a.name, Time: e.CreatedAt.UnixMilli(),
		SeverityID: 1, Severity: "Informational", StatusID: 1, Status: "Success", Message: messageOf(e),
		Metadata: ocsfMetadata{
			Version: ocsfVersion, Product: ocsfProduct{product, product}, UID: e.ID, TenantUID: e.Tenant, LogName: "audit",
			LogProvider: "Trailbook", EventCode: actionOf(e), OriginalTime: audit.FormatTime(e.CreatedAt),
		},
		Source: endpointOf(e.IP), RawData: string(e.Raw),
		Unmapped: ocsfUnmapped{Type: string(e.Type), Area: e.Area, FlowID: e.FlowID, Changes: asJSON(e.Changes)},
	}
	if isFailure(e) {
		line.StatusID, line.Status = 2, "Failure"
	}
	if e.UserAgent != "" {
		line.HTTPRequest = &ocsfRequest{e.UserAgent}
	}
	if user := userOf(e.User, e.UserID); user != nil {
		line.Actor = &ocsfActor{User: user}
	}
	line.subject(e, a)
	return line
}

// subject puts in what the event is about, as its class has it.
func (line *ocsfEvent) subject(e *audit.Event, a activity) {
	switch a.class {
	case accountChange:
		line.User = userOr(userOf(e.TargetName, e.TargetID))
		line.Unmapped.Before, line.Unmapped.After = asJSON(e.Before), asJSON(e.After)
	case authentication:
		line.User, line.Service = userOr(userOf(e.User, e.UserID)), &ocsfService{product}
		line.Unmapped.Before, line.Unmapped.After = asJSON(e.Before), asJSON(e.After)
	case entityManagement:
		if line.Actor != nil { // the class has it from this profile
			line.Metadata.Profiles = []string{"host"}
		}
		line.Entity = entityOf(e, e.Before)
		if len(e.After) > 0 {
			line.EntityResult = entityOf(e, e.After)
		}
	default:
		line.API = &ocsfAPI{actionOf(e), ocsfService{product}}
		if line.Actor == nil {
			line.Actor = &ocsfActor{AppName: product}
		}
		if line.Source == nil {
			line.Source = &ocsfEndpoint{Name: unknown}
		}
		line.Unmapped.Target = strings.TrimSpace(e.TargetKind + " " + e.TargetID)
		line.Unmapped.Before, line.Unmapped.After = asJSON(e.Before), asJSON(e.After)
	}
}

func userOf(name, id string) *ocsfUser {
	if name == "" && id == "" {
		return nil
	}
	return &ocsfUser{Name: name, UID: id, Email: emailOf(name)}
}

func userOr(user *ocsfUser) *ocsfUser {
	if user == nil {
		return &ocsfUser{Name: unknown}
	}
	return user
}

func endpointOf(ip string) *ocsfEndpoint {
	if ip == "" {
		return nil
	}
	if address := addressOf(ip); address != "" {
		return &ocsfEndpoint{IP: address}
	}
	return &ocsfEndpoint{Name: ip}
}

func entityOf(e *audit.Event, state json.RawMessage) *ocsfEntity {
	entity := &ocsfEntity{Name: e.TargetName, UID: e.TargetID, Type: e.TargetKind, TypeID: 99, Data: asJSON(state)}
	if entity.UID == "" && (e.TargetKind == "flow" || e.TargetKind == "") {
		entity.UID = e.FlowID
	}
	if entity.Type == "" {
		entity.Type = unknown
	}
	if entity.Name == "" && entity.UID == "" {
		entity.Name = unknown
	}
	return entity
}

// asJSON is a value as it is, or as a text where it is no JSON.
func asJSON(value json.RawMessage) json.RawMessage {
	if len(value) == 0 || json.Valid(value) {
		return value
	}
	quoted, _ := json.Marshal(string(value)) // a text always encodes
	return quoted
}
