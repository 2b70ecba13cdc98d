package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/trailbook/trailbook/backend/audit"
)

// target is the file while it is being written: inside a private folder beside
// its final place, because what is written there is audit data and because
// only a rename on the same disk happens at once.
type target struct {
	ctx    context.Context
	path   string
	folder string // 0700, removed by discard
	file   *os.File
	hash   hash.Hash
	bytes  int64
}

func create(ctx context.Context, path string) (*target, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "create", Path: path, Err: syscall.EISDIR}
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), ".trailbook-export-*")
	if err != nil {
		return nil, fmt.Errorf("export: making a private folder: %w", err)
	}
	t := &target{ctx: ctx, path: path, folder: folder, hash: sha256.New()}
	t.file, err = os.OpenFile(filepath.Join(folder, "part"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		t.discard()
		return nil, fmt.Errorf("export: creating the file: %w", err)
	}
	return t, nil
}

// Write appends to the file, until the context ends.
func (t *target) Write(p []byte) (int, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := t.file.Write(p)
	t.hash.Write(p[:n])
	t.bytes += int64(n)
	return n, err
}

// sum is the SHA-256 of what was written, hexadecimal.
func (t *target) sum() string { return hex.EncodeToString(t.hash.Sum(nil)) }

// publish gives the file its name once all of it is on the disk.
func (t *target) publish() error {
	if err := t.file.Sync(); err != nil {
		return fmt.Errorf("export: syncing: %w", err)
	}
	part := t.file.Name()
	if err := t.file.Close(); err != nil {
		return fmt.Errorf("export: closing: %w", err)
	}
	t.file = nil
	if err := t.ctx.Err(); err != nil {
		return err
	}
	if err := os.Rename(part, t.path); err != nil {
		return fmt.Errorf("export: naming the file: %w", err)
	}
	// The rename itself outlives a power cut only when the folder is synced;
	// systems that cannot do so (Windows) refuse, and lose nothing else.
	if folder, err := os.Open(filepath.Dir(t.path)); err == nil {
		_ = folder.Sync()
		_ = folder.Close()
	}
	return nil
}

// discard removes whatever is left of the work. After publish that is only the
// empty private folder.
func (t *target) discard() {
	if t.file != nil {
		_ = t.file.Close()
	}
	_ = os.RemoveAll(t.folder)
}

// explain turns an error into one that a person can act on.
func explain(ctx context.Context, path string, err error) error {
	if ctx.Err() != nil {
		return audit.Errorf(audit.CodeCancelled, "The export was cancelled; nothing was written.").Wrapping(err)
	}
	var known *audit.Error
	if errors.As(err, &known) {
		return err
	}
	folder := filepath.Dir(path)
	problem := func(format string, args ...any) *audit.Error {
		return audit.Errorf(audit.CodeFile, format, args...).Wrapping(err)
	}
	var onDisk *fs.PathError
	var renaming *os.LinkError
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return problem("The disk is full; nothing was written.").WithHint("Make room in %s or choose another folder.", folder)
	case errors.Is(err, syscall.EISDIR):
		return problem("%s is a folder.", path).WithHint("Choose a name for a file.")
	case errors.Is(err, fs.ErrNotExist):
		return problem("The folder %s does not exist.", folder).WithHint("Create it or choose another one.")
	case errors.Is(err, fs.ErrPermission):
		return problem("The folder %s cannot be written to.", folder).
			WithHint("Choose another folder, and close the file if it is open in another program.")
	case errors.As(err, &onDisk), errors.As(err, &renaming):
		return problem("The file %s cannot be written.", path).WithHint("Choose another folder, and close the file if it is open in another program.")
	}
	return err
}
