package secret

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

// small is a keychain with Windows' limit, which can break off after some
// writes and removals.
type small struct {
	held map[string]string
	left int // writes and removals until it breaks off; negative: never
}

var (
	errTooBig = errors.New("data passed to Set was too big")
	errBroken = errors.New("the machine lost its power")
)

func (s *small) get(key string) (string, error) { return s.held[key], nil }

func (s *small) step() error {
	if s.left == 0 {
		return errBroken
	}
	s.left--
	return nil
}

func (s *small) put(key, text string) error {
	if len(text) > 2560 {
		return errTooBig
	}
	if err := s.step(); err != nil {
		return err
	}
	s.held[key] = text
	return nil
}

func (s *small) remove(key string) error {
	if err := s.step(); err != nil {
		return err
	}
	delete(s.held, key)
	return nil
}

func secretOf(size int, seed string) string {
	var text strings.Builder
	for i := 0; text.Len() < size; i++ {
		fmt.Fprintf(&text, "%s%d.", seed, i)
	}
	return text.String()[:size]
}

// entriesOf is how many entries a text of a size takes.
func entriesOf(size int) int {
	if size <= partSize {
		return 1
	}
	return 1 + (size+partSize-1)/partSize
}

func TestPartsKeepEverySize(t *testing.T) {
	below := &small{held: map[string]string{}, left: -1}
	p := parts{below}
	for _, size := range []int{1, 2047, 2048, 2049, 2560, 4096, 4097, 9000, 40, 60000, 1} {
		want := secretOf(size, "a")
		if err := p.put("acme https://acme.example", want); err != nil {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if got, err := p.get("acme https://acme.example"); err != nil || got != want {
			t.Errorf("%d bytes came back as %d (%v)", size, len(got), err)
		}
		if len(below.held) != entriesOf(size) {
			t.Errorf("%d bytes lie in %d entries", size, len(below.held))
		}
	}
	if err := p.remove("acme https://acme.example"); err != nil || len(below.held) != 0 {
		t.Errorf("%d entries are left (%v)", len(below.held), err)
	}
}

// Wherever a put breaks off, the entry reads as the old or as the new one.
func TestAnInterruptedPutMixesNothing(t *testing.T) {
	for _, from := range []int{10, 5000} {
		for _, to := range []int{20, 7000} {
			before := &small{held: map[string]string{}, left: -1}
			old, next := secretOf(from, "old"), secretOf(to, "new")
			if err := (parts{before}).put("k", old); err != nil {
				t.Fatal(err)
			}
			for left := 0; ; left++ {
				below := &small{held: maps.Clone(before.held), left: left}
				failed := parts{below}.put("k", next)
				got, err := parts{below}.get("k")
				if err != nil || got != old && got != next || failed == nil && got != next {
					t.Fatalf("%d to %d bytes, broken after %d: %d bytes, %v (put: %v)", from, to, left, len(got), err, failed)
				}
				below.left = -1
				if err := (parts{below}).put("k", next); err != nil || len(below.held) != entriesOf(to) {
					t.Fatalf("%d to %d bytes, broken after %d, then again: %d entries are left (%v)", from, to, left, len(below.held), err)
				}
				if failed == nil {
					break
				}
			}
		}
	}
}

func TestDamagedPartsAreNoSecret(t *testing.T) {
	for name, damage := range map[string]func(map[string]string){
		"a part is gone":    func(m map[string]string) { deletePart(m) },
		"no hash":           func(m map[string]string) { m["k"] = "parts 2 abc" },
		"too many parts":    func(m map[string]string) { m["k"] = strings.Replace(m["k"], "parts 3", "parts 999999999", 1) },
		"parts of another":  func(m map[string]string) { m["k"] = strings.Replace(m["k"], "parts 3", "parts 2", 1) },
		"a negative number": func(m map[string]string) { m["k"] = strings.Replace(m["k"], "parts 3", "parts -3", 1) },
	} {
		below := &small{held: map[string]string{}, left: -1}
		if err := (parts{below}).put("k", secretOf(5000, "a")); err != nil {
			t.Fatal(err)
		}
		damage(below.held)
		if got, err := (parts{below}).get("k"); !errors.Is(err, errParts) || got != "" {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
}

func deletePart(held map[string]string) {
	for key := range held {
		if key != "k" {
			delete(held, key)
			return
		}
	}
}

func TestTheKeychainTakesLargeTokens(t *testing.T) {
	keyring.MockInit()
	vault := &Vault{keep: parts{keychain{}}}
	want := Credentials{Password: "p", Token: secretOf(6000, "t")}
	if err := vault.Put("a", want); err != nil {
		t.Fatal(err)
	}
	if got, err := vault.Get("a"); err != nil || got != want {
		t.Errorf("%v", err)
	}
	if head, err := keyring.Get(service, "a"); err != nil || !strings.HasPrefix(head, "parts 3 ") {
		t.Errorf("the head is %.8q (%v)", head, err)
	}
	if err := vault.Delete("a"); err != nil {
		t.Fatal(err)
	}
	if got, err := vault.Get("a"); err != nil || got != (Credentials{}) {
		t.Errorf("removed: %v", err)
	}
	if _, err := keyring.Get(service, "a"); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("the head is still there (%v)", err)
	}
}
