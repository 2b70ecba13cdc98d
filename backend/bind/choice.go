package bind

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"

	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// withChoices is a copy of the profile with what a person chose. A choice that
// cannot work is an *audit.Error with CodeInvalid or CodeProfile.
func withChoices(profile *tenant.Profile, choices []Choice) (*tenant.Profile, error) {
	guess := learn.Guess{Profile: profile}
	for _, choice := range choices {
		if err := guess.Set(choice.Key, asYAML(choice.Value)); err != nil {
			return nil, err
		}
	}
	return guess.Profile, nil
}

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
