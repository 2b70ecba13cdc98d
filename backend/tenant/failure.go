package tenant

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// failure is one attempt that did not succeed. Nothing in it comes from the
// body or the headers of an answer: a tenant may echo credentials there.
type failure struct {
	err      *audit.Error
	again    bool          // another attempt may succeed
	unsigned bool          // a 401 of the tenant's own: another token may help
	after    time.Duration // how long the tenant asks us to wait, 0 when it does not say
	why      string        // for the note about waiting
}

var (
	errElsewhere = errors.New("tenant: redirected to another host")
	errLoop      = errors.New("tenant: redirected too often")
	errSilent    = errors.New("tenant: nothing arrived in time")
)

// noAnswer says why a request got no answer.
func noAnswer(err error) *failure {
	var certificate *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	f := &failure{why: "the tenant is not reachable"}
	byProxy := proxyError(err)
	switch {
	case byProxy != nil:
		f.err, f.why, f.again = byProxy, "the proxy is in the way", !errors.As(err, new(refusal))
	case errors.Is(err, errElsewhere):
		f.err = audit.Errorf(audit.CodeNotAppmixer, "The URL leads on to another host, which gets neither token nor password.").
			WithHint("Open the URL in a browser to see where it leads, and enter the API's own URL.")
	case errors.Is(err, errLoop):
		f.err = audit.Errorf(audit.CodeNotAppmixer, "The URL leads round in a circle.").WithHint("Check the tenant's URL.")
	case errors.As(err, &certificate):
		f.err = certificateError(certificate)
	case errors.As(err, &record), errors.Is(err, http.ErrSchemeMismatch):
		f.err = audit.Errorf(audit.CodeUnreachable, "The server does not speak HTTPS there.").
			WithHint("Check the port in the tenant's URL.")
	case errors.Is(err, errSilent):
		f.again = true
		f.err = audit.Errorf(audit.CodeUnreachable, "The tenant did not answer in time.").
			WithHint("Check the network and try again.")
	default:
		f.again = true
		f.err = audit.Errorf(audit.CodeUnreachable, "The tenant cannot be reached.").
			WithHint("Check the URL, the network and the proxy settings.")
	}
	f.err.Err = safeCause(err)
	return f
}

// safeCause keeps of an error what cannot hold anything that a server wrote:
// errors of the operating system and of name resolution. Of others it keeps
// the type.
func safeCause(err error) error {
	var name *net.DNSError
	var operation *net.OpError
	switch {
	case errors.Is(err, errSilent):
		return errSilent
	case errors.Is(err, io.EOF):
		return io.EOF
	case errors.Is(err, io.ErrUnexpectedEOF):
		return io.ErrUnexpectedEOF
	case errors.As(err, &name):
		return name
	case errors.As(err, &operation) && (operation.Op == "dial" || operation.Op == "proxyconnect" || operation.Op == "read" || operation.Op == "write"):
		return operation
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Errorf("tenant: %T", err)
}

// refused says what an answer other than 2xx means. The call's own meaning of
// a status comes behind what is the same for all of them.
func refused(call *call, resp *http.Response, html bool) *failure {
	f := &failure{after: retryAfter(resp.Header, time.Now())}
	switch status := resp.StatusCode; {
	case status == http.StatusTooManyRequests:
		f.again, f.why = true, "the tenant asks for fewer requests"
		f.err = audit.Errorf(audit.CodeThrottled, "The tenant refuses more requests, even after waiting.").
			WithHint("Try again in some minutes.")
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		f.again, f.why = true, fmt.Sprintf("the tenant has a problem (status %d)", status)
		f.err = audit.Errorf(audit.CodeServer, "The tenant has a problem (status %d), even after several tries.", status).
			WithHint("Try again later; if it stays, tell the tenant's administrator.")
	case html && (status == http.StatusUnauthorized || status == http.StatusForbidden):
		f.again, f.why, f.err = true, whyHTML, textError(errSyntax)
	case status < 400:
		f.err = audit.Errorf(audit.CodeNotAppmixer, "The server answered with status %d instead of data.", status).
			WithHint("Check the tenant's URL.")
	default:
		f.unsigned, f.err = status == http.StatusUnauthorized, call.meaning(status)
	}
	return f
}

const whyHTML = "something else than the tenant answers"

// badBody is the failure of an answer whose content cannot be used.
func badBody(err *audit.Error) *failure {
	f := &failure{err: err}
	switch err.Code {
	case audit.CodeCutOff:
		f.again, f.why = true, "the answer was cut off"
	case audit.CodeNotJSON:
		f.again, f.why = true, whyHTML
	}
	return f
}

// cancelled is the failure of a caller that wants no answer any more.
func cancelled(ctx context.Context) *audit.Error {
	return audit.Errorf(audit.CodeCancelled, "Stopped before the tenant had answered.").Wrapping(ctx.Err())
}
