package store

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"sync"
)

// keeper is who writes the ledger: a name, and the key that signs its end.
type keeper struct {
	mu    sync.Mutex
	name  string
	ask   func() []byte // nil: there is no key
	asked bool
	key   []byte
}

// KeepLedger says who is at this machine, for the entries of the ledger, and
// where the installation's key is that signs its end. key is asked once, when
// the ledger is first written or checked; nil is no key, and then nobody can
// tell later whether the newest entries were cut.
func (s *Store) KeepLedger(who string, key func() []byte) {
	s.keeper.mu.Lock()
	defer s.keeper.mu.Unlock()
	s.keeper.name, s.keeper.ask, s.keeper.asked, s.keeper.key = who, key, false, nil
}

func (k *keeper) who() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.name
}

// fetch asks for the key. A keychain may make its user wait: that must not
// happen inside a transaction.
func (k *keeper) fetch() []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.asked && k.ask != nil {
		k.key, k.asked = k.ask(), true
	}
	return k.key
}

// changesHands reports that the next entry is the first one signed with the key
// at hand, although there are others: the ledger says so itself.
func (k *keeper) changesHands(head ledgerHead) (note string, changes bool) {
	name := keyName(k.fetch())
	switch {
	case name == "" || head.Entries == 0 || head.KeyName == name:
		return "", false
	case head.Signed == 0:
		return fmt.Sprintf("from here on with the key %s; the %d entries before had no signature", name, head.Entries), true
	}
	return fmt.Sprintf("from here on with the key %s; up to entry %d it was the key %s of another installation", name, head.Signed, head.KeyName), true
}

// extend moves the ledger's end to an entry, and signs it. An end whose
// signature does not hold is not signed again: that it does not hold must stay
// to be found. One that another installation signed is taken over.
func (k *keeper) extend(head *ledgerHead, e entry) {
	key := k.fetch()
	sound := head.Signed == 0 || head.KeyName != keyName(key) || (head.Signed <= head.Entries && hmac.Equal(head.Signature, head.sign(key)))
	head.Entries, head.Hash = e.ID, e.Hash
	if len(key) == 0 || !sound {
		return
	}
	head.Signed, head.SignedHash, head.KeyName = head.Entries, head.Hash, keyName(key)
	head.Signature = head.sign(key)
}

// sign is the signature of what the head says was signed.
func (h ledgerHead) sign(key []byte) []byte {
	var b lengthened
	b.text("trailbook ledger end 1")
	b.number(h.Signed)
	b.text(string(h.SignedHash))
	mac := hmac.New(sha256.New, key)
	mac.Write(b)
	return mac.Sum(nil)
}

// keyName is the fingerprint of a key; empty without one.
func keyName(key []byte) string {
	if len(key) == 0 {
		return ""
	}
	sum := sha256.Sum256(append([]byte("trailbook ledger key "), key...))
	return hex.EncodeToString(sum[:6])
}

// verdict is what the signature says of the ledger's end.
type verdict int

const (
	unsigned verdict = iota // it was never signed
	foreign                 // signed with a key that is not at hand
	forged                  // the signature does not hold
	partly                  // holds for an earlier end
	signed
)

func (h ledgerHead) verdict(key []byte) verdict {
	switch {
	case h.Signed == 0 && len(h.Signature) == 0:
		return unsigned
	case h.KeyName != keyName(key) || len(key) == 0:
		return foreign
	case !hmac.Equal(h.Signature, h.sign(key)):
		return forged
	case h.Signed != h.Entries || !bytes.Equal(h.SignedHash, h.Hash):
		return partly
	}
	return signed
}
