package tenant

import (
	"cmp"
	"crypto/tls"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Limits bound one request. Zero fields stand for the defaults: 10 s, 60 s,
// 45 s, 256 MiB. There is no limit on the whole, since a large page over a
// slow line may take long.
type Limits struct {
	Connect time.Duration // to a connection
	Header  time.Duration // to the first byte of the answer
	Idle    time.Duration // without a further byte of it
	Body    int64         // bytes of an answer, decompressed
}

func (l Limits) withDefaults() Limits {
	return Limits{
		Connect: cmp.Or(l.Connect, 10*time.Second),
		Header:  cmp.Or(l.Header, 60*time.Second),
		Idle:    cmp.Or(l.Idle, 45*time.Second),
		Body:    cmp.Or(l.Body, 256<<20),
	}
}

const maxRedirects = 5

// parseURL checks a tenant's URL; plain allows http beyond this computer. Its text is never repeated in an error: it
// may hold a password.
func parseURL(text string, plain bool) (*url.URL, error) {
	base, err := url.Parse(strings.TrimSpace(text))
	if err != nil || base.Hostname() == "" || (base.Scheme != "https" && base.Scheme != "http") {
		return nil, audit.Errorf(audit.CodeInvalid, "The tenant's URL cannot be used.").
			WithHint("Write it whole, such as https://api.example.appmixer.cloud.")
	}
	switch {
	case base.User != nil:
		return nil, audit.Errorf(audit.CodeInvalid, "The tenant's URL holds a user name or password.").
			WithHint("Take them out of the URL; Trailbook asks for them on their own.")
	case base.RawQuery != "" || base.ForceQuery || base.Fragment != "":
		return nil, audit.Errorf(audit.CodeInvalid, "The tenant's URL holds parameters.").
			WithHint("Enter only the part before ? or #.")
	case base.Scheme == "http" && !plain && !isLoopback(base.Hostname()):
		return nil, audit.Errorf(audit.CodeInvalid, "Plain http would send the password in clear.").
			WithHint("Use https://. Where the network itself is protected, plain http can be allowed for this tenant alone.")
	}
	return base.JoinPath("/"), nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (ip != nil && ip.IsLoopback())
}

// newTransport connects through the environment's proxy, with TLS 1.2 or
// newer, trusting the system's authorities and those in caFile.
func newTransport(caFile string, limits Limits) (*http.Transport, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if caFile != "" {
		roots, err := rootsWith(caFile)
		if err != nil {
			return nil, err
		}
		config.RootCAs = roots
	}
	dialer := &net.Dialer{Timeout: limits.Connect, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    limits.Connect,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		OnProxyConnectResponse: proxyAgrees,
		DisableCompression:     true, // done in body.go, where the bytes on the wire are counted
	}, nil
}

// stayOnHost refuses redirects that would carry the token elsewhere.
func stayOnHost(req *http.Request, via []*http.Request) error {
	first := via[0].URL
	switch {
	case req.URL.Scheme != first.Scheme, !strings.EqualFold(req.URL.Hostname(), first.Hostname()), portOf(req.URL) != portOf(first):
		return errElsewhere
	case len(via) > maxRedirects:
		return errLoop
	}
	return nil
}

func portOf(u *url.URL) string {
	if port := u.Port(); port != "" {
		return port
	}
	return map[string]string{"http": "80", "https": "443"}[u.Scheme]
}
