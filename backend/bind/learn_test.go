package bind_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// recorded writes the HAR of two pages of the demo tenant's log, and returns
// the token that it holds.
func recorded(t *testing.T, server *demo.Server) (path, token string) {
	t.Helper()
	var entries []map[string]any
	get := func(method, path, body, token string) []byte {
		request, err := http.NewRequestWithContext(t.Context(), method, server.URL()+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, map[string]any{
			"request":  map[string]any{"method": method, "url": server.URL() + path, "headers": []any{map[string]any{"name": "Authorization", "value": "Bearer " + token}}},
			"response": map[string]any{"status": 200, "content": map[string]any{"mimeType": "application/json", "text": string(text)}},
		})
		return text
	}
	var session struct{ Token string }
	signedIn := get("POST", "/user/auth", fmt.Sprintf(`{"username":%q,"password":%q}`, server.Email(), server.Password()), "")
	if err := json.Unmarshal(signedIn, &session); err != nil || session.Token == "" {
		t.Fatalf("%s: %v", signedIn, err)
	}
	get("GET", "/user", "", session.Token)
	for _, offset := range []int{0, 40} {
		get("GET", fmt.Sprintf("/system/audits?limit=40&offset=%d&sort=created:-1", offset), "", session.Token)
	}
	text, err := json.Marshal(map[string]any{"log": map[string]any{"version": "1.2", "entries": entries}})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "backoffice.har")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path, session.Token
}

func TestConnectByExample(t *testing.T) {
	p, server := start(t, t.TempDir()), serve(t)
	har, token := recorded(t, server)
	shown, err := p.Learn.Open(har)
	if err != nil {
		t.Fatal(err)
	}
	if shown.URL != server.URL() || shown.Requests != 4 || shown.Candidates != 2 || shown.Entries != 80 || !shown.SignIn {
		t.Errorf("got %+v", shown)
	}
	text, err := json.Marshal(shown)
	if err != nil || bytes.Contains(text, []byte(token)) || bytes.Contains(text, []byte(server.Password())) {
		t.Errorf("the page gets a secret (%v)", err)
	}
	for _, value := range []string{"", "user.id", "user.email"} {
		corrected, err := p.Learn.Set(shown.Token, bind.Choice{Key: "fields.user", Value: value})
		if err != nil {
			t.Fatalf("user is %q: %v", value, err)
		}
		for _, field := range corrected.Sample {
			if field.Field == "user" && (field.Path != value || field.Found != (value != "")) {
				t.Errorf("user is %q: %+v", value, field)
			}
		}
	}
	if _, err := p.Learn.Set("0", bind.Choice{Key: "fields.user", Value: "x"}); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("another file: %v", err)
	}
	if err := p.Learn.Import("1", shown.Token, bind.Owner{Name: "from the file", New: true}); err != nil {
		t.Fatal(err)
	}
	if done := p.finish("1"); done.Report == nil || done.Report.Inserted != 80 || done.Report.Rejected != 0 {
		t.Errorf("the import: %+v", done)
	}
	if err := p.Learn.AddTenant(shown.Token, bind.TenantForm{Name: "learnt", URL: shown.URL, Token: token}); err != nil {
		t.Fatal(err)
	}
	if err := p.Events.Reload("2", "learnt"); err != nil {
		t.Fatal(err)
	}
	if done := p.finish("2"); done.Report == nil || !done.Report.Complete || done.Report.Inserted < 80 {
		t.Errorf("the sync: %+v", done)
	}
}

func TestWhatIsNoExample(t *testing.T) {
	p := start(t, t.TempDir())
	other := filepath.Join(t.TempDir(), "other.har")
	if err := os.WriteFile(other, []byte(`{"log":{"entries":[]}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]audit.Code{other: audit.CodeNotFound, other + ".gone": audit.CodeNotFound} {
		if _, err := p.Learn.Open(path); audit.CodeOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
	}
}
