package export

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// Several files get their names all or none: what was there stays when one of
// them cannot.
func TestPublishAllOrNone(t *testing.T) {
	for _, old := range []bool{false, true} {
		for _, fails := range []bool{false, true} {
			dir := t.TempDir()
			private, err := NewPrivate(dir)
			if err != nil {
				t.Fatal(err)
			}
			var moves []Move
			for _, name := range []string{"a", "b", "c"} {
				move := Move{filepath.Join(private.Path, name), filepath.Join(dir, name)}
				if err := os.WriteFile(move.Part, []byte("new "+name), 0o600); err != nil {
					t.Fatal(err)
				}
				if old {
					err = os.WriteFile(move.Path, []byte("old "+name), 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
				moves = append(moves, move)
			}
			if fails {
				if err := os.Remove(moves[2].Part); err != nil {
					t.Fatal(err)
				}
			}
			err = Publish(private.Path, moves...)
			private.Remove()
			if (err != nil) != fails {
				t.Errorf("old %v, fails %v: %v", old, fails, err)
			}
			want := map[bool]string{true: "old ", false: "new "}[fails]
			if fails && !old {
				if names := folder(t, dir); len(names) > 0 {
					t.Errorf("the folder holds %v", names)
				}
				continue
			}
			if names := folder(t, dir); !slices.Equal(names, []string{"a", "b", "c"}) {
				t.Errorf("the folder holds %v", names)
			}
			for _, move := range moves {
				if got := read(t, move.Path); got != want+filepath.Base(move.Path) {
					t.Errorf("old %v, fails %v: %s is %q", old, fails, move.Path, got)
				}
			}
		}
	}
}
