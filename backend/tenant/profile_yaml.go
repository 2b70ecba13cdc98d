package tenant

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// UnmarshalYAML accepts the names of the paging modes.
func (m *Mode) UnmarshalYAML(node *yaml.Node) error {
	if mode := Mode(node.Value); slices.Contains(modes, mode) {
		*m = mode
		return nil
	}
	return lineError(node, fmt.Sprintf("there is no paging mode %q", node.Value))
}

// UnmarshalYAML reads an IANA name such as UTC or Europe/Prague.
func (z *Zone) UnmarshalYAML(node *yaml.Node) error {
	location, err := time.LoadLocation(node.Value)
	if err != nil || node.Value == "" {
		return lineError(node, fmt.Sprintf("there is no time zone %q", node.Value))
	}
	z.Location = location
	return nil
}

// MarshalYAML writes the zone's IANA name.
func (z Zone) MarshalYAML() (any, error) {
	if z.Location == nil {
		return "", nil
	}
	return z.String(), nil
}

func lineError(node *yaml.Node, reason string) error {
	return fmt.Errorf("line %d: %s", node.Line, reason)
}

var (
	unknownKey = regexp.MustCompile(`field (.+) not found in type \S+`)
	wrongKind  = regexp.MustCompile("cannot unmarshal !!(\\w+) (`.*` )?into \\S+")
)

// yamlReason says in the user's words what the YAML reader says in Go's.
func yamlReason(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	var kinds *yaml.TypeError
	if errors.As(err, &kinds) {
		text = strings.Join(kinds.Errors, "; ")
	}
	text = unknownKey.ReplaceAllString(text, "there is no key $1")
	return wrongKind.ReplaceAllString(text, "a value of another kind than $1 is wanted")
}
