package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// schemaOCSF is testdata/schemas/ocsf-1.3.0.json.
type schemaOCSF struct {
	Version string
	Classes map[string]schemaObject
	Objects map[string]schemaObject
	Types   map[string]struct {
		Base  string
		Regex string
	}
}

type schemaObject struct {
	UID         int
	Category    int
	Attributes  map[string]schemaAttribute
	Constraints map[string][]string
}

type schemaAttribute struct {
	Type        string
	Requirement string
	Array       bool
	Enum        map[string]string
	Profile     string
}

func readSchema(t testing.TB) (s schemaOCSF) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "schemas", "ocsf-"+ocsfVersion+".json"))
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil || s.Version != ocsfVersion {
		t.Fatal(err, s.Version)
	}
	return s
}

// faults says how a line differs from what the published schema requires.
func (s schemaOCSF) faults(line []byte) []string {
	var value map[string]any
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return []string{err.Error()}
	}
	for name, class := range s.Classes {
		if fmt.Sprint(value["class_uid"]) != fmt.Sprint(class.UID) {
			continue
		}
		profiles := map[string]bool{"": true}
		metadata, _ := value["metadata"].(map[string]any)
		list, _ := metadata["profiles"].([]any)
		for _, profile := range list {
			profiles[fmt.Sprint(profile)] = true
		}
		found := s.object(name, class, value, profiles)
		want := fmt.Sprintf("%d%02s", class.UID, fmt.Sprint(value["activity_id"]))
		if fmt.Sprint(value["type_uid"]) != want || fmt.Sprint(value["category_uid"]) != fmt.Sprint(class.Category) {
			found = append(found, fmt.Sprintf("type_uid %v, category_uid %v", value["type_uid"], value["category_uid"]))
		}
		return found
	}
	return []string{fmt.Sprintf("class_uid %v", value["class_uid"])}
}

func (s schemaOCSF) object(at string, of schemaObject, value map[string]any, profiles map[string]bool) (found []string) {
	for name, attribute := range of.Attributes {
		if attribute.Requirement == "required" && profiles[attribute.Profile] && value[name] == nil {
			found = append(found, at+"."+name+" is required")
		}
	}
	for name, inside := range value {
		attribute, known := of.Attributes[name]
		if !known || !profiles[attribute.Profile] {
			found = append(found, at+"."+name+" is not in the schema")
			continue
		}
		found = append(found, s.value(at+"."+name, attribute, inside, profiles)...)
	}
	one := 0
	for _, name := range of.Constraints["at_least_one"] {
		if value[name] != nil {
			one++
		}
	}
	if len(of.Constraints["at_least_one"]) > 0 && one == 0 {
		found = append(found, fmt.Sprintf("%s needs one of %v", at, of.Constraints["at_least_one"]))
	}
	return found
}

func (s schemaOCSF) value(at string, a schemaAttribute, value any, profiles map[string]bool) (found []string) {
	if a.Array {
		list, ok := value.([]any)
		if !ok || len(list) == 0 {
			return []string{at + " is no list"}
		}
		a.Array = false
		for _, one := range list {
			found = append(found, s.value(at, a, one, profiles)...)
		}
		return found
	}
	if _, known := a.Enum[fmt.Sprint(value)]; len(a.Enum) > 0 && !known {
		found = append(found, fmt.Sprintf("%s has no value %v", at, value))
	}
	kind, known := s.Types[a.Type]
	if !known {
		inside, ok := value.(map[string]any)
		of, described := s.Objects[a.Type]
		switch {
		case !ok:
			return append(found, at+" is no object")
		case a.Type == "object": // anything
			return found
		case !described:
			return append(found, at+" is of the type "+a.Type+", of which the test knows nothing")
		}
		return append(found, s.object(at, of, inside, profiles)...)
	}
	text, isText := value.(string)
	_, isNumber := value.(json.Number)
	switch a.Type {
	case "json_t":
		return found
	case "integer_t", "long_t", "timestamp_t":
		if !isNumber || strings.ContainsAny(fmt.Sprint(value), ".e") {
			found = append(found, at+" is no whole number")
		}
		return found
	}
	if !isText || text == "" {
		return append(found, at+" is no text, or an empty one")
	}
	if kind.Regex != "" && !regexp.MustCompile(kind.Regex).MatchString(text) {
		found = append(found, fmt.Sprintf("%s: %q is not of the type %s", at, text, a.Type))
	}
	return found
}

// awkward are events of which the entries lack what the schemas want.
func awkward() []audit.Event {
	events := samples(2 * len(audit.Catalog))
	for i := range audit.Catalog {
		e := &events[i]
		e.User, e.UserID, e.FlowID, e.TargetKind, e.TargetID, e.TargetName, e.IP, e.UserAgent, e.Summary = "", "", "", "", "", "", "", "", ""
		e.Before, e.After, e.Raw = nil, nil, json.RawMessage(`{}`)
	}
	for i, action := range []string{"", "Something New", "something_else", "\u202e=cmd()", "user_logged_in"} {
		for j, kind := range audit.Types {
			e := sample(1000 + 10*i + j)
			e.Action, e.Type, e.Area, e.IP = action, kind, "", "not an address"
			e.User, e.Before = "no <address> at all", json.RawMessage(`not JSON`)
			if j == 0 {
				e.User, e.UserID, e.IP = "", "", ""
			}
			events = append(events, e)
		}
	}
	for i, ip := range []string{"::1", "2001:db8::1", "fe80::1%eth0", "::ffff:10.0.0.1", "10.0.0.300"} {
		e := sample(2000 + i)
		e.IP, e.User = ip, "a@b@c.example"
		events = append(events, e)
	}
	return events
}

func linesOf(t *testing.T, format Format, events []audit.Event) [][]byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "out.ndjson")
	if _, err := Write(t.Context(), Request{Path: path, Format: format, Events: each(events, nil), Total: len(events)}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	if len(lines) != len(events) {
		t.Fatalf("%d lines of %d events", len(lines), len(events))
	}
	return lines
}

// Every line has what the published schema requires of its class, and nothing
// that it does not know.
func TestOCSFIsWhatTheSchemaRequires(t *testing.T) {
	schema := readSchema(t)
	events := append(samples(len(audit.Catalog)), awkward()...)
	for i, line := range linesOf(t, FormatOCSF, events) {
		if faults := schema.faults(line); len(faults) > 0 {
			t.Errorf("%q: %v\n%s", events[i].Action, faults, line)
		}
	}
}

// The check above sees what is wrong.
func TestOCSFSchemaFindsFaults(t *testing.T) {
	schema := readSchema(t)
	line := string(linesOf(t, FormatOCSF, samples(1))[0])
	if faults := schema.faults([]byte(line)); len(faults) > 0 {
		t.Fatal(faults)
	}
	for _, c := range []struct{ was, is string }{
		{`"metadata":`, `"metadatum":`}, {`"class_uid":3004`, `"class_uid":3009`}, {`"type_uid":300403`, `"type_uid":300404`},
		{`"activity_id":3`, `"activity_id":33`}, {`"vendor_name":"Appmixer"`, `"vendor":"Appmixer"`}, {`"time":`, `"time":1.5,"was":`},
		{`"entity":`, `"thing":`}, {`"severity_id":1`, `"severity_id":"1"`}, {`"ip":"10.1.2.3"`, `"ip":"somewhere"`}, {`"profiles":["host"],`, ``},
	} {
		changed := strings.Replace(line, c.was, c.is, 1)
		if changed == line {
			t.Errorf("there is no %s in %s", c.was, line)
		}
		if faults := schema.faults([]byte(changed)); len(faults) == 0 {
			t.Errorf("%s was not found", c.is)
		}
	}
}

// Every action of the catalog has its class, and the table in docs says so.
func TestEveryActionHasItsClass(t *testing.T) {
	docs, err := os.ReadFile(filepath.Join("..", "..", "docs", "ocsf-ecs.md"))
	if err != nil {
		t.Fatal(err)
	}
	if len(activities) != len(audit.Catalog) {
		t.Errorf("%d actions have a class, the catalog has %d", len(activities), len(audit.Catalog))
	}
	for _, entry := range audit.Catalog {
		a, known := activities[entry.Action]
		if !known {
			t.Errorf("%q has no class", entry.Action)
		}
		category, kinds := categoryOf(&audit.Event{Action: entry.Action, Type: entry.Type})
		row := fmt.Sprintf("| %s | %d %s | %d %s | %s | %s |", entry.Action, a.class, a.className(), a.id, a.name, category, strings.Join(kinds, ", "))
		if !strings.Contains(string(docs), row) {
			t.Errorf("docs/ocsf-ecs.md lacks\n%s", row)
		}
	}
}
