package secret

import (
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
// entry lies there in parts, beside those that are valid, under the other of
// two letters; the entry under its key, the head, names them and their hash.
// The head is written last, so an interrupted put leaves what was there before.
type parts struct{ below keeper }

// head is "parts COUNT LETTER SHA256".
type head struct {
	count  int
	letter string // a or b
	sum    string
}

func (h head) String() string {
	return fmt.Sprintf("%s %d %s %s", headWord, h.count, h.letter, h.sum)
}

func partKey(key, letter string, i int) string { return fmt.Sprintf("%s part %s%d", key, letter, i) }

func parseHead(text string) (h head, isHead bool, err error) {
	words := strings.Fields(text)
	if len(words) == 0 || words[0] != headWord {
		return head{}, false, nil
	}
	if len(words) != 4 {
		return head{}, true, errParts
	}
	h = head{letter: words[2], sum: words[3]}
	if h.count, err = strconv.Atoi(words[1]); err != nil || h.count < 1 || h.count > maxParts {
		return head{}, true, errParts
	}
	return h, true, nil
}

func (p parts) get(key string) (string, error) {
	text, err := p.below.get(key)
	for err == nil {
		h, isHead, broken := parseHead(text)
		if !isHead {
			return text, nil
		}
		whole := ""
		if broken == nil {
			whole, broken = p.join(key, h)
		}
		if broken == nil {
			return whole, nil
		}
		// Another Trailbook may have replaced the parts while they were read.
		var now string
		if now, err = p.below.get(key); err == nil && now == text {
			return "", broken
		}
		text = now
	}
	return "", err
}

func (p parts) join(key string, h head) (string, error) {
	var whole strings.Builder
	for i := range h.count {
		part, err := p.below.get(partKey(key, h.letter, i))
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
	if len(text) <= partSize {
		if err := p.below.put(key, text); err != nil {
			return err
		}
		return errors.Join(p.clear(key, "a"), p.clear(key, "b"))
	}
	former, err := p.below.get(key)
	if err != nil {
		return err
	}
	fresh, old := "a", "b"
	if h, _, err := parseHead(former); err == nil && h.letter == "a" {
		fresh, old = "b", "a"
	}
	h := head{count: (len(text) + partSize - 1) / partSize, letter: fresh, sum: sumOf(text)}
	if h.count > maxParts {
		return errors.New("secret: the entry is larger than any token")
	}
	if err := p.clear(key, fresh); err != nil { // of a put that was interrupted
		return err
	}
	for i := range h.count {
		part := text[i*partSize : min(len(text), (i+1)*partSize)]
		if err := p.below.put(partKey(key, fresh, i), part); err != nil {
			return errors.Join(err, p.clear(key, fresh))
		}
	}
	if err := p.below.put(key, h.String()); err != nil {
		return errors.Join(err, p.clear(key, fresh))
	}
	return p.clear(key, old)
}

func (p parts) remove(key string) error {
	if err := p.below.remove(key); err != nil {
		return err
	}
	return errors.Join(p.clear(key, "a"), p.clear(key, "b"))
}

// clear removes the parts under a letter, the last one first: interrupted, it
// leaves them without a hole, so that the next time finds all that are left.
func (p parts) clear(key, letter string) error {
	count := 0
	for ; count < maxParts; count++ {
		part, err := p.below.get(partKey(key, letter, count))
		if err != nil {
			return err
		}
		if part == "" {
			break
		}
	}
	for ; count > 0; count-- {
		if err := p.below.remove(partKey(key, letter, count-1)); err != nil {
			return err
		}
	}
	return nil
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
