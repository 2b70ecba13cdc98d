package view_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/trailbook/trailbook/backend/view"
)

// docs/view.schema.json says of a file's shape what Parse does.
func TestTheSchemaAndTheReaderAgree(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../../docs/view.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	text, err := full.Encode()
	if err != nil {
		t.Fatal(err)
	}
	head := `{"format":"trailbook-view","version":1,"name":"x"`
	for text, good := range map[string]bool{
		string(text):                                                         true,
		head + `}`:                                                           true,
		head + `,"filter":{"types":["delete"]}}`:                             true,
		head + `,"filter":{"types":["drop"]}}`:                               false,
		head + `,"filter":{"path":"x"}}`:                                     false,
		head + `,"open":"x"}`:                                                false,
		head + `,"columns":["<b>"]}`:                                         false,
		head + `,"order":{"column":"user","ascending":true}}`:                true,
		head + `,"order":{"column":"password"}}`:                             false,
		head + `,"order":{"by":"user"}}`:                                     false,
		`{"format":"trailbook-view","version":2,"name":"x"}`:                 false,
		`{"format":"trailbook-view","version":1,"name":""}`:                  false,
		`{"format":"other","version":1,"name":"x"}`:                          false,
		head + `,"filter":{"users":["` + strings.Repeat("u", 1_001) + `"]}}`: false,
	} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		_, read := view.Parse([]byte(text))
		if valid := schema.Validate(document); (valid == nil) != good || (read == nil) != good {
			t.Errorf("%.90s: schema %v, reader %v", text, valid, read)
		}
	}
}
