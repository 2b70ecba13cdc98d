package index

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

func TestSnapshotGivesTheSameAnswers(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 8 {
		p := randomWords(rng)
		for i := range rng.IntN(2000) {
			p.rows = append(p.rows, randomRow(rng, int64(i*3+1)))
		}
		v := p.version(200)
		v.Position = Position{int64(rng.IntN(100)), "abc"}
		file := filepath.Join(t.TempDir(), FileName)
		if err := v.save(file); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Fatalf("%v %v", info.Mode(), err)
		}
		got, err := load(context.Background(), file)
		if err != nil {
			t.Fatal(err)
		}
		if got.Position != v.Position || got.Len() != v.Len() {
			t.Fatalf("%+v with %d events, want %+v with %d", got.Position, got.Len(), v.Position, v.Len())
		}
		got.full = 200
		next := int64(10_000)
		p.sort()
		for range 3 {
			for range 10 {
				if len(p.rows) > 0 {
					hold(t, rng, got, p)
				}
			}
			got = p.change(t, rng, got, &next)
			p.sort()
		}
		for i, d := range v.words {
			for _, part := range []string{"alice", "b", " 1", "feed", "nothing"} {
				if a, b := d.Containing(part), got.words[i].Containing(part); a.n != b.n || i == Targets && a.n == 0 && part == " 1" {
					t.Errorf("%q is in %d words of %d, and in %d of the snapshot", part, a.n, d.Len(), b.n)
				}
			}
		}
	}
}

// A byte that is another, a file that ends early or goes on: none is read.
func TestDamagedSnapshotIsRefused(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	p := randomWords(rng)
	for i := range 500 {
		p.rows = append(p.rows, randomRow(rng, int64(i)))
	}
	dir := t.TempDir()
	file := filepath.Join(dir, FileName)
	if err := p.version(100).save(file); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, content []byte) {
		t.Helper()
		damaged := filepath.Join(dir, "damaged")
		if err := os.WriteFile(damaged, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := load(t.Context(), damaged); !errors.Is(err, errSnapshot) {
			t.Fatalf("%s: %v", what, err)
		}
	}
	for at := 0; at < len(whole); at += 1 + rng.IntN(len(whole)/1500) {
		damaged := append([]byte{}, whole...)
		damaged[at] ^= byte(1 + rng.IntN(255))
		refused("a byte is another", damaged)
	}
	for range 100 {
		refused("cut", whole[:rng.IntN(len(whole))])
	}
	refused("longer", append(append([]byte{}, whole...), 0))
	if _, err := load(t.Context(), filepath.Join(dir, "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}
