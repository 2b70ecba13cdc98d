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
	ctx     context.Context
	path    string
	folder  string // of private
	file    *os.File
	private *Private
	hash    hash.Hash
	bytes   int64
}

func create(ctx context.Context, path string) (*target, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &fs.PathError{Op: "create", Path: path, Err: syscall.EISDIR}
	}
	private, err := NewPrivate(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	t := &target{ctx: ctx, path: path, folder: private.Path, private: private, hash: sha256.New()}
	t.file, err = os.OpenFile(filepath.Join(t.folder, "part"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
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

// beside begins another file, which goes beside t's under its name as PaperPath
// says.
func (t *target) beside(part string) (*target, error) {
	path := PaperPath(t.path)
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, audit.Errorf(audit.CodeFile, "%s is a folder.", path).WithHint("Choose another name.")
	}
	other := &target{ctx: t.ctx, path: path, folder: t.folder, private: t.private, hash: sha256.New()}
	var err error
	other.file, err = os.OpenFile(filepath.Join(t.folder, part), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("export: creating the file: %w", err)
	}
	return other, nil
}

// end closes the file once all of it is on the disk.
func (t *target) end() error {
	if err := t.file.Sync(); err != nil {
		return fmt.Errorf("export: syncing: %w", err)
	}
	if err := t.file.Close(); err != nil {
		return fmt.Errorf("export: closing: %w", err)
	}
	return t.ctx.Err()
}

// publish gives the file its name once all of it is on the disk.
func (t *target) publish() error { return publish(t) }

// publish gives files of one folder their names, all of them or none, once all
// is on the disk.
func publish(files ...*target) error {
	moves := make([]Move, len(files))
	for i, t := range files {
		part := t.file.Name()
		if err := t.end(); err != nil {
			return err
		}
		t.file = nil
		moves[i] = Move{part, t.path}
	}
	return Publish(files[0].folder, moves...)
}

// discard removes whatever is left of the work. After publish that is only the
// empty private folder.
func (t *target) discard() {
	if t.file != nil {
		_ = t.file.Close()
	}
	t.private.Remove()
}

// Explain turns an error of writing the file at path into one that a person can
// act on: CodeCancelled once ctx has ended, CodeFile for what the disk refused,
// else the error as it is.
func Explain(ctx context.Context, path string, err error) error { return explain(ctx, path, err) }

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
