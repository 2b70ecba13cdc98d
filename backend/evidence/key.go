package evidence

import (
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
)

// Key is what packs are signed with.
type Key struct {
	Private ed25519.PrivateKey
	Lasting bool // it outlives the program: packs signed later can be recognised
}

// SeedSize is how many bytes a key is made of.
const SeedSize = ed25519.SeedSize

// NewKey makes a key of its seed.
func NewKey(seed []byte, lasting bool) (Key, error) {
	if len(seed) != SeedSize {
		return Key{}, audit.Errorf(audit.CodeInternal, "The key that evidence is signed with is damaged.")
	}
	return Key{Private: ed25519.NewKeyFromSeed(seed), Lasting: lasting}, nil
}

// Public is the half of the key that anyone may have.
func (k Key) Public() ed25519.PublicKey {
	public, _ := k.Private.Public().(ed25519.PublicKey) // always is one
	return public
}

// Fingerprint is how people tell a public key: the SHA-256 of its form in
// X.509 (SubjectPublicKeyInfo, DER), as sha256sum prints it.
func Fingerprint(public ed25519.PublicKey) string {
	form, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "" // only for what is no key
	}
	sum := sha256.Sum256(form)
	return hex.EncodeToString(sum[:])
}

// ParseFingerprint reads a fingerprint as people write it, with whatever they
// put between its 64 digits; empty stays empty. The error is CodeInvalid.
func ParseFingerprint(text string) (string, error) {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'f' {
			return r
		}
		return -1
	}, strings.ToLower(text))
	if text != "" && len(digits) != 2*sha256.Size {
		return "", audit.Errorf(audit.CodeInvalid, "A fingerprint has %d hexadecimal digits.", 2*sha256.Size).
			WithHint("The one who made the report has it from: trailbook key show")
	}
	return digits, nil
}

const pemType = "PUBLIC KEY"

// PEM is a public key as other programs read it.
func PEM(public ed25519.PublicKey) ([]byte, error) {
	form, err := x509.MarshalPKIXPublicKey(public)
	return pem.EncodeToMemory(&pem.Block{Type: pemType, Bytes: form}), err
}

// ReadPEM reads a public key; anything but one Ed25519 key is an error.
func ReadPEM(text []byte) (ed25519.PublicKey, error) {
	block, _ := pem.Decode(text)
	if block == nil || block.Type != pemType {
		return nil, errors.New("it is no public key in PEM")
	}
	parsed, err := x509.ParsePKIXPublicKey(block.Bytes)
	if err != nil {
		return nil, errors.New("it is no public key")
	}
	public, ok := parsed.(ed25519.PublicKey)
	if !ok {
		return nil, errors.New("it is no Ed25519 key")
	}
	return public, nil
}
