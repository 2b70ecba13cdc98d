package tenant

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func load(t *testing.T, text string) *Profile {
	t.Helper()
	profile, err := LoadProfile(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return profile
}

func TestDefaultProfile(t *testing.T) {
	profile := DefaultProfile()
	if err := profile.Validate(); err != nil {
		t.Fatal(err)
	}
	request := profile.Request
	if request.Path != "/system/audits" || request.Paging.Size != 500 || request.Sort.Value != "created:-1" {
		t.Errorf("got %+v", request)
	}
	if got := profile.Fields.UserID.String(); got != "user.id, user.userId, userId" {
		t.Errorf("userId: %s", got)
	}
	profile.Fields.ID[0][0] = "changed"
	if DefaultProfile().Fields.ID[0][0] != "id" {
		t.Error("one copy changes another")
	}
}

func TestProfileRoundTrip(t *testing.T) {
	if !bytes.Equal(DefaultProfile().YAML(), defaultYAML) {
		t.Error("the default loses its comments")
	}
	profile := load(t, "name: mine\nrequest: {params: {q: 'a: b'}, paging: {size: 7}}\n"+
		"time: {zone: Europe/Prague, layouts: ['2006-01-02 15:04:05']}\nfields: {id: [., a\\.b.c, '@id']}\n")
	again := load(t, string(profile.YAML()))
	if !reflect.DeepEqual(profile, again) {
		t.Errorf("got  %+v\nwant %+v", again, profile)
	}
	if profile.Fields.ID[1][0] != "a.b" || profile.Request.Path != "/system/audits" || profile.Time.Layouts[0] != "2006-01-02 15:04:05" {
		t.Errorf("got %+v", profile)
	}
}

func TestLoadProfileKeepsTheDefaultForTheRest(t *testing.T) {
	for _, text := range []string{"", "# only a comment\n", "{}"} {
		if !reflect.DeepEqual(load(t, text), DefaultProfile()) {
			t.Errorf("%q is not the default", text)
		}
	}
	profile := load(t, "fields:\n  ip: []\n  user: who.mail\n")
	if len(profile.Fields.IP) != 0 || profile.Fields.User.String() != "who.mail" || len(profile.Fields.ID) != 3 {
		t.Errorf("got %+v", profile.Fields)
	}
}

func TestLoadProfileRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\nrequst: {}\n":                         "line 2: there is no key requst",
		"request:\n  paging:\n    sise: 3\n":            "line 3: there is no key sise",
		"name: x\nrequest:\n  paging: {mode: scroll}\n": `line 3: there is no paging mode "scroll"`,
		"\n\ntime: {zone: Mars}":                        `line 3: there is no time zone "Mars"`,
		"time: {zone: ''}":                              "there is no time zone",
		"fields:\n  id: a..b\n":                         `line 2: the path "a..b" has an empty key`,
		"fields:\n  id:\n    - a\n    - {b: c}\n":       "line 4: a path is wanted here",
		"fields:\n  id:\n  - \n":                        "line 3: a path is wanted here",
		"request:\n  paging: {size: many}\n":            "line 2: a value of another kind than str is wanted",
		"request: {paging: {size: 0}}":                  "paging.size must be",
		"request: {method: PUT}":                        "method must be GET or POST",
		"request: {path: system/audits}":                "request.path must begin with /",
		"request: {path: /a/../b}":                      "request.path",
		"request: {path: '/a?x=1'}":                     "request.path",
		"answer: {entries: []}":                         "answer.entries",
		"fields: {createdAt: []}":                       "fields.createdAt",
		"a: [":                                          "line 1",
		"name: a\n---\nname: b\n":                       "more than one document",
		"name: " + strings.Repeat("x", maxProfile):      "larger than 1 MiB",
	} {
		_, err := LoadProfile(strings.NewReader(text))
		if audit.CodeOf(err) != audit.CodeProfile || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60q: got %v, want %q", text, err, want)
			continue
		}
		if strings.Contains(err.Error(), "tenant.") || strings.Contains(err.Error(), "!!") {
			t.Errorf("%.60q: %v speaks Go", text, err)
		}
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, errors.New("broken") }

func TestLoadProfileUnreadable(t *testing.T) {
	if _, err := LoadProfile(brokenReader{}); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("got %v", err)
	}
}
