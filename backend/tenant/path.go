package tenant

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Path leads through the keys of nested objects to a value. The path without
// keys is the whole answer.
type Path []string

// The first keys that stand for what the paths of before and after lead to.
const (
	refBefore = "$before"
	refAfter  = "$after"
)

// ParsePath reads keys joined by dots; "." is the whole answer and \. a dot
// inside a key.
func ParsePath(text string) (Path, error) {
	if text == "." {
		return Path{}, nil
	}
	const dot = "\x00" // cannot occur in YAML
	var path Path
	for key := range strings.SplitSeq(strings.ReplaceAll(text, `\.`, dot), ".") {
		if key == "" {
			return nil, fmt.Errorf("tenant: the path %q has an empty key", text)
		}
		path = append(path, strings.ReplaceAll(key, dot, "."))
	}
	return path, nil
}

// String writes the path as ParsePath reads it.
func (p Path) String() string {
	if len(p) == 0 {
		return "."
	}
	keys := make([]string, len(p))
	for i, key := range p {
		keys[i] = strings.ReplaceAll(key, ".", `\.`)
	}
	return strings.Join(keys, ".")
}

// hasPrefix reports whether p leads to or into what prefix leads to.
func (p Path) hasPrefix(prefix Path) bool {
	if len(p) < len(prefix) {
		return false
	}
	for i, key := range prefix {
		if p[i] != key {
			return false
		}
	}
	return true
}

// Paths are alternatives: the first that leads to a usable value counts.
type Paths []Path

// String lists the alternatives for a message.
func (p Paths) String() string {
	texts := make([]string, len(p))
	for i, path := range p {
		texts[i] = path.String()
	}
	return strings.Join(texts, ", ")
}

// UnmarshalYAML reads a list of paths, or a single one.
func (p *Paths) UnmarshalYAML(node *yaml.Node) error {
	items := []*yaml.Node{node}
	if node.Kind == yaml.SequenceNode {
		items = node.Content
	}
	paths := make(Paths, 0, len(items))
	for _, item := range items {
		if item.Kind != yaml.ScalarNode || item.Tag == "!!null" {
			return lineError(item, "a path is wanted here, such as user.email")
		}
		path, err := ParsePath(item.Value)
		if err != nil {
			return lineError(item, fmt.Sprintf("the path %q has an empty key", item.Value))
		}
		paths = append(paths, path)
	}
	*p = paths
	return nil
}

// MarshalYAML writes the list on one line.
func (p Paths) MarshalYAML() (any, error) {
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, path := range p {
		item := new(yaml.Node)
		item.SetString(path.String())
		list.Content = append(list.Content, item)
	}
	return list, nil
}
