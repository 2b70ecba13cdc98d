package evidence

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence/canonical"
	"github.com/trailbook/trailbook/backend/export"
)

// Every event has one leaf: made of it, read back masked, and read back with its
// secrets.
func TestALeafIsTheSameWithAndWithoutSecrets(t *testing.T) {
	key := bytes.Repeat([]byte{7}, 32)
	secrets := 0
	for _, e := range recorded(t, 1500) {
		closed, err := former{saltKey: key}.entry(e)
		if err != nil {
			t.Fatal(err)
		}
		open, err := former{saltKey: key, open: true}.entry(e)
		if err != nil {
			t.Fatal(err)
		}
		for name, made := range map[string]entry{"masked": closed, "open": open} {
			l, err := readLine(bytes.TrimSuffix(made.line, []byte("\n")))
			if err != nil {
				t.Fatalf("%s, %s: %v\n%s", e.ID, name, err, made.line)
			}
			if l.leaf != closed.leaf || made.leaf != closed.leaf {
				t.Errorf("%s, %s: read %s, made %s, want %s", e.ID, name, l.leaf, made.leaf, closed.leaf)
			}
			if len(l.withheld) != closed.withheld {
				t.Errorf("%s, %s: %d withheld, want %d", e.ID, name, len(l.withheld), closed.withheld)
			}
			full, masked, _ := export.Forms(e)
			want := map[string]audit.Event{"masked": masked, "open": full}[name]
			if one, other := asJSON(t, l.event), asJSON(t, want); one != other {
				t.Errorf("%s, %s: read %s\nwant %s", e.ID, name, one, other)
			}
		}
		secrets += closed.withheld
	}
	if secrets < 40 {
		t.Errorf("only %d secrets, which proves little", secrets)
	}
}

func asJSON(t *testing.T, e audit.Event) string {
	t.Helper()
	line, err := encode(&e, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(line)
}

func TestWithheld(t *testing.T) {
	key := bytes.Repeat([]byte{7}, 32)
	hard := awkward()[0]
	open, err := former{saltKey: key, open: true}.entry(hard)
	if err != nil {
		t.Fatal(err)
	}
	closed, err := former{saltKey: key}.entry(hard)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"hunter", "123456789012345678", "tok-1", "dozjg", `x\ny`} {
		if bytes.Contains(closed.line, []byte(secret)) {
			t.Errorf("%s is in the masked line %s", secret, closed.line)
		}
	}
	l, err := readLine(bytes.TrimSuffix(open.line, []byte("\n")))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]string{
		"/before/password": `"hunter2"`, "/after/password": `"hunter3"`, "/raw/secret/pin": "123456789012345678", "/raw/secret/a/1/token": `"tok-2"`,
		"/raw/text": `"Authorization: Bearer ` + bearer + `"`, "/raw/~1a~0b/password": `"x\ny"`,
	}
	for _, o := range l.opened {
		value, known := values[o.Path]
		if !known {
			continue
		}
		delete(values, o.Path)
		salt, err := hex.DecodeString(o.Salt)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range l.withheld {
			if w.Path == o.Path && w.Commitment != Commit(salt, []byte(value)) {
				t.Errorf("%s: %s does not fit", o.Path, value)
			}
		}
	}
	if len(values) > 0 {
		t.Errorf("not withheld: %v, of %+v", values, l.withheld)
	}
	named := 0
	for _, o := range l.opened {
		if o.Kind == KindName && strings.HasPrefix(o.Path, "/raw/sessions/•••") {
			named++
		}
	}
	if named != 1 {
		t.Errorf("%d names are withheld: %+v", named, l.opened)
	}
}

// What differs in anything has another salt.
func TestSalts(t *testing.T) {
	seen := map[string]string{}
	for _, c := range []struct{ key, tenant, id, path, kind string }{
		{"k", "a", "b", "/p", KindText}, {"j", "a", "b", "/p", KindText}, {"k", "ab", "", "/p", KindText}, {"k", "a", "c", "/p", KindText},
		{"k", "a", `b","`, "/p", KindText}, {"k", "a", "b", "/q", KindText}, {"k", "a", "b", "/p", KindName},
	} {
		s := newSalter([]byte(c.key), c.tenant, c.id)
		for range 2 {
			salt := hex.EncodeToString(s.salt(c.path, c.kind))
			if other := seen[salt]; other != "" || len(salt) != 2*saltSize {
				t.Errorf("%v has the salt of %s", c, other)
			}
			seen[salt] = c.path
		}
	}
}

func TestLinesThatAreNone(t *testing.T) {
	closed, err := former{saltKey: []byte("k")}.entry(awkward()[0])
	if err != nil {
		t.Fatal(err)
	}
	text := string(bytes.TrimSuffix(closed.line, []byte("\n")))
	for name, line := range map[string]string{
		"nothing": "", "a list": "[]", "half": text[:len(text)/2], "two": text + text,
		"a field twice":       strings.Replace(text, `"area":`, `"ip":"1","area":`, 1),
		"an unknown field":    strings.Replace(text, `"area":`, `"color":"1","area":`, 1),
		"no area":             strings.Replace(text, `"area":"Flow Management",`, ``, 1),
		"no time":             strings.Replace(text, `Z"`, `"`, 1),
		"a number for an id":  strings.Replace(text, `"id":"hard"`, `"id":1`, 1),
		"both forms":          strings.Replace(text, `"withheld":`, `"opened":[{"at":1}],"withheld":`, 1),
		"a salt that is none": strings.Replace(text, `"withheld":`, `"opened":[{"at":1,"salt":"00"}],"x":`, 1),
	} {
		if l, err := readLine([]byte(line)); err == nil {
			t.Errorf("%s: read as %+v", name, l)
		}
	}
}

// FuzzForm: whatever an event's values are, its masked and its open line have
// the same leaf.
func FuzzForm(f *testing.F) {
	f.Add(hardRaw, `{"password":"x"}`)
	f.Add(`{"key":"JWTSecret","value":["a",1,{"b":null}]}`, `x`)
	f.Fuzz(func(t *testing.T, raw, before string) {
		e := audit.Event{ID: "1", Tenant: "t", CreatedAt: made, Raw: json.RawMessage(raw), Before: json.RawMessage(before), TargetID: "JWTSecret"}
		closed, err := former{saltKey: []byte("k")}.entry(e)
		if err != nil {
			return // nested too deep
		}
		open, err := former{saltKey: []byte("k"), open: true}.entry(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range []entry{closed, open} {
			l, err := readLine(bytes.TrimSuffix(made.line, []byte("\n")))
			if err != nil || l.leaf != closed.leaf {
				t.Fatalf("%v: %s", err, made.line)
			}
		}
		if _, err := canonical.JSON(closed.line); err != nil {
			t.Fatal(err)
		}
	})
}
