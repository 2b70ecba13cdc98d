package tenant

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"

	"github.com/trailbook/trailbook/backend/audit"
)

// certificateError says why the tenant's certificate is not believed, and what
// to do. There is no way around the check.
func certificateError(err error) *audit.Error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &unknown):
		return audit.Errorf(audit.CodeUnreachable, "The tenant's certificate is signed by an authority that this computer does not know.").
			WithHint("If your organisation signs its own certificates, name its CA file for this tenant.")
	case errors.As(err, &name):
		return audit.Errorf(audit.CodeUnreachable, "The tenant's certificate is made out to another host.").
			WithHint("Check the host in the tenant's URL; tell the tenant's administrator if it is right.")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return audit.Errorf(audit.CodeUnreachable, "The tenant's certificate has expired, or is not valid yet.").
			WithHint("Check this computer's clock; if it is right, the tenant's administrator has to renew the certificate.")
	}
	return audit.Errorf(audit.CodeUnreachable, "The tenant's certificate cannot be verified.").
		WithHint("If your organisation signs its own certificates, name its CA file for this tenant.")
}

// refusal is the answer of a proxy that does not let a connection through.
type refusal int

func (r refusal) Error() string {
	return fmt.Sprintf("tenant: the proxy answered with status %d", int(r))
}

// proxyAgrees looks at a proxy's answer to CONNECT.
func proxyAgrees(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return refusal(answer.StatusCode)
	}
	return nil
}

// proxyError says what is wrong with the proxy, nil where it is not the proxy.
// Its address may hold a password and is not repeated.
func proxyError(err error) *audit.Error {
	var refused refusal
	var dialled *net.OpError
	const where = "The proxy is what the environment variables HTTPS_PROXY and HTTP_PROXY name; hosts in NO_PROXY go without."
	switch {
	case errors.As(err, &refused) && int(refused) == http.StatusProxyAuthRequired:
		return audit.Errorf(audit.CodeUnreachable, "The proxy wants a user name and password.").
			WithHint("Write them into the proxy's address, as http://user:password@host:port. %s", where)
	case errors.As(err, &refused):
		return audit.Errorf(audit.CodeUnreachable, "The proxy refuses to connect to the tenant (status %d).", int(refused)).
			WithHint("Ask whoever runs the proxy to let the tenant through. %s", where)
	case errors.As(err, &dialled) && dialled.Op == "proxyconnect":
		return audit.Errorf(audit.CodeUnreachable, "The proxy cannot be reached.").WithHint("%s", where)
	}
	return nil
}
