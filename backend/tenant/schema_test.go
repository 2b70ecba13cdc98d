package tenant

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func profileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("../../docs/profile.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func fits(t *testing.T, schema *jsonschema.Schema, text string) error {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	asText(&root)
	var document any
	if err := root.Decode(&document); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return schema.Validate(document)
}

// asText takes what looks like a time for a text, as YAML 1.2 does.
func asText(node *yaml.Node) {
	if node.Tag == "!!timestamp" {
		node.Tag = "!!str"
	}
	for _, inside := range node.Content {
		asText(inside)
	}
}

// examples are the YAML blocks of the documentation.
func examples(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../docs/profile.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, found := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllSubmatch(text, -1) {
		blocks = append(blocks, string(found[1]))
	}
	return blocks
}

func TestSchemaTakesTheDefaultAndTheExamples(t *testing.T) {
	schema := profileSchema(t)
	if err := fits(t, schema, string(defaultYAML)); err != nil {
		t.Errorf("the default: %v", err)
	}
	modesShown := map[Mode]bool{}
	for _, text := range examples(t) {
		profile := load(t, text)
		for name, form := range map[string]string{"as shown": text, "as written": string(profile.YAML())} {
			if err := fits(t, schema, form); err != nil {
				t.Errorf("%s, %s: %v", profile.Name, name, err)
			}
		}
		modesShown[profile.Request.Paging.Mode] = true
	}
	if len(modesShown) != len(modes) {
		t.Errorf("the examples show only %v", modesShown)
	}
}

// keys lists a struct's keys in YAML, nested ones joined by dots.
func keys(of reflect.Type, before string) []string {
	var list []string
	for i := range of.NumField() {
		field := of.Field(i)
		name := before + field.Tag.Get("yaml")
		list = append(list, name)
		if field.Type.Kind() == reflect.Struct && field.Type != reflect.TypeFor[Zone]() {
			list = append(list, keys(field.Type, name+".")...)
		}
	}
	return list
}

func schemaKeys(s *jsonschema.Schema, before string) []string {
	var list []string
	for name, inside := range s.Properties {
		list = append(list, before+name)
		list = append(list, schemaKeys(inside, before+name+".")...)
	}
	return list
}

func TestSchemaAndDocumentationHaveEveryKey(t *testing.T) {
	inGo, inSchema := keys(reflect.TypeFor[Profile](), ""), schemaKeys(profileSchema(t), "")
	slices.Sort(inGo)
	slices.Sort(inSchema)
	if !slices.Equal(inGo, inSchema) {
		t.Errorf("Go has     %v\nthe schema %v", inGo, inSchema)
	}
	text, err := os.ReadFile("../../docs/profile.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range inGo {
		last := key[strings.LastIndex(key, ".")+1:]
		shown := regexp.MustCompile("[`.]" + last + "[`.]")
		if !shown.Match(text) {
			t.Errorf("docs/profile.md does not explain %s", key)
		}
	}
}

// broken are profiles that break one rule each, with a part of the message, and
// whether the schema sees it too.
var broken = []struct {
	text, want string
	unseen     bool
}{
	{"server: {url: 'ftp://x'}", "server.url", false},
	{"server: {url: 'https://a:b@x.example/'}", "server.url", false},
	{"server: {version: version}", "server.version must begin with /", false},
	{"server: {user: '/u?x=1'}", "server.user must begin with /", false},
	{"server: {signIn: sign}", "server.signIn must begin with /", false},
	{"server: {header: ''}", "server.header", false},
	{"server: {header: Content-Length}", "server.header", true},
	{"server: {prefix: \"a\\nb\"}", "server.prefix", false},
	{"request: {method: PUT}", "request.method must be GET or POST", false},
	{"request: {path: log}", "request.path must begin with /", false},
	{"request: {path: /a/../b}", "request.path", true},
	{"request: {place: header}", "request.place must be query or body", false},
	{"request: {place: body}", "place body needs request.method POST", false},
	{"request: {between: {to: until, format: milli}}", "request.between.format", true},
	{"request: {paging: {size: 0}}", "request.paging.size", false},
	{"request: {paging: {size: 10001}}", "request.paging.size", false},
	{"answer: {order: random}", "answer.order must be newest or oldest", false},
	{"request: {paging: {mode: offset, offset: ''}}", "paging.offset must name", false},
	{"request: {paging: {mode: page, page: ''}}", "paging.page must name", false},
	{"request: {paging: {mode: page, first: 2}}", "paging.first must be 0 or 1", false},
	{"request: {paging: {mode: cursor, cursor: ''}}", "paging.cursor must name a parameter with the mode cursor", false},
	{"request: {paging: {mode: cursor}}\nanswer: {next: []}", "answer.next must lead", false},
	{"request: {paging: {mode: searchAfter, cursor: ''}}", "paging.cursor must name a parameter with the mode searchAfter", false},
	{"request: {paging: {mode: searchAfter}}\nanswer: {last: []}", "answer.last must lead", false},
	{"request: {paging: {mode: window}}", "between.to must name", false},
	{"request: {paging: {mode: window}, between: {to: t}}\nanswer: {order: oldest}", "answer.order must be newest with", false},
	{"request: {params: {limit: '5'}}", "the parameter limit has two meanings", true},
	{"request: {params: {'': '5'}}", "a parameter without a name", false},
	{"request: {method: POST, place: body, params: {limit.x: '5'}}", "members of one JSON body", true},
	{"request: {method: POST, place: body, params: {a..b: '5'}}", "members of one JSON body", true},
	{"answer: {entries: []}", "answer.entries names no path", false},
	{"fields: {createdAt: []}", "fields.createdAt names no path", false},
	{"time: {secondsBelow: -1}", "time.secondsBelow", false},
	{"time: {layouts: [yesterday]}", "time.layouts", true},
	{"types: {create: ['-']}", "types holds a word", false},
}

func TestEveryRuleOfAProfile(t *testing.T) {
	schema := profileSchema(t)
	for _, test := range broken {
		_, err := LoadProfile(strings.NewReader(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", test.text, err, test.want)
		}
		if got := fits(t, schema, test.text); (got == nil) != test.unseen {
			t.Errorf("%s: the schema says %v", test.text, got)
		}
	}
	profile := DefaultProfile()
	if profile.Time.Zone.Location = nil; profile.Validate() == nil {
		t.Error("a profile without a zone passes")
	}
}
