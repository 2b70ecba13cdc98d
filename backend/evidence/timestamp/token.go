package timestamp

import (
	"bytes"
	"crypto"
	_ "crypto/sha256" // for crypto.SHA256
	_ "crypto/sha512" // for crypto.SHA384 and crypto.SHA512
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"fmt"
	"math/big"
	"time"
)

var (
	oidSignedData    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	oidTSTInfo       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
	oidContentType   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	oidMessageDigest = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	oidRSA           = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
)

type response struct {
	Status struct {
		Status  int
		Text    asn1.RawValue  `asn1:"optional"`
		Failure asn1.BitString `asn1:"optional"`
	}
	Token asn1.RawValue `asn1:"optional"`
}

type contentInfo struct {
	Type    asn1.ObjectIdentifier
	Content asn1.RawValue `asn1:"explicit,optional,tag:0"`
}

type signedData struct {
	Version      int
	Digests      []pkix.AlgorithmIdentifier `asn1:"set"`
	Content      contentInfo
	Certificates asn1.RawValue `asn1:"optional,tag:0"`
	Revoked      asn1.RawValue `asn1:"optional,tag:1"`
	Signers      []signer      `asn1:"set"`
}

type signer struct {
	Version    int
	ID         asn1.RawValue
	Digest     pkix.AlgorithmIdentifier
	Attributes asn1.RawValue `asn1:"optional,tag:0"`
	Algorithm  pkix.AlgorithmIdentifier
	Signature  []byte
	Unsigned   asn1.RawValue `asn1:"optional,tag:1"`
}

type attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

type issuerAndSerial struct {
	Issuer asn1.RawValue
	Serial *big.Int
}

type info struct {
	Version    int
	Policy     asn1.ObjectIdentifier
	Imprint    imprint
	Serial     *big.Int
	At         time.Time     `asn1:"generalized"`
	Accuracy   accuracy      `asn1:"optional"`
	Ordering   bool          `asn1:"optional"`
	Nonce      *big.Int      `asn1:"optional"`
	Authority  asn1.RawValue `asn1:"optional,tag:0"`
	Extensions asn1.RawValue `asn1:"optional,tag:1"`
}

type accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}

// token is a time stamp taken apart.
type token struct {
	info         info
	content      []byte // the info as it was signed
	signer       signer
	certificates []*x509.Certificate
	by           *x509.Certificate // who signed
}

var errForm = errors.New("it is no time stamp")

// parse takes the answer of a time stamp service apart.
func parse(content []byte) (*token, error) {
	var r response
	if rest, err := asn1.Unmarshal(content, &r); err != nil || len(rest) > 0 {
		return nil, errForm
	}
	if r.Status.Status > 1 || len(r.Token.FullBytes) == 0 { // 0 granted, 1 granted with changes
		return nil, fmt.Errorf("the service refused, with status %d", r.Status.Status)
	}
	var outer contentInfo
	var signed signedData
	if _, err := asn1.Unmarshal(r.Token.FullBytes, &outer); err != nil || !outer.Type.Equal(oidSignedData) {
		return nil, errForm
	}
	if _, err := asn1.Unmarshal(outer.Content.Bytes, &signed); err != nil || !signed.Content.Type.Equal(oidTSTInfo) || len(signed.Signers) != 1 {
		return nil, errForm
	}
	t := &token{signer: signed.Signers[0]}
	if _, err := asn1.Unmarshal(signed.Content.Content.Bytes, &t.content); err != nil {
		return nil, errForm
	}
	if _, err := asn1.Unmarshal(t.content, &t.info); err != nil {
		return nil, errForm
	}
	var err error
	if t.certificates, err = x509.ParseCertificates(signed.Certificates.Bytes); err != nil {
		return nil, errors.New("its certificates cannot be read")
	}
	return t, t.findSigner()
}

// findSigner finds the certificate of who signed among those that came along.
func (t *token) findSigner() error {
	var id issuerAndSerial
	if _, err := asn1.Unmarshal(t.signer.ID.FullBytes, &id); err != nil {
		return errForm
	}
	for _, c := range t.certificates {
		if bytes.Equal(c.RawIssuer, id.Issuer.FullBytes) && c.SerialNumber.Cmp(id.Serial) == 0 {
			t.by = c
			return nil
		}
	}
	return errors.New("the certificate of who signed is not in it")
}

// about is an error unless the time stamp is of this SHA-256.
func (t *token) about(digest [32]byte) error {
	if !t.info.Imprint.Algorithm.Algorithm.Equal(oidSHA256) || !bytes.Equal(t.info.Imprint.Digest, digest[:]) {
		return errors.New("it is of something else")
	}
	return nil
}

// signed is an error unless the signature fits.
func (t *token) signed() error {
	hash, err := hashOf(t.signer.Digest.Algorithm)
	if err != nil {
		return err
	}
	var attributes []attribute
	set := bytes.Clone(t.signer.Attributes.FullBytes)
	if len(set) == 0 {
		return errForm
	}
	set[0] = asn1.TagSet | 0x20 // what is signed is the set as such (RFC 5652, 5.4)
	if _, err := asn1.UnmarshalWithParams(set, &attributes, "set"); err != nil {
		return errForm
	}
	h := hash.New()
	h.Write(t.content)
	for kind, want := range map[string]any{oidMessageDigest.String(): h.Sum(nil), oidContentType.String(): oidTSTInfo} {
		if !holds(attributes, kind, want) {
			return errors.New("what it signs is not what it says")
		}
	}
	algorithm, err := algorithmOf(t.signer.Algorithm.Algorithm, hash)
	if err != nil {
		return err
	}
	if t.by.CheckSignature(algorithm, set, t.signer.Signature) != nil {
		return errors.New("its signature does not fit")
	}
	return nil
}

func holds(attributes []attribute, kind string, want any) bool {
	text, err := asn1.Marshal(want)
	found := false
	for _, a := range attributes {
		if a.Type.String() == kind {
			if found || err != nil || len(a.Values) != 1 || !bytes.Equal(a.Values[0].FullBytes, text) {
				return false
			}
			found = true
		}
	}
	return found
}

func hashOf(algorithm asn1.ObjectIdentifier) (crypto.Hash, error) {
	switch {
	case algorithm.Equal(oidSHA256):
		return crypto.SHA256, nil
	case algorithm.Equal(oidSHA384):
		return crypto.SHA384, nil
	case algorithm.Equal(oidSHA512):
		return crypto.SHA512, nil
	}
	return 0, fmt.Errorf("it is hashed in a way that is not known here (%s)", algorithm)
}

var algorithms = map[string]x509.SignatureAlgorithm{
	"1.2.840.113549.1.1.11": x509.SHA256WithRSA, "1.2.840.113549.1.1.12": x509.SHA384WithRSA, "1.2.840.113549.1.1.13": x509.SHA512WithRSA,
	"1.2.840.10045.4.3.2": x509.ECDSAWithSHA256, "1.2.840.10045.4.3.3": x509.ECDSAWithSHA384, "1.2.840.10045.4.3.4": x509.ECDSAWithSHA512,
	"1.3.101.112": x509.PureEd25519,
}

func algorithmOf(algorithm asn1.ObjectIdentifier, hash crypto.Hash) (x509.SignatureAlgorithm, error) {
	if algorithm.Equal(oidRSA) {
		return map[crypto.Hash]x509.SignatureAlgorithm{
			crypto.SHA256: x509.SHA256WithRSA, crypto.SHA384: x509.SHA384WithRSA, crypto.SHA512: x509.SHA512WithRSA,
		}[hash], nil
	}
	if known, ok := algorithms[algorithm.String()]; ok {
		return known, nil
	}
	return 0, fmt.Errorf("it is signed in a way that is not known here (%s)", algorithm)
}
