package bind

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// asYAML writes a value so that a profile holds it as it is; without one it is
// nothing. A heading of a table may be anything.
func asYAML(value string) string {
	if value == "" {
		return "[]"
	}
	var node yaml.Node
	if yaml.Unmarshal([]byte(value), &node) == nil && len(node.Content) == 1 &&
		node.Content[0].Kind == yaml.ScalarNode && node.Content[0].Value == value {
		return value
	}
	quoted, err := json.Marshal(value)
	if err != nil {
		return value // a string can always be marshalled
	}
	return string(quoted)
}
