package demo

import (
	"encoding/binary"
	"encoding/hex"
	"net/http"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// draft is an entry before it is written.
type draft struct {
	action        string
	by            *person // nil for an account that does not exist
	email         string  // of that account
	ip, agent     string  // where they differ from the person's session
	flowID        string
	id, name      string // of the target
	before, after []byte
	changes       []byte
}

// pen writes entries and gives them ids that nobody else gives.
type pen struct {
	dice   dice
	engine [5]byte // the machine part of event ids
	serial uint32
}

func newPen(d dice) *pen {
	p := &pen{dice: d}
	d.fill(p.engine[:])
	p.serial = d.Uint32() & 0xffff
	return p
}

// write gives a draft its final form.
func (p *pen) write(a *act, d draft, at int64) Entry {
	entry := Entry{ID: p.eventID(at), CreatedAt: time.UnixMilli(at).UTC()}
	b := make([]byte, 0, 1000+len(d.before)+len(d.after)+len(d.changes))
	b = appendField(append(b, '{'), "id", entry.ID)
	b = appendTime(b, "created", at)
	b = appendField(b, "action", d.action)
	if name := typeName(a.typ); name != "" {
		b = appendField(b, "type", name)
	}
	b = d.appendUser(b)
	if d.flowID != "" {
		b = appendField(b, "flowId", d.flowID)
	}
	b = append(appendKey(b, "target"), '{')
	b = appendField(b, "kind", a.kind)
	if d.id != "" {
		b = appendField(b, "id", d.id)
	}
	b = append(appendField(b, "name", d.name), '}')
	b = p.appendRequest(b, a, d)
	for _, part := range []struct {
		name string
		json []byte
	}{{"before", d.before}, {"after", d.after}, {"changes", d.changes}} {
		if part.json != nil {
			b = appendRaw(b, part.name, part.json)
		}
	}
	b = append(b, '}')
	entry.Raw = b
	return entry
}

func (d *draft) appendUser(b []byte) []byte {
	b = append(appendKey(b, "user"), '{')
	email := d.email
	if d.by != nil {
		b = appendField(b, "id", d.by.id)
		email = d.by.email
		if d.ip == "" {
			d.ip = d.by.ip
		}
		if d.agent == "" {
			d.agent = d.by.agent
		}
	}
	return append(appendField(b, "email", email), '}')
}

// appendRequest writes where the action came from and the call that it was.
func (p *pen) appendRequest(b []byte, a *act, d draft) []byte {
	b = appendField(b, "ip", d.ip)
	b = appendField(b, "userAgent", d.agent)
	b = append(appendKey(b, "request"), '{')
	b = appendField(b, "id", p.dice.uuid())
	b = appendField(b, "method", a.method)
	path := a.path
	if !a.opens {
		path += d.id
	}
	b = appendField(b, "path", path)
	b = appendField(b, "host", "api.northwind.example")
	b = appendNumber(b, "status", status(d.action))
	b = appendNumber(b, "durationMs", p.dice.between(8, 400))
	b = appendField(b, "origin", "https://my.northwind.example")
	if d.flowID != "" {
		b = appendField(b, "referer", "https://my.northwind.example/designer/"+d.flowID)
	}
	return append(b, '}')
}

func status(action string) int {
	if action == "Login Failed" {
		return http.StatusUnauthorized
	}
	return http.StatusOK
}

// eventID is an object id: seconds, machine, a counter that sorts entries of
// the same second.
func (p *pen) eventID(at int64) string {
	p.serial = (p.serial + 1) & 0xffffff
	raw := binary.BigEndian.AppendUint32(make([]byte, 0, 13), uint32(at/1000)) //nolint:gosec // seconds until 2106
	raw = append(raw, p.engine[:]...)
	raw = binary.BigEndian.AppendUint32(raw, p.serial)
	return hex.EncodeToString(append(raw[:9], raw[10:]...))
}

func typeName(t audit.Type) string {
	switch t {
	case audit.TypeCreate:
		return "Create"
	case audit.TypeUpdate:
		return "Update"
	case audit.TypeDelete:
		return "Delete"
	}
	return ""
}
