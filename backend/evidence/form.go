package evidence

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/evidence/merkle"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/jsontext"
)

// entry is an event on its way into a pack.
type entry struct {
	line     []byte // of the file of events, with its line feed
	leaf     merkle.Hash
	event    audit.Event // masked, without its values
	withheld int
	replaced int
}

// former makes entries of events.
type former struct {
	saltKey []byte
	open    bool // secrets in clear
}

// lineJSON is a line of the file of events.
type lineJSON struct {
	*plainEvent
	CreatedAt string     `json:"createdAt"`
	Withheld  []Withheld `json:"withheld,omitempty"`
	Opened    []Opened   `json:"opened,omitempty"`
}

type plainEvent audit.Event // without MarshalJSON, which escapes for HTML

func (f former) entry(e audit.Event) (entry, error) {
	full, masked, replaced := export.Forms(e)
	withheld, opened, err := f.withhold(full, masked)
	if err != nil {
		return entry{}, fmt.Errorf("evidence: event %q: %w", e.ID, err)
	}
	made := entry{withheld: len(withheld), replaced: replaced}
	if made.line, err = encode(&masked, withheld, nil); err == nil {
		var pack *canonical.Document
		if pack, err = canonical.Parse(made.line[:len(made.line)-1]); err == nil {
			made.leaf = merkle.Leaf(pack.Append(nil))
		}
	}
	if err == nil && f.open && len(opened) > 0 {
		made.line, err = encode(&full, nil, opened)
	}
	if err != nil {
		return entry{}, fmt.Errorf("evidence: event %q: %w", e.ID, err)
	}
	made.event = masked
	made.event.Before, made.event.After, made.event.Changes, made.event.Raw = nil, nil, nil, nil
	return made, nil
}

func encode(e *audit.Event, withheld []Withheld, opened []Opened) ([]byte, error) {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(lineJSON{(*plainEvent)(e), audit.FormatTime(e.CreatedAt), withheld, opened})
	return line.Bytes(), err
}

// withhold finds what the masked form of an event does not say.
func (f former) withhold(full, masked audit.Event) ([]Withheld, []Opened, error) {
	if sameEvent(&full, &masked) {
		return nil, nil, nil
	}
	one, err := encode(&full, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	other, err := encode(&masked, nil, nil)
	if err != nil {
		return nil, nil, err
	}
	was, err := canonical.Parse(one[:len(one)-1])
	if err != nil {
		return nil, nil, err
	}
	is, err := canonical.Parse(other[:len(other)-1])
	if err != nil {
		return nil, nil, err
	}
	c := comparison{was: was, is: is, salts: newSalter(f.saltKey, masked.Tenant, masked.ID)}
	err = c.node(0, 0, "")
	return c.withheld, c.opened, err
}

func sameEvent(a, b *audit.Event) bool {
	return a.Action == b.Action && a.User == b.User && a.TargetID == b.TargetID && a.TargetName == b.TargetName &&
		a.UserAgent == b.UserAgent && a.Summary == b.Summary &&
		bytes.Equal(a.Before, b.Before) && bytes.Equal(a.After, b.After) && bytes.Equal(a.Changes, b.Changes) && bytes.Equal(a.Raw, b.Raw)
}

// comparison walks an event in clear and masked at once: masking changes texts,
// numbers and names, but not where they are.
type comparison struct {
	was, is  *canonical.Document
	salts    *salter
	withheld []Withheld
	opened   []Opened
}

// node compares node i of the one with node j of the other.
func (c *comparison) node(i, j int, path string) error {
	a, b := c.was.Nodes[i], c.is.Nodes[j]
	if !b.Kind.Container() {
		if !bytes.Equal(c.was.Source(i), c.is.Source(j)) {
			c.add(i, path, kindOf(a.Kind), c.is.Text(j), c.was.AppendNode(nil, i))
		}
		return nil
	}
	inside, masked := c.was.Members(i), c.is.Members(j)
	if a.Kind != b.Kind || len(inside) != len(masked) {
		return fmt.Errorf("its masked form is another at %q", path)
	}
	for n, k := range masked {
		below := path + "/" + strconv.Itoa(n)
		if b.Kind == jsontext.Object {
			name := c.is.Name(k)
			below = path + canonical.Segment(name)
			if !bytes.Equal(c.was.SourceName(inside[n]), c.is.SourceName(k)) {
				c.add(inside[n], below, KindName, name, c.was.CanonicalName(inside[n]))
			}
		}
		if err := c.node(inside[n], k, below); err != nil {
			return err
		}
	}
	return nil
}

func kindOf(kind jsontext.Kind) string {
	switch kind {
	case jsontext.Text:
		return KindText
	case jsontext.Number:
		return KindNumber
	}
	return KindValue
}

// add withholds a value, which is node i in clear.
func (c *comparison) add(i int, path, kind, mask string, value []byte) {
	salt := c.salts.salt(path, kind)
	c.withheld = append(c.withheld, Withheld{Path: path, Kind: kind, Commitment: Commit(salt, value)})
	c.opened = append(c.opened, Opened{At: i, Path: path, Kind: kind, Mask: mask, Salt: hex.EncodeToString(salt)})
}
