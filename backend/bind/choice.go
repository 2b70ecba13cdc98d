package bind

import (
	"bytes"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// withChoices is a copy of the profile with what a person chose. A choice that
// cannot work is an *audit.Error with CodeProfile.
func withChoices(profile *tenant.Profile, choices []Choice) (*tenant.Profile, error) {
	var text yaml.Node
	if err := yaml.Unmarshal(profile.YAML(), &text); err != nil {
		return nil, fmt.Errorf("bind: reading the profile back: %w", err)
	}
	for _, choice := range choices {
		value := valueAt(&text, strings.Split(choice.Key, "."))
		if value == nil {
			return nil, audit.Errorf(audit.CodeInvalid, "The endpoint profile has no key %q.", choice.Key)
		}
		choose(value, choice.Value)
	}
	changed, err := yaml.Marshal(&text)
	if err != nil {
		return nil, fmt.Errorf("bind: writing the profile: %w", err)
	}
	return tenant.LoadProfile(bytes.NewReader(changed))
}

// valueAt finds what stands under nested keys.
func valueAt(node *yaml.Node, keys []string) *yaml.Node {
	if node.Kind == yaml.DocumentNode {
		node = node.Content[0]
	}
	if len(keys) == 0 || node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i < len(node.Content); i += 2 {
		if value := node.Content[i+1]; node.Content[i].Value == keys[0] {
			if len(keys) > 1 {
				return valueAt(value, keys[1:])
			}
			return value
		}
	}
	return nil
}

// choose writes a value in the place of another, or of a whole list.
func choose(node *yaml.Node, value string) {
	scalar := new(yaml.Node)
	scalar.SetString(value)
	switch {
	case node.Kind == yaml.SequenceNode && value == "":
		node.Content = nil
	case node.Kind == yaml.SequenceNode:
		node.Content = []*yaml.Node{scalar}
	case node.Tag == "!!int" || node.Tag == "!!bool":
		node.Value = value
	default:
		*node = *scalar
	}
}
