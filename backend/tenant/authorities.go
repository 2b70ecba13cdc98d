package tenant

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"

	"github.com/trailbook/trailbook/backend/audit"
)

// maxCAFile is the size in bytes up to which a file of authorities is read:
// the largest bundles have some 300 KB.
const maxCAFile = 4 << 20

// rootsWith are the system's certificate authorities and those of a file in
// PEM or DER form, which is read anew for each client.
func rootsWith(caFile string) (*x509.CertPool, error) {
	text, err := os.ReadFile(caFile)
	if err != nil {
		e := audit.Errorf(audit.CodeFile, "The CA file %q cannot be read.", caFile).Wrapping(err)
		if errors.Is(err, os.ErrNotExist) {
			e = audit.Errorf(audit.CodeFile, "There is no CA file %q any more.", caFile).Wrapping(err)
		}
		return nil, e.WithHint("Name the file of your organisation's certificate authorities for this tenant.")
	}
	if len(text) > maxCAFile {
		return nil, audit.Errorf(audit.CodeInvalid, "The CA file is larger than %d MiB.", maxCAFile>>20)
	}
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if roots.AppendCertsFromPEM(text) {
		return roots, nil
	}
	if bytes.Contains(text, []byte("PRIVATE KEY-----")) {
		return nil, noAuthority("It holds a private key, which belongs nowhere near here; a certificate is wanted.")
	}
	if certificates, err := x509.ParseCertificates(text); err == nil && len(certificates) > 0 {
		for _, certificate := range certificates {
			roots.AddCert(certificate)
		}
		return roots, nil
	}
	if block, _ := pem.Decode(text); block != nil {
		return nil, noAuthority("Its certificates are damaged; save them again.")
	}
	return nil, noAuthority("It should be in PEM form, which begins with -----BEGIN CERTIFICATE-----, or in DER form.")
}

func noAuthority(hint string) *audit.Error {
	return audit.Errorf(audit.CodeInvalid, "The CA file holds no certificate.").WithHint("%s", hint)
}
