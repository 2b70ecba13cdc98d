package imports

import (
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
)

// fuzzImport imports any bytes as one file: it never crashes, the tally adds up
// to what was told, and a second time nothing is new.
func fuzzImport(f *testing.F, change func(*Options)) {
	folder := f.TempDir()
	path := filepath.Join(folder, "evidence")
	profile := tenant.DefaultProfile()
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		told := 0
		o := Options{keep: &memory{events: map[string][sha256.Size]byte{}}, Profile: profile, Path: path, Scratch: folder, limits: usual()}
		o.limits.grace = 4 << 20
		o.Rejected = func(store.Rejection) error { told++; return nil }
		if change != nil {
			change(&o)
		}
		first, err := File(context.Background(), o)
		if sum := first.Tally; sum.Received != sum.Inserted+sum.Updated+sum.Duplicates+sum.Rejected || sum.Rejected != told {
			t.Fatalf("the tally does not add up: %+v, told %d", sum, told)
		}
		if err != nil && audit.CodeOf(err) == audit.CodeInternal {
			t.Fatalf("an error that nobody can act on: %v", err)
		}
		again, _ := File(context.Background(), o)
		if again.Tally.Inserted != 0 || again.Tally.Received != first.Tally.Received || again.Tally.Rejected != first.Tally.Rejected {
			t.Fatalf("first %+v, again %+v", first.Tally, again.Tally)
		}
		if _, err := Inspect(context.Background(), path, InspectOptions{Profile: profile, Scratch: folder}); err != nil && audit.CodeOf(err) == audit.CodeInternal {
			t.Fatalf("looking at it: %v", err)
		}
	})
}

// memory keeps events as the cache does, by id and content. The cache itself
// would be slowed a hundredfold by the fuzzer's counters in SQLite.
type memory struct {
	mu     sync.Mutex
	events map[string][sha256.Size]byte
}

func (*memory) Lock(context.Context) (func(), error) { return func() {}, nil }

func (*memory) BeginSource(_ context.Context, s store.Source) (store.Source, error) { return s, nil }

func (*memory) Finish(context.Context) error { return nil }

func (*memory) EndSource(context.Context, store.Source, []store.Rejection) error { return nil }

func (*memory) Tie(context.Context, store.Source, []int64) error { return nil }

func (m *memory) Find(_ context.Context, _, id string) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, known := m.events[id]; !known {
		return 0, audit.Errorf(audit.CodeNotFound, "There is no event %q.", id)
	}
	return 1, nil
}

func (m *memory) Prepare(events []audit.Event, _ []audit.Content) *store.Prepared {
	return &store.Prepared{Events: events}
}

func (m *memory) WritePrepared(_ context.Context, _ store.Source, packed *store.Prepared) (store.Tally, error) {
	events := packed.Events
	m.mu.Lock()
	defer m.mu.Unlock()
	tally := store.Tally{Received: len(events)}
	for _, e := range events {
		sum := sha256.Sum256(e.Raw)
		known, found := m.events[e.ID]
		switch {
		case !found:
			tally.Inserted++
		case known == sum:
			tally.Duplicates++
		default:
			tally.Updated++
		}
		m.events[e.ID] = sum
	}
	return tally, nil
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		entryOne + "\n" + entryTwo, "[" + entryOne + "," + entryTwo + "]", `{"items":[` + entryOne + `]}`, entryOne + entryTwo,
		`{"log":{"version":"1.2","entries":[]}}`, string(gzipped(entryOne)), string(zstded(entryOne)), string(zipped("a", entryOne)),
		`{"id":"1","tenant":"a","createdAt":"2026-01-01T00:00:00.000Z","action":"A","targetKind":"flow","raw":` + entryOne + "}",
	} {
		f.Add([]byte(seed))
	}
	fuzzImport(f, nil)
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"id,created,action\n1,2026-01-01T00:00:01Z,A\n2,\"2026-01-01T00:00:02Z\",\"a\n\"\"b\"\"\"\n",
		"a;b;c\n1;2026-01-01;\"x\n2;2026-01-01;y\"z\n", "sep=|\nid|created\n1|2026-01-01\n", "\xff\xfea\x00,\x00b\x00\n\x00",
		"id,tenant,createdAt,action,targetKind,targetId,raw\n1,a,2026-01-01T00:00:00.000Z,'=A,flow,f,\"{\"\"a\"\":1}\"\n",
	} {
		f.Add([]byte(seed))
	}
	fuzzImport(f, func(o *Options) { o.Delimiter = "," })
}
