package evidence

import (
	"context"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestAWithheldValueIsProven(t *testing.T) {
	events := recorded(t, 20)
	result := pack(t, events)
	open := pack(t, events, func(r *Request) { r.Export.IncludeSecrets = true })
	secrets, err := Secrets(awkward()[0], request(t, "", nil).SaltKey)
	if err != nil {
		t.Fatal(err)
	}
	salts := map[string]string{}
	for _, s := range secrets {
		salts[s.Path] = s.Salt
	}
	for name, c := range map[string]struct {
		claim Claim
		state State
		says  string
	}{
		"a text":                   {Claim{Path: "/before/password", Value: []byte("hunter2")}, Holds, "The value is the one"},
		"a text and its line feed": {Claim{Path: "/before/password", Value: []byte("hunter2\n")}, Holds, "The value is the one"},
		"a text as JSON":           {Claim{Path: "/raw/~1a~0b/password", Value: []byte(`"x\ny"`)}, Holds, "The value is the one"},
		"a number":                 {Claim{Path: "/raw/secret/pin", Value: []byte("123456789012345678")}, Holds, "The value is the one"},
		"its neighbour":            {Claim{Path: "/raw/secret/pin", Value: []byte("123456789012345677")}, Broken, "do not fit"},
		"the text of another path": {Claim{Path: "/after/password", Value: []byte("hunter2")}, Broken, "do not fit"},
		"another salt":             {Claim{Path: "/after/password", Value: []byte("hunter3"), Salt: salts["/before/password"]}, Broken, "do not fit"},
		"a path that is open":      {Claim{Path: "/action", Value: []byte("x"), Salt: salts["/before/password"]}, Broken, "withholds nothing at /action"},
		"another event":            {Claim{Event: "nobody", Path: "/before/password", Value: []byte("x")}, Broken, `there is no event "nobody"`},
		"another tenant":           {Claim{Tenant: "acme", Path: "/before/password", Value: []byte("hunter2")}, Broken, `there is no event "hard"`},
	} {
		if c.claim.Event == "" {
			c.claim.Event = "hard"
		}
		if c.claim.Salt == "" {
			c.claim.Salt = salts[c.claim.Path]
		}
		for _, file := range []string{result.Path, open.Path} {
			verdict := verify(t, file, func(v *Verification) { v.Claim = &c.claim })
			if text := told(verdict); verdict.State != c.state || !strings.Contains(text, c.says) || !strings.Contains(text, checkClaim) {
				t.Errorf("%s: %s", name, text)
			}
		}
	}
	_, err = Verify(context.Background(), Verification{File: result.Path, Claim: &Claim{Event: "hard", Salt: "00"}})
	if audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("a salt that is none: %v", err)
	}
}
