package export

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

const (
	privatePattern = ".trailbook-export-*"
	lockName       = "lock"
	lockedSign     = "locked\n"
	// A folder without a lock, or with one that says nothing yet, is just being
	// made, unless it is older than this.
	unlockedAge = time.Minute
)

// Private is a folder beside the final place of a file that is being made:
// what is written there is audit data, and only a rename on the same disk
// happens at once. It is locked while the process that made it is there.
type Private struct {
	Path string // 0700
	lock *os.File
}

// NewPrivate makes a private folder in parent. Remove has to be called.
func NewPrivate(parent string) (*Private, error) {
	path, err := os.MkdirTemp(parent, privatePattern)
	if err != nil {
		return nil, fmt.Errorf("export: making a private folder: %w", err)
	}
	p := &Private{Path: path}
	p.lock, err = os.OpenFile(filepath.Join(path, lockName), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) //nolint:gosec // the folder is the one that was just made
	if err == nil {
		err = lockFile(p.lock)
	}
	if err == nil {
		_, err = p.lock.WriteString(lockedSign)
	}
	if err != nil {
		p.Remove()
		return nil, fmt.Errorf("export: locking a private folder: %w", err)
	}
	return p, nil
}

// Remove removes the folder and all that is in it.
func (p *Private) Remove() {
	if p.lock != nil {
		_ = p.lock.Close()
		p.lock = nil
	}
	_ = os.RemoveAll(p.Path)
}

// Sweep removes from a folder what exports left there that were killed, and
// returns how many there were. Those that are still at work are not touched. A
// folder that does not exist has none.
func Sweep(parent string) (removed int, err error) {
	found, err := filepath.Glob(filepath.Join(globQuoted(parent), privatePattern))
	if err != nil {
		return 0, fmt.Errorf("export: looking for what is left of killed exports: %w", err)
	}
	var failed error
	for _, path := range found {
		if !abandoned(path) {
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			failed = errors.Join(failed, err)
			continue
		}
		removed++
	}
	return removed, failed
}

// abandoned reports a private folder whose process is gone.
func abandoned(path string) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.IsDir() {
		return false
	}
	// Between its making and its locking anybody could lock the file: it is asked
	// only once it says that it was locked.
	lockPath := filepath.Join(path, lockName)
	sign, err := os.Stat(lockPath)
	if errors.Is(err, os.ErrNotExist) || err == nil && sign.Size() == 0 {
		return time.Since(info.ModTime()) > unlockedAge
	}
	if err != nil {
		return false
	}
	lock, err := os.OpenFile(lockPath, os.O_RDWR, 0o600)
	if err != nil {
		return false
	}
	defer func() { _ = lock.Close() }()
	return lockFile(lock) == nil
}

// globQuoted is a folder's name with nothing in it that Glob would understand.
func globQuoted(path string) string {
	if filepath.Separator == '\\' {
		return path // backslashes separate there, and nothing can be quoted
	}
	var quoted []rune
	for _, r := range path {
		switch r {
		case '*', '?', '[', '\\':
			quoted = append(quoted, '\\')
		}
		quoted = append(quoted, r)
	}
	return string(quoted)
}
