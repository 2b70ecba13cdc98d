package learn

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

// Set is a person's correction of one key of the profile: "fields.user" to
// "actor.mail". The value is written as in the profile's YAML; a single value
// may stand for a list. A key or value that cannot be is an *audit.Error with
// CodeInvalid or CodeProfile, and changes nothing.
func (g *Guess) Set(key, value string) error {
	wanted := new(yaml.Node)
	if err := yaml.Unmarshal([]byte(value), wanted); err != nil || len(wanted.Content) == 0 {
		wanted = &yaml.Node{Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: value}}}
	}
	root, err := g.document()
	if err != nil {
		return err
	}
	at, keys := root.Content[0], strings.Split(key, ".")
	for i, name := range keys {
		next := child(at, name)
		if next == nil && strings.HasPrefix(key, "request.params.") && i == 2 {
			at.Style, next = 0, &yaml.Node{}
			name = strings.Join(keys[i:], ".")
			at.Content = append(at.Content, &yaml.Node{Kind: yaml.ScalarNode, Value: name}, next)
			at = next
			break
		}
		if next == nil {
			return audit.Errorf(audit.CodeInvalid, "The endpoint profile has no key %q.", key).
				WithHint("`trailbook profile show` prints every key.")
		}
		at = next
	}
	list := at.Kind == yaml.SequenceNode
	*at = *wanted.Content[0]
	switch {
	case at.Kind != yaml.ScalarNode:
	case key == "time.layouts":
		*at = layoutList(at.Value)
	case list:
		*at = yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle, Content: []*yaml.Node{wanted.Content[0]}}
	case strings.HasPrefix(key, "request.params."):
		at.Tag, at.Style = "!!str", yaml.DoubleQuotedStyle
	}
	profile, err := reload(root)
	if err != nil {
		return err
	}
	g.Profile = profile
	g.put(Finding{Key: key, Value: value, Certainty: 1, Why: "You said so."})
	g.answered(key)
	g.judge()
	return nil
}

// answered closes the questions that a correction settles beside its own key.
func (g *Guess) answered(key string) {
	for i := range g.Findings {
		if f := &g.Findings[i]; f.Question != "" && slices.Contains(settles[key], f.Key) {
			f.Question = ""
		}
	}
}

// settles lists the findings whose question another key answers too.
var settles = map[string][]string{
	"request.paging.mode": {"request.paging"}, "request.paging.cursor": {"request.paging", "request.paging.mode"},
	"request.paging.offset": {"request.paging", "request.paging.mode"}, "request.paging.page": {"request.paging", "request.paging.mode"},
	"server.header": {"server"},
}

// layoutList puts a layout before those that every profile reads.
func layoutList(layout string) yaml.Node {
	list := yaml.Node{Kind: yaml.SequenceNode}
	for _, text := range append([]string{layout}, tenant.DefaultProfile().Time.Layouts...) {
		list.Content = append(list.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text})
	}
	return list
}

func (g *Guess) document() (*yaml.Node, error) {
	root := new(yaml.Node)
	if err := yaml.Unmarshal(g.Profile.YAML(), root); err != nil || len(root.Content) == 0 {
		return nil, fmt.Errorf("learn: reading the profile: %w", errors.Join(err, errEmpty))
	}
	return root, nil
}

var errEmpty = errors.New("learn: the profile is empty")

func reload(root *yaml.Node) (*tenant.Profile, error) {
	text, err := yaml.Marshal(root)
	if err != nil {
		return nil, fmt.Errorf("learn: writing the profile: %w", err)
	}
	return tenant.LoadProfile(bytes.NewReader(text))
}

// child is the value of a mapping's key, nil when there is none.
func child(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(mapping.Content) && mapping.Kind == yaml.MappingNode; i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// doubt is the certainty below which a profile's file says how certain a key
// is.
const doubt = 0.8

// YAML is the profile as a file, with a remark at each key that is not
// certain and at each question.
func (g *Guess) YAML() []byte {
	root, err := g.document()
	if err != nil {
		return g.Profile.YAML()
	}
	root.HeadComment = ""
	for _, f := range g.Findings {
		at := root.Content[0]
		for name := range strings.SplitSeq(f.Key, ".") {
			if at = child(at, name); at == nil {
				break
			}
		}
		if at == nil || (f.Certainty >= doubt && f.Question == "") {
			continue
		}
		remark := fmt.Sprintf("%s certain", percent(f.Certainty))
		if f.Question != "" {
			remark += "; " + f.Question
		}
		remark = oneLine(remark)
		if at.Kind == yaml.ScalarNode || at.Style == yaml.FlowStyle {
			at.LineComment = remark
		} else {
			keyOf(root.Content[0], f.Key).HeadComment = remark
		}
	}
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(root), encoder.Close()); err != nil {
		return g.Profile.YAML()
	}
	return text.Bytes()
}

// keyOf is the node of a key itself, behind which its value stands.
func keyOf(at *yaml.Node, key string) *yaml.Node {
	found := at
	for name := range strings.SplitSeq(key, ".") {
		for i := 0; i+1 < len(at.Content); i += 2 {
			if at.Content[i].Value == name {
				found, at = at.Content[i], at.Content[i+1]
				break
			}
		}
	}
	return found
}

// oneLine keeps hostile text from leaving its comment.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, text)
}
