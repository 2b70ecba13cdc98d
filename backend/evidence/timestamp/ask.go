// Package timestamp asks a time stamp service for a token (RFC 3161) and checks
// one: that something existed at a time, by the word of that service.
package timestamp

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/url"

	"github.com/trailbook/trailbook/backend/audit"
)

var (
	oidSHA256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	oidSHA384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	oidSHA512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}
)

type imprint struct {
	Algorithm pkix.AlgorithmIdentifier
	Digest    []byte
}

type request struct {
	Version int
	Imprint imprint
	Nonce   *big.Int
	CertReq bool
}

// mostAnswer is how many bytes an answer may have.
const mostAnswer = 1 << 20

// Ask gets an answer of the service at address for a SHA-256, with the
// service's certificates. It is checked to be about that digest and this
// question; whom to trust is Check's to tell. CodeUnreachable tells that nobody
// answers, CodeServer that the answer is no time stamp.
func Ask(ctx context.Context, client *http.Client, address string, digest [sha256.Size]byte) ([]byte, error) {
	nonce, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 63))
	if err != nil {
		return nil, err
	}
	question, err := asn1.Marshal(request{1, imprint{pkix.AlgorithmIdentifier{Algorithm: oidSHA256, Parameters: asn1.NullRawValue}, digest[:]}, nonce, true})
	if err != nil {
		return nil, err
	}
	asked, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(question))
	if err != nil {
		return nil, audit.Errorf(audit.CodeInvalid, "The address of the time stamp service cannot be used.").Wrapping(err)
	}
	asked.Header.Set("Content-Type", "application/timestamp-query")
	answer, err := client.Do(asked)
	if err != nil {
		return nil, audit.Errorf(audit.CodeUnreachable, "The time stamp service at %s does not answer.", host(asked.URL)).
			WithHint("Check the address and the connection.").Wrapping(err)
	}
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(io.LimitReader(answer.Body, mostAnswer+1))
	switch {
	case err != nil:
		err = audit.Errorf(audit.CodeUnreachable, "The answer of the time stamp service at %s was cut off.", host(asked.URL)).Wrapping(err)
		return nil, err
	case answer.StatusCode != http.StatusOK || len(content) > mostAnswer:
		return nil, refused(asked.URL, errors.New("HTTP "+answer.Status))
	}
	t, err := parse(content)
	if err == nil {
		err = t.about(digest)
	}
	if err == nil && (t.info.Nonce == nil || t.info.Nonce.Cmp(nonce) != 0) {
		err = errors.New("it answers another question")
	}
	if err == nil {
		err = t.signed()
	}
	if err != nil {
		return nil, refused(asked.URL, err)
	}
	return content, nil
}

func refused(at *url.URL, err error) error {
	return audit.Errorf(audit.CodeServer, "The service at %s gave no time stamp.", host(at)).
		WithHint("Check that the address is that of an RFC 3161 service.").Wrapping(err)
}

func host(at *url.URL) string { return at.Scheme + "://" + at.Host }
