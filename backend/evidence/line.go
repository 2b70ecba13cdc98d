package evidence

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/evidence/merkle"
	"github.com/trailbook/trailbook/backend/jsontext"
)

// line is a line of a pack's file of events, read back.
type line struct {
	event    audit.Event // as the line has it, its values with the line's own bytes
	leaf     merkle.Hash
	withheld []Withheld // also of what is opened
	opened   []Opened
}

// readLine takes a line apart and hashes its pack form. What is not an event in
// its pack form is an error.
func readLine(text []byte) (line, error) {
	d, err := canonical.Parse(text)
	if err != nil {
		return line{}, err
	}
	if d.Nodes[0].Kind != jsontext.Object {
		return line{}, errors.New("not an object")
	}
	var l line
	if err := l.read(d); err != nil {
		return line{}, err
	}
	if len(l.opened) > 0 {
		if err := l.close(d); err != nil {
			return line{}, err
		}
	}
	l.leaf = merkle.Leaf(d.Append(make([]byte, 0, len(text))))
	return l, nil
}

// fields are where the members of a line go.
type fields struct {
	texts  map[string]*string
	values map[string]*json.RawMessage
}

func fieldsOf(e *audit.Event) fields {
	return fields{
		texts: map[string]*string{
			"id": &e.ID, "tenant": &e.Tenant, "action": &e.Action, "type": (*string)(&e.Type), "area": &e.Area, "user": &e.User, "userId": &e.UserID,
			"flowId": &e.FlowID, "targetKind": &e.TargetKind, "targetId": &e.TargetID, "targetName": &e.TargetName, "ip": &e.IP,
			"userAgent": &e.UserAgent, "summary": &e.Summary,
		},
		values: map[string]*json.RawMessage{"before": &e.Before, "after": &e.After, "changes": &e.Changes, "raw": &e.Raw},
	}
}

const timeField = "createdAt"

// missing names a field that was not seen, empty for none.
func (f fields) missing(seen map[string]bool) string {
	for name := range f.texts {
		if !seen[name] {
			return name
		}
	}
	for name := range f.values {
		if !seen[name] {
			return name
		}
	}
	if !seen[timeField] {
		return timeField
	}
	return ""
}

// read fills the line from its members.
func (l *line) read(d *canonical.Document) error {
	f, seen := fieldsOf(&l.event), map[string]bool{}
	for _, i := range d.Members(0) {
		name := d.Name(i)
		if seen[name] {
			return fmt.Errorf("it has %q twice", name)
		}
		seen[name] = true
		if err := l.field(d, i, name, f); err != nil {
			return fmt.Errorf("%q cannot be read: %w", name, err)
		}
	}
	if name := f.missing(seen); name != "" {
		return fmt.Errorf("its %q is missing", name)
	}
	if len(l.withheld) > 0 && len(l.opened) > 0 {
		return errors.New("secrets are withheld and open at once")
	}
	return nil
}

var errField = errors.New("no field of an event, or not of this kind")

func (l *line) field(d *canonical.Document, i int, name string, f fields) (err error) {
	kind := d.Nodes[i].Kind
	switch text, value := f.texts[name], f.values[name]; {
	case text != nil && kind == jsontext.Text:
		*text = d.Text(i)
	case value != nil && kind == jsontext.Null:
	case value != nil:
		*value = d.Source(i)
	case name == timeField && kind == jsontext.Text:
		l.event.CreatedAt, err = time.Parse(audit.TimeLayout, d.Text(i))
	case name == "withheld":
		err = json.Unmarshal(d.Source(i), &l.withheld)
	case name == "opened":
		d.Drop(i)
		err = json.Unmarshal(d.Source(i), &l.opened)
	default:
		err = errField
	}
	return err
}

// close makes the pack form of an event whose secrets are open.
func (l *line) close(d *canonical.Document) error {
	last := 0
	for _, o := range l.opened {
		salt, err := hex.DecodeString(o.Salt)
		switch {
		case err != nil || len(salt) != saltSize:
			return fmt.Errorf("the salt of %q is none", o.Path)
		case o.At < last || o.At < 1 || o.At >= len(d.Nodes):
			return fmt.Errorf("%q is not in the line", o.Path)
		}
		last = o.At
		value := d.AppendNode(nil, o.At)
		if o.Kind == KindName {
			value = d.CanonicalName(o.At)
			d.Rename(o.At, o.Mask)
		} else {
			d.Replace(o.At, o.Mask)
		}
		l.withheld = append(l.withheld, Withheld{Path: o.Path, Kind: o.Kind, Commitment: Commit(salt, value)})
	}
	text, err := json.Marshal(l.withheld)
	if err != nil {
		return err
	}
	if text, err = canonical.JSON(text); err != nil {
		return err
	}
	d.Add("withheld", text)
	return nil
}

// saltSize is in bytes.
const saltSize = 32
