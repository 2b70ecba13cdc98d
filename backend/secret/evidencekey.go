package secret

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
)

const (
	evidenceKeyName = "trailbook evidence key" // where it lies beside the tenants' secrets
	evidenceSeed    = 32                       // bytes
)

// EvidenceSeed is what the key is made of that this installation signs evidence
// with: 32 random bytes, made on first use and kept where passwords are. Where
// nothing that is kept lasts (see Lasting), it is another one in every process.
// The error is CodeNoCredentials when the place does not answer, or holds
// something else under that name.
func (v *Vault) EvidenceSeed() ([]byte, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	text, err := v.keep.get(evidenceKeyName)
	if err == nil && text == "" {
		fresh := make([]byte, evidenceSeed)
		if _, err := rand.Read(fresh); err != nil {
			return nil, refused(err)
		}
		if err := v.keep.put(evidenceKeyName, hex.EncodeToString(fresh)); err != nil {
			return nil, refused(err)
		}
		// Another process may have made one at the same time: what is kept counts.
		text, err = v.keep.get(evidenceKeyName)
	}
	if err != nil {
		return nil, refused(err)
	}
	seed, err := hex.DecodeString(text)
	if err != nil || len(seed) != evidenceSeed {
		return nil, refused(errors.New("not the key that Trailbook kept there"))
	}
	return seed, nil
}

// HasEvidenceSeed reports whether EvidenceSeed was called before, and what it
// made was kept.
func (v *Vault) HasEvidenceSeed() bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	text, err := v.keep.get(evidenceKeyName)
	return err == nil && text != ""
}
