// Package secret keeps tenants' passwords and tokens: in the operating
// system's keychain; where there is none, in memory until the program ends, or
// on the user's explicit wish in a private file.
package secret

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
)

// Credentials are what a tenant is signed in to with. Either may be empty.
type Credentials struct {
	Password string `json:"password,omitempty"`
	Token    string `json:"token,omitempty"`
}

// Vault keeps credentials by a key that names a tenant. It is safe for use by
// several goroutines.
type Vault struct {
	mu   sync.Mutex
	keep keeper
}

// keeper is one kind of place. A missing key reads as an empty text.
type keeper interface {
	get(key string) (string, error)
	put(key, text string) error
	remove(key string) error
}

// fileName is where secrets go with TRAILBOOK_SECRETS=file.
const fileName = "secrets.json"

// Open chooses the place: the file in the data folder with
// TRAILBOOK_SECRETS=file, memory with TRAILBOOK_SECRETS=memory, else the
// keychain, else memory.
func Open(dataDir string, getenv func(string) string) *Vault {
	switch getenv("TRAILBOOK_SECRETS") {
	case "file":
		return &Vault{keep: &file{filepath.Join(dataDir, fileName)}}
	case "memory":
		return &Vault{keep: memory{}}
	}
	if keychainAnswers(getenv) {
		return &Vault{keep: parts{keychain{}}}
	}
	return &Vault{keep: memory{}}
}

// Memory is a vault that knows nothing and forgets everything: for those who
// want no keychain asked.
func Memory() *Vault { return &Vault{keep: memory{}} }

// Lasting reports whether what is kept outlives the program.
func (v *Vault) Lasting() bool {
	_, forgets := v.keep.(memory)
	return !forgets
}

// Note says what the user should know of the place; empty for the keychain.
func (v *Vault) Note() string {
	switch v.keep.(type) {
	case memory:
		return "This system has no keychain that Trailbook can use. Passwords and tokens are kept until the program ends. " +
			"With TRAILBOOK_SECRETS=file they are kept in a file in the data folder that only you can read."
	case *file:
		return "Passwords and tokens are kept in a file in the data folder that only you can read, because TRAILBOOK_SECRETS=file is set."
	}
	return ""
}

// Get returns the credentials of a key; empty ones where there are none.
func (v *Vault) Get(key string) (Credentials, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	text, err := v.keep.get(key)
	if err != nil || text == "" {
		return Credentials{}, refused(err)
	}
	var c Credentials
	if json.Unmarshal([]byte(text), &c) != nil {
		return Credentials{}, refused(errors.New("not what Trailbook kept there"))
	}
	return c, nil
}

// Put keeps the credentials of a key; empty ones are removed.
func (v *Vault) Put(key string, c Credentials) error {
	if c == (Credentials{}) {
		return v.Delete(key)
	}
	text, err := json.Marshal(c)
	if err != nil {
		return refused(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return refused(v.keep.put(key, string(text)))
}

// Delete removes the credentials of a key, if there are any.
func (v *Vault) Delete(key string) error {
	v.mu.Lock()
	defer v.mu.Unlock()
	return refused(v.keep.remove(key))
}

// Key is the key of a tenant: the same from every data folder, and another one
// when the tenant moves to another address.
func Key(name, url string) string { return name + " " + url }

func refused(err error) error {
	if err == nil {
		return nil
	}
	return audit.Errorf(audit.CodeNoCredentials, "The place where passwords and tokens are kept does not answer.").
		WithHint("Unlock the system's keychain, or set TRAILBOOK_SECRETS=memory to do without.").Wrapping(err)
}

type memory map[string]string

func (m memory) get(key string) (string, error) { return m[key], nil }
func (m memory) put(key, text string) error     { m[key] = text; return nil }
func (m memory) remove(key string) error        { delete(m, key); return nil }

// file is a JSON object in a file of mode 0600.
type file struct{ path string }

func (f *file) read() (map[string]string, error) {
	all := map[string]string{}
	text, err := os.ReadFile(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return all, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	return all, err
}

// write replaces the file at once, so that a crash loses nothing.
func (f *file) write(all map[string]string) error {
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	next := f.path + ".new"
	if err := os.WriteFile(next, text, 0o600); err != nil {
		return err
	}
	return os.Rename(next, f.path)
}

func (f *file) get(key string) (string, error) {
	all, err := f.read()
	return all[key], err
}

func (f *file) put(key, text string) error {
	all, err := f.read()
	if err != nil {
		return err
	}
	all[key] = text
	return f.write(all)
}

func (f *file) remove(key string) error {
	all, err := f.read()
	if err != nil || all[key] == "" {
		return err
	}
	delete(all, key)
	return f.write(all)
}
