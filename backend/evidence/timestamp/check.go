package timestamp

import (
	"crypto/sha256"
	"crypto/x509"
	"os"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Stamp is what a time stamp says.
type Stamp struct {
	At      time.Time // when it existed
	By      string    // the name of the service, as its certificate says
	Trusted bool      // the certificate is of somebody who is trusted
}

// Check reads the answer of a time stamp service and checks that it is of this
// SHA-256 and that its signature fits. Trusted tells whether its certificate
// leads to one of roots, or to the system's where roots is nil, and was good
// for time stamps then.
func Check(answer []byte, digest [sha256.Size]byte, roots *x509.CertPool) (Stamp, error) {
	t, err := parse(answer)
	if err == nil {
		err = t.about(digest)
	}
	if err == nil {
		err = t.signed()
	}
	if err != nil {
		return Stamp{}, err
	}
	between := x509.NewCertPool()
	for _, c := range t.certificates {
		between.AddCert(c)
	}
	_, err = t.by.Verify(x509.VerifyOptions{
		Roots: roots, Intermediates: between, CurrentTime: t.info.At, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping},
	})
	return Stamp{At: t.info.At.UTC(), By: t.by.Subject.String(), Trusted: err == nil}, nil
}

// Roots reads a file of certificates (PEM) to trust; CodeFile for what has none.
func Roots(path string) (*x509.CertPool, error) {
	text, err := os.ReadFile(path)
	pool := x509.NewCertPool()
	if err == nil && pool.AppendCertsFromPEM(text) {
		return pool, nil
	}
	return nil, audit.Errorf(audit.CodeFile, "There is no certificate in %s.", path).WithHint("Choose a file of certificates in PEM.").Wrapping(err)
}
