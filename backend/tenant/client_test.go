package tenant

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func TestPageByPassword(t *testing.T) {
	server := newTenant(t, nil)
	client := connect(t, server.URL+"/", Config{Email: rightEmail, Password: rightPassword})
	for offset := range 2 {
		page, err := client.Page(t.Context(), Position{Offset: offset * 100}, 100)
		if err != nil || len(page.Entries) != 2 || page.Total != 2 {
			t.Fatalf("got %+v (%v)", page, err)
		}
	}
	want := []string{
		"POST /user/auth",
		"GET /system/audits?limit=100&offset=0&sort=created%3A-1",
		"GET /system/audits?limit=100&offset=100&sort=created%3A-1",
	}
	if !slices.Equal(server.requests, want) {
		t.Errorf("requests: %q", server.requests)
	}
	if text, until := client.Token(); text != goodToken || !until.Equal(goodUntil) {
		t.Errorf("token until %v", until)
	}
	const bodies = int64(len(`{"items":[{"id":1},{"id":2}],"totalCount":2}`)) * 2
	if got := client.Transferred(); got <= bodies || got > bodies+1000 {
		t.Errorf("transferred %d", got)
	}
}

// Everything about the endpoint comes from the profile.
func TestPageByAnotherProfile(t *testing.T) {
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /sub/admin/log": {say(200, `{"rows":[1]}`)}})
	profile := load(t, "request: {path: /admin/log, params: {kind: a b}, paging: {size: 7, limit: max, offset: from}, sort: {param: ''}}\nanswer: {entries: rows}")
	client := connect(t, server.URL+"/sub//", Config{Token: "opaque", Profile: profile})
	page, err := client.Page(t.Context(), Position{Offset: 3}, 0)
	if err != nil || len(page.Entries) != 1 || page.Total != -1 {
		t.Fatalf("got %+v (%v)", page, err)
	}
	if want := "GET /sub/admin/log?from=3&kind=a+b&max=7"; server.requests[0] != want {
		t.Errorf("got %s, want %s", server.requests[0], want)
	}
}

func TestGzip(t *testing.T) {
	entry := `{"id":1,"x":"` + strings.Repeat("a", 1<<20) + `"}`
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /system/audits": {func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") != "gzip" || r.Header.Get("User-Agent") != "Trailbook/1" {
			t.Errorf("headers: %v", r.Header)
		}
		w.Header().Set("Content-Encoding", "gzip")
		zipped := gzip.NewWriter(w)
		_, _ = io.WriteString(zipped, "["+entry+"]")
		_ = zipped.Close()
	}}})
	client := connect(t, server.URL, Config{Token: goodToken, UserAgent: "Trailbook/1"})
	page, err := client.Page(t.Context(), Position{}, 0)
	if err != nil || string(page.Entries[0]) != entry {
		t.Fatalf("got %d entries (%v)", len(page.Entries), err)
	}
	if got := client.Transferred(); got == 0 || got > 10_000 {
		t.Errorf("%d bytes on the wire for 1 MiB of one letter", got)
	}
}

func TestAnswerTooLarge(t *testing.T) {
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /system/audits": {say(200, `["`+strings.Repeat("a", 2<<20)+`"]`)}})
	client := connect(t, server.URL, Config{Token: goodToken, Limits: Limits{Body: 1 << 20}})
	_, err := client.Page(t.Context(), Position{}, 0)
	if audit.CodeOf(err) != audit.CodeCutOff || !strings.Contains(err.Error(), "larger than 1 MiB") {
		t.Errorf("got %v", err)
	}
	if n := server.count("GET /system/audits"); n != 1 {
		t.Errorf("%d requests: it will not get smaller", n)
	}
}

func TestOneRequestAtATime(t *testing.T) {
	var now, most atomic.Int32
	server := newTenant(t, map[string][]http.HandlerFunc{"GET /system/audits": {func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		say(200, "[]")(w, r)
	}}})
	client := connect(t, server.URL, Config{Token: goodToken})
	var group sync.WaitGroup
	for range 20 {
		group.Go(func() {
			if _, err := client.Page(context.Background(), Position{}, 0); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most.Load() != 1 {
		t.Errorf("%d requests at once", most.Load())
	}
}

func TestNewRefuses(t *testing.T) {
	ca := t.TempDir() + "/ca.pem"
	broken := DefaultProfile()
	broken.Request.Paging.Mode = ModeWindow
	for name, test := range map[string]struct {
		config Config
		want   audit.Code
	}{
		"no URL":               {Config{}, audit.CodeInvalid},
		"no scheme":            {Config{URL: "api.example.com"}, audit.CodeInvalid},
		"host and port only":   {Config{URL: "localhost:2200"}, audit.CodeInvalid},
		"another scheme":       {Config{URL: "ftp://example.com"}, audit.CodeInvalid},
		"no host":              {Config{URL: "https://"}, audit.CodeInvalid},
		"credentials":          {Config{URL: "https://a:hush@example.com"}, audit.CodeInvalid},
		"unreadable with some": {Config{URL: "https://a:hush@example.com:port%zz"}, audit.CodeInvalid},
		"parameters":           {Config{URL: "https://example.com/?token=hush"}, audit.CodeInvalid},
		"fragment":             {Config{URL: "https://example.com/#hush"}, audit.CodeInvalid},
		"plain http":           {Config{URL: "http://example.com"}, audit.CodeInvalid},
		"plain http, look":     {Config{URL: "http://localhost.example.com"}, audit.CodeInvalid},
		"token":                {Config{URL: "https://example.com", Token: "hush hush"}, audit.CodeInvalid},
		"token with a line":    {Config{URL: "https://example.com", Token: "hush\r\nX: y"}, audit.CodeInvalid},
		"CA file":              {Config{URL: "https://example.com", CAFile: ca + ".none"}, audit.CodeFile},
		"CA file's content":    {Config{URL: "https://example.com", CAFile: "default.yaml"}, audit.CodeInvalid},
		"CA and transport":     {Config{URL: "https://example.com", CAFile: ca, HTTP: http.DefaultTransport}, audit.CodeInvalid},
		"profile":              {Config{URL: "https://example.com", Profile: broken}, audit.CodeProfile},
	} {
		_, err := New(test.config)
		if audit.CodeOf(err) != test.want {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		} else if strings.Contains(err.Error(), "hush") {
			t.Errorf("%s: %v tells the secret", name, err)
		}
	}
	for _, url := range []string{"https://example.com:8443/sub/path", "http://127.0.0.9:2200", "http://[::1]:2200/", "http://LOCALHOST"} {
		if _, err := New(Config{URL: url}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
