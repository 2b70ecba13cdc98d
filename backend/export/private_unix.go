//go:build unix

package export

import (
	"os"

	"golang.org/x/sys/unix"
)

// lockFile locks a file until it is closed, or its process ends; an error when
// somebody else has it locked.
func lockFile(file *os.File) error {
	return unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB) //nolint:gosec // a file's number fits
}
