package tenant

import (
	"crypto/tls"
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

func newTLSTenant(t *testing.T, version uint16) (server *testTenant, caFile string) {
	t.Helper()
	server = unstarted(nil)
	server.TLS = &tls.Config{MinVersion: version, MaxVersion: version}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	caFile = filepath.Join(t.TempDir(), "ca.pem")
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(caFile, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return server, caFile
}

func TestPrivateCA(t *testing.T) {
	server, caFile := newTLSTenant(t, tls.VersionTLS12)
	if err := info(t.Context(), connect(t, server.URL, Config{CAFile: caFile})); err != nil {
		t.Errorf("with the CA file: %v", err)
	}
	err := info(t.Context(), connect(t, server.URL, Config{}))
	if audit.CodeOf(err) != audit.CodeUnreachable || !strings.Contains(err.Error(), "CA file") {
		t.Errorf("without it: %v", err)
	}
	if n := server.count("GET /"); n != 1 {
		t.Errorf("%d requests came through", n)
	}
	elsewhere := strings.Replace(server.URL, "127.0.0.1", "localhost", 1)
	if err := info(t.Context(), connect(t, elsewhere, Config{CAFile: caFile})); audit.CodeOf(err) != audit.CodeUnreachable {
		t.Errorf("under a name that the certificate does not have: %v", err)
	}
}

func TestOldTLSIsRefused(t *testing.T) {
	server, caFile := newTLSTenant(t, tls.VersionTLS11)
	if err := info(t.Context(), connect(t, server.URL, Config{CAFile: caFile})); audit.CodeOf(err) != audit.CodeUnreachable {
		t.Errorf("got %v", err)
	}
}

func TestWrongSchemeIsExplained(t *testing.T) {
	plain := newTenant(t, nil)
	err := info(t.Context(), connect(t, strings.Replace(plain.URL, "http:", "https:", 1), Config{}))
	if audit.CodeOf(err) != audit.CodeUnreachable || !strings.Contains(err.Error(), "does not speak HTTPS") {
		t.Errorf("got %v", err)
	}
	secure, _ := newTLSTenant(t, tls.VersionTLS13)
	err = info(t.Context(), connect(t, strings.Replace(secure.URL, "https:", "http:", 1), Config{}))
	if audit.CodeOf(err) != audit.CodeNotAppmixer {
		t.Errorf("got %v", err)
	}
}

// A redirect within the tenant is followed, token and all; another server
// never sees a request.
func TestRedirects(t *testing.T) {
	thief := newTenant(t, nil)
	server := newTenant(t, map[string][]http.HandlerFunc{
		audits:            {redirect("/v2/audits", http.StatusPermanentRedirect)},
		"GET /v2/audits":  {needToken(say(200, `[1]`))},
		"GET /user":       {redirect(thief.URL+"/user", http.StatusFound)},
		"POST /user/auth": {redirect(thief.URL+"/user/auth", http.StatusTemporaryRedirect)},
	})
	if err := firstPage(t.Context(), connect(t, server.URL, Config{Token: goodToken})); err != nil {
		t.Errorf("within the tenant: %v", err)
	}
	for _, config := range []Config{{Token: goodToken}, byPassword} {
		if err := signIn(t.Context(), connect(t, server.URL, config)); audit.CodeOf(err) != audit.CodeNotAppmixer {
			t.Errorf("to another server: %v", err)
		}
	}
	if len(thief.requests) != 0 {
		t.Errorf("the other server got %q", thief.requests)
	}
}

// A transport of the caller's own is used as it is.
func TestGivenTransport(t *testing.T) {
	server, _ := newTLSTenant(t, tls.VersionTLS13)
	if err := info(t.Context(), connect(t, server.URL, Config{HTTP: server.Client().Transport})); err != nil {
		t.Error(err)
	}
}
