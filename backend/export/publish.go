package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// Move gives a finished file, which is closed and synced, its final name.
type Move struct{ Part, Path string }

// Publish gives files their final names, in this order, all of them or none:
// when one cannot have its name, those before it are taken back, and what they
// replaced is there again. That is kept meanwhile in private, a folder of
// NewPrivate beside them.
func Publish(private string, moves ...Move) error {
	for i, move := range moves {
		former := filepath.Join(private, "former "+strconv.Itoa(i))
		err := keepFormer(move.Path, former, i < len(moves)-1)
		if err == nil {
			err = os.Rename(move.Part, move.Path)
		}
		if err != nil {
			takeBack(private, moves[:i])
			return fmt.Errorf("export: naming the file: %w", err)
		}
	}
	// A rename outlives a power cut only when the folder is synced; systems that
	// cannot do so (Windows) refuse, and lose nothing else.
	for _, move := range moves {
		if folder, err := os.Open(filepath.Dir(move.Path)); err == nil {
			_ = folder.Sync()
			_ = folder.Close()
		}
	}
	return nil
}

// keepFormer keeps what is at path under a second name, so that the first is
// never without a file; where the disk has no second names, it is moved. What
// replaces the last file needs no way back.
func keepFormer(path, former string, wanted bool) error {
	if _, err := os.Lstat(path); !wanted || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if os.Link(path, former) == nil {
		return nil
	}
	return os.Rename(path, former)
}

// takeBack undoes moves, the last one first.
func takeBack(private string, moves []Move) {
	for i := len(moves) - 1; i >= 0; i-- {
		former := filepath.Join(private, "former "+strconv.Itoa(i))
		if _, err := os.Lstat(former); err == nil {
			_ = os.Rename(former, moves[i].Path)
			continue
		}
		_ = os.Remove(moves[i].Path)
	}
}
