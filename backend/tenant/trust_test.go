package tenant

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// authority signs certificates for servers of a test.
type authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
}

func newAuthority(t *testing.T) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Acme's own authority"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return authority{certificate, key}
}

// serve starts a tenant with a certificate for a host that lasts until an end.
func (a authority) serve(t *testing.T, host string, end time.Time) *testTenant {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: host}, NotBefore: end.Add(-2 * time.Hour), NotAfter: end,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	if ip := net.ParseIP(host); ip != nil {
		form.IPAddresses = []net.IP{ip}
	} else {
		form.DNSNames = []string{host}
	}
	raw, err := x509.CreateCertificate(rand.Reader, form, a.certificate, &key.PublicKey, a.key)
	if err != nil {
		t.Fatal(err)
	}
	server := unstarted(nil)
	server.TLS = &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{raw}, PrivateKey: key}}, MinVersion: tls.VersionTLS12}
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func (a authority) pem() []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.certificate.Raw})
}

func caFileOf(t *testing.T, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ca")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryFormOfACAFile(t *testing.T) {
	ours, other := newAuthority(t), newAuthority(t)
	server := ours.serve(t, "127.0.0.1", time.Now().Add(time.Hour))
	for name, content := range map[string][]byte{
		"PEM": ours.pem(), "DER": ours.certificate.Raw, "several": append(other.pem(), ours.pem()...),
		"text around it": append([]byte("Acme's authority\r\n\r\n"), ours.pem()...),
	} {
		if err := info(t.Context(), connect(t, server.URL, Config{CAFile: caFileOf(t, content)})); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	key, err := x509.MarshalECPrivateKey(ours.key)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"a key":     {pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: key}), "private key"},
		"damaged":   {pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: []byte("no")}), "damaged"},
		"no file":   {nil, "PEM form"},
		"other PEM": {pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")}), "damaged"},
	} {
		_, err := New(Config{URL: server.URL, CAFile: caFileOf(t, c.content)})
		if audit.CodeOf(err) != audit.CodeInvalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err = New(Config{URL: server.URL, CAFile: filepath.Join(t.TempDir(), "gone.pem")})
	if audit.CodeOf(err) != audit.CodeFile || !strings.Contains(err.Error(), "gone.pem") {
		t.Errorf("a missing file: %v", err)
	}
}

// A file that was replaced counts from the next client on.
func TestARenewedCAFileIsReadAnew(t *testing.T) {
	old, fresh := newAuthority(t), newAuthority(t)
	server := fresh.serve(t, "127.0.0.1", time.Now().Add(time.Hour))
	path := caFileOf(t, old.pem())
	if err := info(t.Context(), connect(t, server.URL, Config{CAFile: path})); audit.CodeOf(err) != audit.CodeUnreachable {
		t.Errorf("with the old authority: %v", err)
	}
	if err := os.WriteFile(path, fresh.pem(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := info(t.Context(), connect(t, server.URL, Config{CAFile: path})); err != nil {
		t.Errorf("with the new one: %v", err)
	}
}

func TestWhyACertificateIsNotBelieved(t *testing.T) {
	ours := newAuthority(t)
	caFile := caFileOf(t, ours.pem())
	hour := time.Now().Add(time.Hour)
	for name, c := range map[string]struct {
		server *testTenant
		caFile string
		says   string
	}{
		"unknown authority": {ours.serve(t, "127.0.0.1", hour), "", "authority that this computer does not know"},
		"another host":      {ours.serve(t, "api.acme.example", hour), caFile, "made out to another host"},
		"expired":           {ours.serve(t, "127.0.0.1", time.Now().Add(-time.Minute)), caFile, "has expired"},
		"not yet valid":     {ours.serve(t, "127.0.0.1", time.Now().Add(4*time.Hour)), caFile, "not valid yet"},
	} {
		err := signIn(t.Context(), connect(t, c.server.URL, Config{CAFile: c.caFile, Token: goodToken}))
		if audit.CodeOf(err) != audit.CodeUnreachable || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		if len(c.server.requests) != 0 {
			t.Errorf("%s: the server got %q", name, c.server.requests)
		}
	}
}

// tunnel is a proxy for CONNECT, which Go uses for https; it leads every host
// to one server. Plain requests it answers as a forward proxy.
type tunnel struct {
	*httptest.Server
	to     string
	status int // other than 200: refuses
	asked  []string
}

func newTunnel(t *testing.T, to string) *tunnel {
	t.Helper()
	p := &tunnel{to: to, status: http.StatusOK}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	return p
}

func (p *tunnel) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.asked = append(p.asked, r.Method+" "+r.Host+" "+r.Header.Get("Proxy-Authorization"))
	if p.status != http.StatusOK {
		w.WriteHeader(p.status)
		_, _ = io.WriteString(w, "<html>Blocked. You sent "+r.Header.Get("Proxy-Authorization")+"</html>") //nolint:gosec // what proxies do
		return
	}
	if r.Method != http.MethodConnect {
		r.URL.Host, r.RequestURI = p.to, ""
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer func() { _ = answer.Body.Close() }()
		w.WriteHeader(answer.StatusCode)
		_, _ = io.Copy(w, answer.Body)
		return
	}
	server, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", p.to)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	client, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	go func() { _, _ = io.Copy(server, client); _ = server.Close() }()
	_, _ = io.Copy(client, server)
	_ = client.Close()
}

// through makes a client whose proxy is the tunnel. The environment is read
// once for a process, so that the way from there is a test of its own below.
func through(t *testing.T, proxy string, config Config) *Client {
	t.Helper()
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	address, err := url.Parse(proxy)
	if err != nil {
		t.Fatal(err)
	}
	transport, ok := client.http.Transport.(*http.Transport)
	if !ok {
		t.Fatalf("the transport is a %T", client.http.Transport)
	}
	if transport.Proxy == nil {
		t.Fatal("the environment's proxy is not used")
	}
	transport.Proxy = http.ProxyURL(address)
	client.retry = RetryPolicy{Tries: 2, Base: time.Millisecond, Cap: time.Millisecond}.withDefaults()
	return client
}

func TestProxies(t *testing.T) {
	ours := newAuthority(t)
	server := ours.serve(t, "tenant.test", time.Now().Add(time.Hour))
	proxy := newTunnel(t, server.Listener.Addr().String())
	config := Config{URL: "https://tenant.test", Token: goodToken, CAFile: caFileOf(t, ours.pem())}
	withPassword := strings.Replace(proxy.URL, "http://", "http://user:hunter2@", 1)
	if err := signIn(t.Context(), through(t, withPassword, config)); err != nil {
		t.Fatalf("through the proxy: %v", err)
	}
	if proxy.asked[0] != "CONNECT tenant.test:443 Basic dXNlcjpodW50ZXIy" {
		t.Errorf("the proxy was asked %q", proxy.asked)
	}
	for status, says := range map[int]string{407: "wants a user name and password", 403: "The proxy refuses", 502: "The proxy refuses"} {
		proxy.status = status
		err := signIn(t.Context(), through(t, withPassword, config))
		if audit.CodeOf(err) != audit.CodeUnreachable || !strings.Contains(err.Error(), says) {
			t.Errorf("status %d: %v", status, err)
		}
		if strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "dXNlcjpodW50ZXIy") {
			t.Errorf("status %d: the error holds the proxy's password: %v", status, err)
		}
	}
	proxy.Close()
	if err := signIn(t.Context(), through(t, withPassword, config)); !strings.Contains(err.Error(), "The proxy cannot be reached") {
		t.Errorf("a proxy that is down: %v", err)
	}
}

func TestPlainHTTPOnlyWhereAllowed(t *testing.T) {
	_, err := New(Config{URL: "http://tenant.test"})
	if audit.CodeOf(err) != audit.CodeInvalid || !strings.Contains(err.Error(), "in clear") {
		t.Errorf("not allowed: %v", err)
	}
	server := newTenant(t, nil)
	proxy := newTunnel(t, server.Listener.Addr().String())
	if err := signIn(t.Context(), through(t, proxy.URL, Config{URL: "http://tenant.test", AllowHTTP: true, Token: goodToken})); err != nil {
		t.Errorf("allowed: %v", err)
	}
	if len(proxy.asked) == 0 || !strings.HasPrefix(proxy.asked[0], "GET tenant.test") {
		t.Errorf("the forward proxy was asked %q", proxy.asked)
	}
}
