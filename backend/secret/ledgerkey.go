package secret

import (
	"crypto/rand"
	"encoding/hex"
)

// ledgerKeyName is under which name the key lies beside the tenants' secrets.
const ledgerKeyName = "trailbook ledger"

// ledgerKeySize is in bytes.
const ledgerKeySize = 32

// LedgerKey is the key with which this installation signs where a cache's
// ledger ends: random bytes, made on first use. It is nil where nothing that is
// kept lasts, or where the place does not answer: then nothing is signed.
func (v *Vault) LedgerKey() []byte {
	if !v.Lasting() {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if key := v.readLedgerKey(); key != nil {
		return key
	}
	if text, err := v.keep.get(ledgerKeyName); err != nil || text != "" {
		return nil // another key may be there: it must not be written over
	}
	fresh := make([]byte, ledgerKeySize)
	if _, err := rand.Read(fresh); err != nil {
		return nil
	}
	if err := v.keep.put(ledgerKeyName, hex.EncodeToString(fresh)); err != nil {
		return nil
	}
	return v.readLedgerKey() // another process may have made one at the same time
}

func (v *Vault) readLedgerKey() []byte {
	text, err := v.keep.get(ledgerKeyName)
	if err != nil {
		return nil
	}
	key, err := hex.DecodeString(text)
	if err != nil || len(key) != ledgerKeySize {
		return nil
	}
	return key
}
