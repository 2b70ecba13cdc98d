package timestamp

import (
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// authority is a time stamp service: OpenSSL's, behind HTTP.
type authority struct {
	folder string
	url    string
	spoil  func(answer []byte) []byte
}

const settings = `
[ req ]
distinguished_name = dn
[ dn ]
[ stamping ]
extendedKeyUsage = critical,timeStamping
[ serving ]
extendedKeyUsage = serverAuth
[ tsa ]
default_tsa = own
[ own ]
serial = serial
default_policy = 1.2.3.4.1
digests = sha256, sha512
signer_digest = %DIGEST%
accuracy = secs:1, millisecs:500
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
`

func newAuthority(t *testing.T, key []string, digest, usage string) *authority {
	t.Helper()
	a := &authority{folder: t.TempDir(), spoil: func(answer []byte) []byte { return answer }}
	a.write(t, "openssl.cnf", strings.Replace(settings, "%DIGEST%", digest, 1))
	a.write(t, "serial", "01\n")
	a.openssl(t, append([]string{"req", "-x509", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Test root", "-days", "2", "-config", "openssl.cnf", "-newkey"}, key...)...)
	a.openssl(t, append([]string{"req", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test clock", "-config", "openssl.cnf", "-newkey"}, key...)...)
	a.openssl(t, "x509", "-req", "-in", "tsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.pem", "-days", "2", "-extfile", "openssl.cnf", "-extensions", usage)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		question, err := io.ReadAll(r.Body)
		if err != nil || r.Header.Get("Content-Type") != "application/timestamp-query" {
			http.Error(w, "no question", http.StatusBadRequest)
			return
		}
		a.write(t, "question.tsq", string(question))
		a.openssl(t, "ts", "-reply", "-config", "openssl.cnf", "-section", "own", "-queryfile", "question.tsq", "-signer", "tsa.pem", "-inkey", "tsa.key", "-out", "answer.tsr")
		answer, err := os.ReadFile(filepath.Join(a.folder, "answer.tsr"))
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write(a.spoil(answer))
	}))
	t.Cleanup(server.Close)
	a.url = server.URL
	return a
}

func (a *authority) write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(a.folder, name), []byte(content), 0o600); err != nil {
		t.Error(err)
	}
}

func (a *authority) openssl(t *testing.T, args ...string) {
	t.Helper()
	command := exec.Command("openssl", args...)
	command.Dir = a.folder
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("openssl %v: %v\n%s", args, err, out)
	}
}

func TestAStampOfOpenSSL(t *testing.T) {
	digest := sha256.Sum256([]byte("a signature"))
	for _, c := range []struct {
		name, digest string
		key          []string
	}{
		{"RSA", "sha256", []string{"rsa:2048"}}, {"RSA, SHA-512", "sha512", []string{"rsa:2048"}},
		{"ECDSA", "sha256", []string{"ec", "-pkeyopt", "ec_paramgen_curve:P-256"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newAuthority(t, c.key, c.digest, "stamping")
			answer, err := Ask(t.Context(), http.DefaultClient, a.url, digest)
			if err != nil {
				t.Fatalf("%v, %v", err, errors.Unwrap(err))
			}
			roots, err := Roots(filepath.Join(a.folder, "ca.pem"))
			if err != nil {
				t.Fatal(err)
			}
			stamp, err := Check(answer, digest, roots)
			if err != nil || !stamp.Trusted || time.Since(stamp.At).Abs() > time.Minute || stamp.By != "CN=Test clock" {
				t.Errorf("%+v, %v", stamp, err)
			}
			if stamp, err := Check(answer, digest, nil); err != nil || stamp.Trusted {
				t.Errorf("by the system's roots: %+v, %v", stamp, err)
			}
			if _, err := Check(answer, sha256.Sum256(nil), roots); err == nil {
				t.Error("it is of anything")
			}
			passed := 0
			for i := range answer {
				spoiled := append([]byte{}, answer...)
				spoiled[i] ^= 1
				if stamp, err := Check(spoiled, digest, roots); err == nil && stamp.Trusted && !stamp.At.Equal(time.Time{}) {
					passed++
				}
				if _, err := Check(answer[:i], digest, roots); err == nil {
					t.Fatalf("the first %d bytes are enough", i)
				}
			}
			if passed > len(answer)/50 { // a few bytes say nothing: versions, names of what is not looked at
				t.Errorf("%d of %d bytes may be others", passed, len(answer))
			}
		})
	}
}

func TestStampsThatAreNone(t *testing.T) {
	digest := sha256.Sum256([]byte("a signature"))
	a := newAuthority(t, []string{"rsa:2048"}, "sha256", "stamping")
	earlier, err := Ask(t.Context(), http.DefaultClient, a.url, digest)
	if err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func([]byte) []byte{
		"of an earlier question": func([]byte) []byte { return earlier }, "nothing": func([]byte) []byte { return nil },
		"a page": func([]byte) []byte { return []byte("<html>") }, "a byte more": func(answer []byte) []byte { return append(answer, 0) },
		"refused": func([]byte) []byte { return []byte{0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02} },
		"endless": func([]byte) []byte { return make([]byte, mostAnswer+1) },
	} {
		a.spoil = spoil
		if _, err := Ask(t.Context(), http.DefaultClient, a.url, digest); audit.CodeOf(err) != audit.CodeServer {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Ask(t.Context(), http.DefaultClient, "http://127.0.0.1:1/tsr", digest); audit.CodeOf(err) != audit.CodeUnreachable {
		t.Errorf("nobody answers: %v", err)
	}
	other := newAuthority(t, []string{"rsa:2048"}, "sha256", "stamping")
	roots, err := Roots(filepath.Join(other.folder, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	if stamp, err := Check(earlier, digest, roots); err != nil || stamp.Trusted {
		t.Errorf("another authority: %+v, %v", stamp, err)
	}
	if _, err := Roots(filepath.Join(other.folder, "serial")); audit.CodeOf(err) != audit.CodeFile {
		t.Errorf("no certificates: %v", err)
	}
}
