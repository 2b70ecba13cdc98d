package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// holdPrivate makes a private folder, with which the process is killed.
func holdPrivate() bool {
	parent := os.Getenv("TRAILBOOK_TEST_PRIVATE")
	if parent == "" {
		return false
	}
	p, err := NewPrivate(parent)
	if err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(p.Path, "part"), []byte("secret"), 0o600); err != nil {
		panic(err)
	}
	time.Sleep(time.Minute)
	return true
}

func TestSweep(t *testing.T) {
	parent := filepath.Join(t.TempDir(), "re[ports] *")
	if err := os.Mkdir(parent, 0o700); err != nil {
		t.Fatal(err)
	}
	atWork, err := NewPrivate(parent)
	if err != nil {
		t.Fatal(err)
	}
	defer atWork.Remove()
	locking := filepath.Join(parent, ".trailbook-export-5") // its lock is made, and not locked yet
	young, old := filepath.Join(parent, ".trailbook-export-1"), filepath.Join(parent, ".trailbook-export-2")
	other, file := filepath.Join(parent, "trailbook-export-3"), filepath.Join(parent, ".trailbook-export-4")
	for _, path := range []string{young, old, other, locking} {
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(locking, lockName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(old, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	killed := exec.Command(os.Args[0]) //nolint:gosec // this test itself
	killed.Env = append(os.Environ(), "TRAILBOOK_TEST_PRIVATE="+parent)
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if parts, _ := filepath.Glob(filepath.Join(globQuoted(parent), ".trailbook-export-*", "part")); len(parts) == 1 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the process made no folder")
		}
	}
	if n, err := Sweep(parent); n != 1 || err != nil {
		t.Errorf("while the other process is at work: %d removed, %v", n, err)
	}
	if err := killed.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = killed.Wait()
	if n, err := Sweep(parent); n != 1 || err != nil {
		t.Errorf("once it was killed: %d removed, %v", n, err)
	}
	want := []string{filepath.Base(young), filepath.Base(file), filepath.Base(locking), filepath.Base(atWork.Path), filepath.Base(other)}
	slices.Sort(want)
	if left := folder(t, parent); !slices.Equal(left, want) {
		t.Errorf("left are %v, want %v", left, want)
	}
	if n, err := Sweep(filepath.Join(parent, "nowhere")); n != 0 || err != nil {
		t.Errorf("nowhere: %d, %v", n, err)
	}
}

// Whoever sweeps while a folder is being made leaves it to its maker.
func TestSweepConcurrentlyWithNewFolders(t *testing.T) {
	parent, stop := t.TempDir(), make(chan struct{})
	var sweeping sync.WaitGroup
	for range 2 {
		sweeping.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := Sweep(parent); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for i := range 400 {
		p, err := NewPrivate(parent)
		if err == nil {
			err = os.WriteFile(filepath.Join(p.Path, "part"), nil, 0o600)
			p.Remove()
		}
		if err != nil {
			t.Errorf("folder %d: %v", i, err)
			break
		}
	}
	close(stop)
	sweeping.Wait()
}
