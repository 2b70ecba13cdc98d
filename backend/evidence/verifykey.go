package evidence

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"io"
)

// signature checks the manifest's signature and whose key made it.
func (c *checking) signature() error {
	check := newCheck(checkSignature)
	defer c.verdict.conclude(check)
	m := c.archive.manifest
	text, err := c.archive.small(keyName, mostSmall)
	if err != nil {
		check.wrong(keyName, "the public key is missing")
		return nil //nolint:nilerr // is a finding
	}
	public, err := ReadPEM(text)
	if err != nil {
		check.wrong(keyName, "it cannot be used: %v", err)
		return nil
	}
	signature, err := c.archive.small(signatureName, mostSmall)
	switch {
	case err != nil:
		check.wrong(signatureName, "the signature is missing")
	case !ed25519.Verify(public, c.archive.text, signature):
		check.wrong(manifestName, "the signature does not fit it: the manifest, the signature or the key was changed after it was made")
	}
	fingerprint := Fingerprint(public)
	c.verdict.Fingerprint = fingerprint
	check.differs(keyName, "the key that the manifest names", m.Key.Fingerprint, fingerprint)
	if c.Fingerprint != "" && !sameFingerprint(c.Fingerprint, fingerprint) {
		check.find(Finding{Where: keyName, Text: "it was signed with another key than the one that was expected", Was: c.Fingerprint, Is: fingerprint})
	}
	if check.State == Holds {
		check.say("The manifest is signed with the key %s%s", fingerprint, c.whose(fingerprint))
	}
	return nil
}

func (c *checking) whose(fingerprint string) string {
	switch {
	case c.Fingerprint != "":
		return ", which is the one that was expected."
	case sameFingerprint(c.Own, fingerprint):
		return ", which is this installation's own."
	case !c.archive.manifest.Key.Lasting:
		return ", which was made for this pack alone and tells nothing about who signed."
	}
	return ". Compare it with what the maker of the report told you, or give it as --key."
}

// files holds every file to its hash in the manifest. The events and the report
// were read before.
func (c *checking) files() error {
	check := newCheck(checkFiles)
	defer c.verdict.conclude(check)
	m, listed := c.archive.manifest, map[string]bool{manifestName: true, signatureName: true, stampName: true}
	for _, f := range m.Files {
		if listed[f.Name] {
			check.wrong(manifestName, "%s is listed twice", f.Name)
		}
		listed[f.Name] = true
		if c.archive.files[f.Name] == nil {
			check.wrong(f.Name, "the file is missing")
			continue
		}
		hash, known := c.hashes[f.Name]
		if !known {
			var err error
			if hash, err = c.hash(f); err != nil {
				if c.ctx.Err() != nil {
					return err
				}
				check.wrong(f.Name, "it cannot be read: the archive is damaged")
				continue
			}
		}
		if hash != f.SHA256 {
			check.find(Finding{Where: f.Name, Text: "it is another file than the one that was packed (SHA-256)", Was: f.SHA256, Is: hash})
		}
	}
	for _, f := range c.archive.zip.File {
		if !listed[f.Name] {
			check.wrong(f.Name, "it was not in the pack when it was made")
		}
	}
	for _, name := range c.archive.twice {
		check.wrong(name, "it is in the archive twice")
	}
	if check.State == Holds {
		check.say("All %d files are the ones that were packed.", len(m.Files))
	}
	return nil
}

func (c *checking) hash(f File) (string, error) {
	r, err := c.archive.open(c.ctx, f.Name, f.Size)
	if err != nil {
		return "", err
	}
	defer func() { _ = r.Close() }()
	hash := sha256.New()
	_, err = io.Copy(hash, r)
	return hex.EncodeToString(hash.Sum(nil)), err
}
