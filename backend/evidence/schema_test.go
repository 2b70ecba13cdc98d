package evidence

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trailbook/trailbook/backend/export"
)

func TestManifestsFitTheSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/manifest.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	fits := func(text string) error {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(document)
	}
	events := recorded(t, 30)
	for name, change := range map[string]func(*Request){
		"xlsx": func(*Request) {}, "secrets": func(r *Request) { r.Export.IncludeSecrets = true },
		"csv":       func(r *Request) { r.Export.Format = export.FormatCSV },
		"no ledger": func(r *Request) { r.Ledger = nil },
		"empty": func(r *Request) {
			r.Export.Events, r.Export.Total, r.Export.Report.LeftOut[0].Events = eachOf(nil), 0, len(events)+10
		},
	} {
		text := unpack(t, pack(t, events, change).Path)[manifestName]
		if err := fits(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, edit := range [][2]string{
			{`"version": 1`, `"version": 2`}, {`"root": "`, `"root": "x`}, {`"format": "trailbook`, `"format": "other`}, {`"files": [`, `"more": 1, "files": [`},
			{`"count": `, `"count": -1`}, {`"lasting": true`, `"lasting": 1`}, {`"inScope": `, `"in": `},
		} {
			if forged := strings.Replace(text, edit[0], edit[1], 1); forged == text || fits(forged) == nil {
				t.Errorf("%s: with %s it fits too", name, edit[1])
			}
		}
	}
}

// The schema has every member of the types, and no other.
func TestTheSchemaIsWhole(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/manifest.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	tenants := schema.Properties["tieOut"].Properties["tenants"].Items2020
	for name, c := range map[string]struct {
		schema *jsonschema.Schema
		of     any
	}{
		"manifest": {schema, Manifest{}}, "tool": {schema.Properties["tool"], Tool{}}, "key": {schema.Properties["key"], KeyInfo{}},
		"events": {schema.Properties["events"], Events{}}, "tieOut": {schema.Properties["tieOut"], TieOut{}}, "tenant": {tenants, TenantTie{}},
		"ledger": {schema.Properties["ledger"], Ledger{}}, "file": {schema.Properties["files"].Items2020, File{}},
	} {
		var members, described []string
		of := reflect.TypeOf(c.of)
		for i := range of.NumField() {
			member, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			members = append(members, member)
		}
		for member := range c.schema.Properties {
			described = append(described, member)
		}
		slices.Sort(members)
		slices.Sort(described)
		if !slices.Equal(members, described) {
			t.Errorf("%s has %v, the schema %v", name, members, described)
		}
	}
}
