package evidence

import (
	"bytes"
	"encoding/hex"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/export"
)

// Claim is what somebody says a withheld value is.
type Claim struct {
	Event  string // its id
	Tenant string // where two tenants have that event; may be empty
	Path   string // of the value, as in Withheld
	Salt   string // hexadecimal
	Value  []byte // a text as it is; a number or another value as JSON
}

const checkClaim = "withheld value"

// claiming looks for what a claim is about while the events are read.
type claiming struct {
	Claim
	salt        []byte
	events      int
	found, fits int
}

func newClaiming(c *Claim) (*claiming, error) {
	if c == nil {
		return nil, nil //nolint:nilnil // nothing is claimed
	}
	salt, err := hex.DecodeString(strings.TrimSpace(c.Salt))
	if err != nil || len(salt) != saltSize {
		return nil, audit.Errorf(audit.CodeInvalid, "%q is no salt.", c.Salt).WithHint("A salt is %d hexadecimal digits; trailbook key salt prints it.", 2*saltSize)
	}
	return &claiming{Claim: *c, salt: salt}, nil
}

func (c *claiming) look(l *line) {
	if c == nil || l.event.ID != c.Event || c.Tenant != "" && l.event.Tenant != c.Tenant {
		return
	}
	c.events++
	for _, w := range l.withheld {
		if w.Path != c.Path {
			continue
		}
		c.found++
		for _, value := range c.forms(w.Kind) {
			if Commit(c.salt, value) == w.Commitment {
				c.fits++
				break
			}
		}
	}
}

// forms are the canonical forms that the value may have been meant as: a text
// from a terminal or a file often ends with a line feed that is none of it.
func (c *claiming) forms(kind string) [][]byte {
	var forms [][]byte
	for _, value := range [][]byte{c.Value, bytes.TrimSuffix(bytes.TrimSuffix(c.Value, []byte("\n")), []byte("\r"))} {
		switch kind {
		case KindText, KindName:
			forms = append(forms, canonical.Quote(string(value)))
			if quoted, err := canonical.JSON(value); err == nil && quoted[0] == '"' {
				forms = append(forms, quoted)
			}
		default:
			if form, err := canonical.JSON(value); err == nil {
				forms = append(forms, form)
			}
		}
	}
	return forms
}

func (c *claiming) check() *Check {
	check := newCheck(checkClaim)
	switch {
	case c.events == 0:
		check.wrong(eventsName, "there is no event %q", c.Event)
	case c.found == 0:
		check.wrong(eventsName, "event %q withholds nothing at %s", c.Event, c.Path)
	case c.fits == 0:
		check.wrong(eventsName, "the value and the salt do not fit what event %q withholds at %s: it was another value, or it is another salt", c.Event, c.Path)
	default:
		check.say("The value is the one that event %q withholds at %s.", c.Event, c.Path)
	}
	return check
}

// Secret is a value that a pack withholds, with what proves it.
type Secret struct {
	Path       string `json:"path"`
	Kind       string `json:"kind"`
	Salt       string `json:"salt"`
	Commitment string `json:"commitment"`
}

// Secrets lists what a pack withholds of an event, with its salts. Who has a
// salt and the value can prove it: the caller makes sure that giving it away is
// deliberate, and logs it.
func Secrets(e audit.Event, saltKey []byte) ([]Secret, error) {
	full, masked, _ := export.Forms(e)
	withheld, opened, err := former{saltKey: saltKey}.withhold(full, masked)
	list := make([]Secret, len(withheld))
	for i, w := range withheld {
		list[i] = Secret{Path: w.Path, Kind: w.Kind, Salt: opened[i].Salt, Commitment: w.Commitment}
	}
	return list, err
}
