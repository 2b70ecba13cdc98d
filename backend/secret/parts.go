package secret

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// partSize is how many bytes a keychain is given at once. Windows takes 2,560
// (CRED_MAX_CREDENTIAL_BLOB_SIZE, 5 × 512), and tokens are longer.
const partSize = 2048

// headWord begins an entry that stands for several parts. Credentials are a
// JSON object and never begin so.
const headWord = "parts"

// maxParts bounds what a damaged head can make us ask for.
const maxParts = 64

var errParts = errors.New("secret: parts of the entry are missing or do not belong together")

// parts is a keeper of entries that are too large for the one below. A large
// entry lies there in parts of a generation of its own, and the entry under
// its key, the head, names them and their hash. The head is written last, so
// an interrupted put leaves what was there before.
type parts struct{ below keeper }

// head is "parts COUNT GENERATION SHA256".
type head struct {
	count      int
	generation string
	sum        string
}

func (h head) String() string {
	return fmt.Sprintf("%s %d %s %s", headWord, h.count, h.generation, h.sum)
}

func (h head) key(key string, i int) string { return fmt.Sprintf("%s #%s.%d", key, h.generation, i) }

func parseHead(text string) (h head, isHead bool, err error) {
	words := strings.Fields(text)
	if len(words) == 0 || words[0] != headWord {
		return head{}, false, nil
	}
	if len(words) != 4 {
		return head{}, true, errParts
	}
	h = head{generation: words[2], sum: words[3]}
	if h.count, err = strconv.Atoi(words[1]); err != nil || h.count < 1 || h.count > maxParts {
		return head{}, true, errParts
	}
	return h, true, nil
}

func (p parts) get(key string) (string, error) {
	text, err := p.below.get(key)
	if err != nil {
		return "", err
	}
	h, isHead, err := parseHead(text)
	if err != nil {
		return "", err
	}
	if !isHead {
		return text, nil
	}
	var whole strings.Builder
	for i := range h.count {
		part, err := p.below.get(h.key(key, i))
		if err != nil {
			return "", err
		}
		whole.WriteString(part)
	}
	if sumOf(whole.String()) != h.sum {
		return "", errParts
	}
	return whole.String(), nil
}

func (p parts) put(key, text string) error {
	old, err := p.below.get(key)
	if err != nil {
		return err
	}
	if len(text) <= partSize {
		if err := p.below.put(key, text); err != nil {
			return err
		}
		return p.drop(key, old)
	}
	h := head{count: (len(text) + partSize - 1) / partSize, generation: generation(), sum: sumOf(text)}
	if h.count > maxParts {
		return errors.New("secret: the entry is too large")
	}
	err = nil
	for i := 0; i < h.count && err == nil; i++ {
		err = p.below.put(h.key(key, i), text[i*partSize:min(len(text), (i+1)*partSize)])
	}
	if err == nil {
		err = p.below.put(key, h.String())
	}
	if err != nil {
		_ = p.drop(key, h.String()) // what was written of it; what was there before is untouched
		return err
	}
	return p.drop(key, old)
}

func (p parts) remove(key string) error {
	old, err := p.below.get(key)
	if err != nil {
		return err
	}
	if err := p.below.remove(key); err != nil {
		return err
	}
	return p.drop(key, old)
}

// drop removes the parts that a head names.
func (p parts) drop(key, text string) error {
	h, isHead, err := parseHead(text)
	if err != nil || !isHead {
		return nil // no head, or one whose parts nobody can name
	}
	var first error
	for i := range h.count {
		if err := p.below.remove(h.key(key, i)); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func generation() string {
	var word [6]byte
	_, _ = rand.Read(word[:]) // never fails (Go 1.24)
	return hex.EncodeToString(word[:])
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
