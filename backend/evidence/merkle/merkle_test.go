package merkle

import (
	"encoding/hex"
	"fmt"
	"slices"
	"testing"
)

// The entries and roots that implementations of RFC 6962 test themselves with.
var (
	entries = []string{"", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"}
	roots   = []string{
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
		"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
		"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
		"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
		"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
		"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
		"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
	}
)

func vectors(t *testing.T) []Hash {
	t.Helper()
	leaves := make([]Hash, len(entries))
	for i, entry := range entries {
		raw, err := hex.DecodeString(entry)
		if err != nil {
			t.Fatal(err)
		}
		leaves[i] = Leaf(raw)
	}
	return leaves
}

func TestRoots(t *testing.T) {
	leaves := vectors(t)
	var tree Tree
	for size, want := range roots {
		if got := tree.Root().String(); got != want || tree.Size() != uint64(size) {
			t.Errorf("%d of %d leaves: %s, want %s", tree.Size(), size, got, want)
		}
		if size < len(leaves) {
			tree.Add(leaves[size])
		}
	}
}

// recursive is RFC 6962's definition, section 2.1, word for word.
func recursive(leaves []Hash) Hash {
	if len(leaves) == 1 {
		return leaves[0]
	}
	k := 1
	for k*2 < len(leaves) {
		k *= 2
	}
	return node(recursive(leaves[:k]), recursive(leaves[k:]))
}

func numbered(n int) []Hash {
	leaves := make([]Hash, n)
	for i := range leaves {
		leaves[i] = Leaf(fmt.Append(nil, i))
	}
	return leaves
}

func TestRootOfEverySize(t *testing.T) {
	for n := 1; n <= 70; n++ {
		if leaves := numbered(n); Root(leaves) != recursive(leaves) {
			t.Errorf("%d leaves have another root", n)
		}
	}
}

// RFC 6962, section 2.1.3, names the hashes of these proofs over seven leaves.
func TestProofsOfTheRFC(t *testing.T) {
	d := numbered(7)
	g, h, i, j := node(d[0], d[1]), node(d[2], d[3]), node(d[4], d[5]), d[6]
	k, l := node(g, h), node(i, j)
	for _, c := range []struct {
		name      string
		got, want []Hash
	}{
		{"path of d0", Inclusion(d, 0), []Hash{d[1], h, l}},
		{"path of d3", Inclusion(d, 3), []Hash{d[2], g, l}},
		{"path of d4", Inclusion(d, 4), []Hash{d[5], j, k}},
		{"path of d6", Inclusion(d, 6), []Hash{i, k}},
		{"from 3", Consistency(d, 3), []Hash{d[2], d[3], g, l}},
		{"from 4", Consistency(d, 4), []Hash{l}},
		{"from 6", Consistency(d, 6), []Hash{i, j, k}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestProofs(t *testing.T) {
	for n := 1; n <= 33; n++ {
		leaves := numbered(n)
		root := Root(leaves)
		for i := range leaves {
			proof := Inclusion(leaves, i)
			if !Included(leaves[i], i, n, proof, root) {
				t.Fatalf("leaf %d of %d is not proven", i, n)
			}
			if n > 1 && (Included(leaves[i], (i+1)%n, n, proof, root) || Included(leaves[(i+1)%n], i, n, proof, root) ||
				Included(leaves[i], i, n, proof[1:], root)) || Included(leaves[i], i, n, append(slices.Clone(proof), root), root) {
				t.Fatalf("leaf %d of %d: what is not true is proven", i, n)
			}
		}
		for size := 1; size <= n; size++ {
			first, proof := Root(leaves[:size]), Consistency(leaves, size)
			if !Consistent(size, n, first, root, proof) {
				t.Fatalf("%d of %d is not proven", size, n)
			}
			if Consistent(size, n, Leaf(nil), root, proof) || Consistent(size, n, first, Leaf(nil), proof) ||
				Consistent(size, n, first, root, append(slices.Clone(proof), root)) {
				t.Fatalf("%d of %d: what is not true is proven", size, n)
			}
		}
	}
}
