package evidence

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/trailbook/trailbook/backend/evidence/canonical"
)

// The kinds of what is withheld.
const (
	KindText   = "text"   // a text, or a part of it
	KindNumber = "number" // a number
	KindName   = "name"   // the name of a member, its path has the mask
	KindValue  = "value"  // any other value, as a whole
)

// Withheld is a secret that an event in a pack does not show.
type Withheld struct {
	Path       string `json:"path"` // JSON Pointer in the event's pack form
	Kind       string `json:"kind"`
	Commitment string `json:"commitment"` // hexadecimal
}

// Opened is a secret that an event shows in clear, with what it takes to make
// the withheld form of it.
type Opened struct {
	At   int    `json:"at"`   // number of the value among those of the line, in its order; the line itself is 0
	Path string `json:"path"` // as in Withheld
	Kind string `json:"kind"`
	Mask string `json:"mask"` // what stands in its place
	Salt string `json:"salt"` // hexadecimal
}

// Commit is the commitment to a value: canonical JSON.
func Commit(salt, value []byte) string {
	h := sha256.New()
	h.Write(salt)
	h.Write(value)
	return hex.EncodeToString(h.Sum(nil))
}

// salter makes the salts of one event.
type salter struct {
	key, tenant, id []byte
	seen            map[string]int // by path and kind
}

func newSalter(key []byte, tenant, id string) *salter {
	return &salter{key: key, tenant: canonical.Quote(tenant), id: canonical.Quote(id), seen: map[string]int{}}
}

// salt is that of the next secret at path; a name that occurs twice has two.
func (s *salter) salt(path, kind string) []byte {
	number := s.seen[kind+path]
	s.seen[kind+path]++
	mac := hmac.New(sha256.New, s.key)
	for i, part := range [][]byte{s.tenant, s.id, canonical.Quote(path), canonical.Quote(kind), []byte(strconv.Itoa(number))} {
		mac.Write([]byte{"[,,,,"[i]})
		mac.Write(part)
	}
	mac.Write([]byte{']'})
	return mac.Sum(nil)
}
