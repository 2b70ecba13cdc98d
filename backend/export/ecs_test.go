package export

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// schemaECS is testdata/schemas/ecs-8.17.0.csv and .json.
type schemaECS struct {
	fields  map[string][2]string // name → type, normalization
	Allowed map[string]map[string][]string
}

func readECS(t testing.TB) schemaECS {
	t.Helper()
	s := schemaECS{fields: map[string][2]string{}}
	base := filepath.Join("testdata", "schemas", "ecs-"+ecsVersion)
	file, err := os.Open(base + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil || len(rows) < 100 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows[1:] {
		s.fields[row[1]] = [2]string{row[2], row[4]}
	}
	text, err := os.ReadFile(base + ".json")
	if err == nil {
		err = json.Unmarshal(text, &s)
	}
	if err != nil || len(s.Allowed) != 4 {
		t.Fatal(err, s.Allowed)
	}
	return s
}

// faults says how a line differs from the published fields. What stands under
// "appmixer" is our own.
func (s schemaECS) faults(line []byte) (found []string) {
	var value map[string]any
	if err := json.Unmarshal(line, &value); err != nil {
		return []string{err.Error()}
	}
	flat := map[string]any{}
	spread("", value, flat)
	for _, name := range []string{"@timestamp", "ecs.version", "event.kind", "event.category", "event.type", "event.outcome", "event.action", "event.dataset", "message"} {
		if flat[name] == nil {
			found = append(found, name+" is missing")
		}
	}
	for name, one := range flat {
		if strings.HasPrefix(name, "appmixer.") {
			continue
		}
		field, known := s.fields[name]
		if !known {
			found = append(found, name+" is no field")
			continue
		}
		found = append(found, s.value(name, field, one)...)
	}
	types, _ := flat["event.type"].([]any)
	categories, _ := flat["event.category"].([]any)
	for _, category := range categories {
		for _, kind := range types {
			if !slices.Contains(s.Allowed["event.category"][fmt.Sprint(category)], fmt.Sprint(kind)) {
				found = append(found, fmt.Sprintf("%v is not expected of %v", kind, category))
			}
		}
	}
	return found
}

func (s schemaECS) value(name string, field [2]string, value any) (found []string) {
	list, isList := value.([]any)
	if isList != (field[1] == "array") {
		return []string{fmt.Sprintf("%s: %v, normalized as %q", name, value, field[1])}
	}
	if !isList {
		list = []any{value}
	}
	for _, one := range list {
		text, ok := one.(string)
		_, allowed := s.Allowed[name][text]
		switch _, err := netip.ParseAddr(text); {
		case !ok || text == "":
			found = append(found, fmt.Sprintf("%s: %v is no text", name, one))
		case field[0] == "ip" && err != nil:
			found = append(found, fmt.Sprintf("%s: %q is no address", name, text))
		case s.Allowed[name] != nil && !allowed:
			found = append(found, fmt.Sprintf("%s may not be %q", name, text))
		}
		if _, err := time.Parse(time.RFC3339, text); field[0] == "date" && err != nil {
			found = append(found, err.Error())
		}
	}
	return found
}

func spread(at string, value any, into map[string]any) {
	object, ok := value.(map[string]any)
	if !ok {
		into[at] = value
		return
	}
	for name, inside := range object {
		spread(strings.TrimPrefix(at+"."+name, "."), inside, into)
	}
}

func TestECSHasOnlyPublishedFields(t *testing.T) {
	schema := readECS(t)
	events := append(samples(len(audit.Catalog)), awkward()...)
	for i, line := range linesOf(t, FormatECS, events) {
		if faults := schema.faults(line); len(faults) > 0 {
			t.Errorf("%q: %v\n%s", events[i].Action, faults, line)
		}
	}
}

// The check above sees what is wrong.
func TestECSFieldsFindFaults(t *testing.T) {
	schema := readECS(t)
	line := string(linesOf(t, FormatECS, samples(1))[0])
	for _, c := range []struct{ was, is string }{
		{`"@timestamp"`, `"timestamp"`}, {`"kind":"event"`, `"kind":"thing"`}, {`["configuration"]`, `"configuration"`}, {`["change"]`, `["start"]`},
		{`"ip":"10.1.2.3"`, `"ip":"somewhere"`}, {`"dataset"`, `"data_set"`}, {`"outcome":"success"`, `"outcome":"fine"`},
	} {
		changed := strings.Replace(line, c.was, c.is, 1)
		if changed == line {
			t.Errorf("there is no %s in %s", c.was, line)
		}
		if len(schema.faults([]byte(changed))) == 0 {
			t.Errorf("%s was not found", c.is)
		}
	}
}

// Secrets are masked as in every other format.
func TestOtherSystemsGetNoSecrets(t *testing.T) {
	e := sample(1)
	e.After = json.RawMessage(`{"config":{"password":"hunter2-in-clear"}}`)
	e.Raw = json.RawMessage(`{"after":{"config":{"password":"hunter2-in-clear"}}}`)
	for _, format := range []Format{FormatOCSF, FormatECS} {
		if line := string(linesOf(t, format, []audit.Event{e})[0]); strings.Contains(line, "hunter2") || !strings.Contains(line, "•••") {
			t.Errorf("%s: %s", format, line)
		}
	}
}
