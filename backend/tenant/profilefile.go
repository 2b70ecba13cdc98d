package tenant

import (
	"bytes"
	_ "embed" // the default profile
	"errors"
	"io"
	"reflect"

	"go.yaml.in/yaml/v3"

	"github.com/trailbook/trailbook/backend/audit"
)

//go:embed default.yaml
var defaultYAML []byte

// maxProfile is the size in bytes up to which a profile file is read.
const maxProfile = 1 << 20

// DefaultProfile returns a copy of the profile that ships with Trailbook.
func DefaultProfile() *Profile {
	p := new(Profile)
	if err := decodeStrictly(defaultYAML, p); err != nil {
		panic("tenant: default.yaml: " + err.Error()) // part of the program, covered by its tests
	}
	return p
}

// LoadProfile reads a profile of at most 1 MiB. What it leaves out is the
// default's. An unknown key, a value of the wrong kind or one that cannot work
// is an *audit.Error with CodeProfile that names the line where there is one.
func LoadProfile(r io.Reader) (*Profile, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxProfile+1))
	if err != nil {
		return nil, audit.Errorf(audit.CodeFile, "The endpoint profile cannot be read.").Wrapping(err)
	}
	if len(text) > maxProfile {
		return nil, audit.Errorf(audit.CodeProfile, "The endpoint profile is larger than 1 MiB.")
	}
	p := DefaultProfile()
	if err := decodeStrictly(text, p); err != nil {
		return nil, audit.Errorf(audit.CodeProfile, "The endpoint profile cannot be used: %s.", yamlReason(err)).
			WithHint("`trailbook profile show` prints the default profile with every key.")
	}
	return p, p.Validate()
}

func decodeStrictly(text []byte, p *Profile) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(p); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return errors.New("it holds more than one document")
	}
	return nil
}

// YAML is the profile as a file that LoadProfile reads back. The default keeps
// its comments.
func (p *Profile) YAML() []byte {
	if reflect.DeepEqual(p, DefaultProfile()) {
		return bytes.Clone(defaultYAML)
	}
	var text bytes.Buffer
	encoder := yaml.NewEncoder(&text)
	encoder.SetIndent(2)
	if err := errors.Join(encoder.Encode(p), encoder.Close()); err != nil {
		return nil // a buffer takes everything, and every type of a Profile has a form in YAML
	}
	return text.Bytes()
}
