package index

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// plain is the rows of a version in a list: what its answers are held to.
type plain struct {
	rows  []Row
	words [Dictionaries][]Word
}

// The sizes of dictionaries: small, at most 256, more than a chunk of rows has.
var sizes = [Dictionaries]int{3, 9, 4, 40, 300, 5000, 70}

func randomWords(rng *rand.Rand) (p plain) {
	for i, n := range sizes {
		for id := range n {
			if rng.IntN(10) == 0 {
				continue // gone with a tenant
			}
			text := fmt.Sprintf("%s %d", []string{"Alice", "äb", "", "Flow\nwith a feed", "x"}[rng.IntN(5)], rng.IntN(n))
			p.words[i] = append(p.words[i], Word{ID: uint32(id), Texts: [3]string{text, "id", text}, Fold: strings.ToLower(text)})
		}
	}
	return p
}

func randomRow(rng *rand.Rand, key int64) Row {
	pick := func(i int) uint32 { // few values often, the others now and then
		return uint32(rng.IntN(1 + rng.IntN(sizes[i])))
	}
	r := Row{
		Key: key, At: 1_700_000_000_000 + int64(rng.IntN(40*dayMs)), Tenant: pick(Tenants), Action: pick(Actions), Area: pick(Areas),
		Actor: pick(Actors), Flow: pick(Flows), Target: uint32(rng.IntN(sizes[Targets])), Type: uint8(rng.IntN(4)), Flags: uint8(rng.IntN(3)), Origin: pick(Origins),
	}
	switch rng.IntN(50) {
	case 0:
		r.At = []int64{-62_135_596_800_000, 0, 253_402_300_799_999}[rng.IntN(3)] // stray dates
	case 1, 2, 3:
		r.At = 1_700_000_000_000 // many at one moment
	}
	return r
}

// of makes a version of rows in small chunks.
func (p plain) version(full int) *Version {
	v := newVersion()
	v.full = full
	for i, words := range p.words {
		v.words[i] = v.words[i].add(words)
	}
	v, err := v.apply(context.Background(), change{rows: slices.Clone(p.rows)})
	if err != nil {
		panic(err)
	}
	return v
}

func (p *plain) sort() { slices.SortFunc(p.rows, compareRows) }

// random makes a condition, and the same as a function.
func random(rng *rand.Rand, p plain, depth int) (Condition, func(Row) bool) {
	kind := rng.IntN(9)
	if depth == 0 {
		kind = 3 + rng.IntN(6)
	}
	switch kind {
	case 0, 1:
		a, isA := random(rng, p, depth-1)
		b, isB := random(rng, p, depth-1)
		if kind == 0 {
			return And{a, b}, func(r Row) bool { return isA(r) && isB(r) }
		}
		return Or{a, b}, func(r Row) bool { return isA(r) || isB(r) }
	case 2:
		a, is := random(rng, p, depth-1)
		return Not{a}, func(r Row) bool { return !is(r) }
	case 3:
		from := 1_700_000_000_000 + int64(rng.IntN(40*dayMs))
		to := from + int64(rng.IntN(20*dayMs))
		return Between{from, to}, func(r Row) bool { return from <= r.At && r.At < to }
	case 4:
		return randomKeys(rng, p)
	case 5:
		flags := uint8(rng.IntN(4))
		return Flagged{flags}, func(r Row) bool { return r.Flags&flags != 0 }
	case 6:
		return randomClock(rng)
	}
	column := Column(rng.IntN(8))
	set := &Set{}
	for range rng.IntN(4) * rng.IntN(12) {
		set.Add(uint32(rng.IntN(1 + rng.IntN(sizes[max(0, int(column)-1)]))))
	}
	return In{column, set}, func(r Row) bool { return set.Has(valueOf(r, column)) }
}

func valueOf(r Row, column Column) uint32 {
	return [...]uint32{r.Tenant, uint32(r.Type), r.Action, r.Area, r.Actor, r.Flow, r.Target, r.Origin}[column]
}

func randomKeys(rng *rand.Rand, p plain) (Condition, func(Row) bool) {
	var keys []int64
	part := 1 + rng.IntN(40)
	for _, r := range p.rows {
		if rng.IntN(part) == 0 {
			keys = append(keys, r.Key)
		}
	}
	set := NewKeySet(append(keys, int64(rng.IntN(1<<40))))
	if rng.IntN(2) == 0 {
		set = BitKeySet(make([]uint64, 100))
		for _, key := range keys {
			if key < 6400 {
				set.bits[key/64] |= 1 << (key % 64)
			}
		}
		set = BitKeySet(set.bits)
	}
	has := map[int64]bool{}
	for _, key := range keys {
		has[key] = set.list != nil || len(set.bits) != 100 || key < 6400
	}
	return Keys{set}, func(r Row) bool { return has[r.Key] }
}

var zones = []string{"UTC", "Europe/Prague", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"}

func randomZone(rng *rand.Rand) *time.Location {
	zone, err := time.LoadLocation(zones[rng.IntN(len(zones))])
	if err != nil {
		panic(err)
	}
	return zone
}

func randomClock(rng *rand.Rand) (Condition, func(Row) bool) {
	zone := randomZone(rng)
	k := Clock{Zone: NewZone(zone)}
	for day := range k.Hours {
		for hour := range k.Hours[day] {
			k.Hours[day][hour] = rng.IntN(3) == 0
		}
	}
	return k, func(r Row) bool {
		day, hour := wall(r.At, zone)
		return k.Hours[day][hour]
	}
}

func wall(at int64, zone *time.Location) (weekday, hour int) {
	t := time.UnixMilli(at).In(zone)
	return (int(t.Weekday()) + 6) % 7, t.Hour()
}

// hold compares everything that a version answers with the plain list.
func hold(t *testing.T, rng *rand.Rand, v *Version, p plain) (selected int) {
	t.Helper()
	condition, is := random(rng, p, rng.IntN(4))
	var want []Row
	for _, r := range p.rows {
		if is(r) {
			want = append(want, r)
		}
	}
	ctx := t.Context()
	r, err := v.Filter(ctx, condition)
	if err != nil {
		t.Fatal(err)
	}
	keys := keysOf(want)
	if got := r.Keys(nil, 0, r.Count()); r.Count() != len(want) || !slices.Equal(got, keys) {
		t.Fatalf("%+v of %d: %d events, want %d", condition, v.Len(), r.Count(), len(want))
	}
	from, n := rng.IntN(len(keys)+1), rng.IntN(200)
	if got, window := r.Keys(nil, from, n), keys[from:min(from+n, len(keys))]; !slices.Equal(got, window) {
		t.Fatalf("window %d+%d: %v, want %v", from, n, got, window)
	}
	for range 5 {
		row := p.rows[rng.IntN(len(p.rows))]
		if got := r.Number(row.Key); got != slices.Index(keys, row.Key) {
			t.Fatalf("number of %d: %d, want %d", row.Key, got, slices.Index(keys, row.Key))
		}
		at, _ := slices.BinarySearchFunc(want, row.At, func(r Row, at int64) int { return cmp.Compare(r.At, at) })
		if got := r.Before(row.At); got != at {
			t.Fatalf("before %d: %d, want %d", row.At, got, at)
		}
	}
	holdSurvey(t, rng, r, want)
	holdSort(t, rng, r, want)
	return len(want)
}

func keysOf(rows []Row) (keys []int64) {
	for _, r := range rows {
		keys = append(keys, r.Key)
	}
	return keys
}

func holdSurvey(t *testing.T, rng *rand.Rand, r *Result, want []Row) {
	t.Helper()
	zone := randomZone(rng)
	ask := Ask{Columns: append(slices.Clone(AllColumns), ByOrigin), Zone: NewZone(zone)}
	for at, end := 1_700_000_000_000+int64(rng.IntN(dayMs)), rng.IntN(30); len(ask.Edges) < end; at += int64(1 + rng.IntN(5*dayMs)) {
		ask.Edges = append(ask.Edges, at)
	}
	// Of few events the keys are listed, of many they are counted by key: the same comes of both.
	got, err := r.survey(t.Context(), ask, [...]int{0, keysPerListed, 1 << 20}[rng.IntN(3)])
	if err != nil {
		t.Fatal(err)
	}
	sum := Survey{Buckets: make([][4]int, len(ask.Edges))}
	var counts [ByOrigin + 1]map[uint32]int
	for column := range counts {
		counts[column] = map[uint32]int{}
	}
	for _, row := range want {
		for column := range ByOrigin + 1 {
			counts[column][valueOf(row, column)]++
		}
		sum.Types[row.Type]++
		day, hour := wall(row.At, zone)
		sum.Heat[day][hour]++
		if len(ask.Edges) > 0 {
			i, exact := slices.BinarySearch(ask.Edges, row.At)
			if !exact {
				i--
			}
			sum.Buckets[max(i, 0)][row.Type]++
		}
	}
	if got.Types != sum.Types || got.Heat != sum.Heat || !slices.Equal(got.Buckets, sum.Buckets) {
		t.Fatalf("of %d events in %v with %d edges:\n got %+v\nwant %+v", len(want), zone, len(ask.Edges), *got, sum)
	}
	for column, want := range counts {
		holdCounts(t, rng, got.Of(Column(column)), want)
	}
}

func holdCounts(t *testing.T, rng *rand.Rand, counts Counts, want map[uint32]int) {
	t.Helper()
	collect := func(c Counts) map[uint32]int {
		found, last := map[uint32]int{}, int64(-1)
		c.Each(func(key uint32, n int) {
			if int64(key) <= last {
				t.Fatalf("key %d after %d", key, last)
			}
			found[key], last = n, int64(key)
		})
		return found
	}
	if got := collect(counts); !maps.Equal(got, want) {
		t.Fatalf("counts %v, want %v", got, want)
	}
	highest := uint32(0)
	for key := range want {
		highest = max(highest, key)
	}
	groups := make([]uint32, highest+1)
	for key := range groups {
		groups[key] = rng.Uint32N(5)
	}
	grouped := map[uint32]int{}
	for key, n := range want {
		if key%3 != 0 {
			grouped[groups[key]] += n
		}
	}
	if got := collect(counts.Grouped(groups, 5, func(key uint32) bool { return key%3 != 0 })); !maps.Equal(got, grouped) {
		t.Fatalf("groups %v, want %v", got, grouped)
	}
}

func holdSort(t *testing.T, rng *rand.Rand, r *Result, want []Row) {
	t.Helper()
	column := Column(rng.IntN(7))
	text := func(id uint32) string {
		if column == ByType {
			return fmt.Sprint(id)
		}
		return r.version.words[[...]int{Tenants, 0, Actions, Areas, Actors, Flows, Targets}[column]].Text(id, 0)
	}
	ascending := rng.IntN(2) == 0
	sorted, err := r.Sort(t.Context(), r.version.Rank(column, text, ascending))
	if err != nil {
		t.Fatal(err)
	}
	want = slices.Clone(want)
	slices.Reverse(want) // newest first
	slices.SortStableFunc(want, func(a, b Row) int {
		x, y := text(valueOf(a, column)), text(valueOf(b, column))
		switch {
		case x == "" || y == "":
			return len(y) - len(x)
		case ascending:
			return cmp.Or(cmp.Compare(strings.ToLower(x), strings.ToLower(y)), cmp.Compare(x, y))
		}
		return -cmp.Or(cmp.Compare(strings.ToLower(x), strings.ToLower(y)), cmp.Compare(x, y))
	})
	from, n := rng.IntN(len(want)+1), rng.IntN(len(want)+10)
	got := sorted.Keys(nil, from, n)
	want = want[from:min(from+n, len(want))]
	if keys := keysOf(want); !slices.Equal(got, keys) {
		t.Fatalf("sorted by %d:\n got %v\nwant %v", column, got, keys)
	}
	if len(want) > 0 {
		at := rng.IntN(len(want))
		if n := sorted.Number(want[at].Key); n != from+at {
			t.Fatalf("number of %d sorted by %d: %d, want %d", want[at].Key, column, n, from+at)
		}
	}
}

// Whatever a version is asked, and whatever was changed on the way to it, it
// answers as going through all rows does.
func TestAnswersAreThoseOfAPlainList(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	selected := 0
	for range 12 {
		p, next := randomWords(rng), int64(0)
		for range 1 + rng.IntN(3000) {
			next += 1 + int64(rng.IntN(3))
			p.rows = append(p.rows, randomRow(rng, next))
		}
		v := p.version([]int{64, 100, 1000, chunkRows}[rng.IntN(4)])
		for range 5 {
			p.sort()
			for range 6 {
				selected += hold(t, rng, v, p)
			}
			v = p.change(t, rng, v, &next)
		}
	}
	if selected < 50_000 {
		t.Errorf("only %d events were selected: the test says little", selected)
	}
}

// change adds, changes and removes rows of the list and of the version.
func (p *plain) change(t *testing.T, rng *rand.Rand, v *Version, next *int64) *Version {
	t.Helper()
	var ch change
	removed := uint32(rng.IntN(20))
	ch.tenants = NewSet(removed)
	p.rows = slices.DeleteFunc(p.rows, func(r Row) bool { return r.Tenant == removed })
	kept := p.rows[:0:0]
	for _, r := range p.rows {
		switch rng.IntN(50) {
		case 0: // gone
			ch.keys = append(ch.keys, r.Key)
		case 1: // another one by now
			r = randomRow(rng, r.Key)
			ch.keys, ch.rows, kept = append(ch.keys, r.Key), append(ch.rows, r), append(kept, r)
		default:
			kept = append(kept, r)
		}
	}
	newest := rng.IntN(2) == 0
	for range rng.IntN(300) + 1 {
		*next++
		r := randomRow(rng, *next)
		if newest {
			r.At = 1_800_000_000_000 + *next
		}
		ch.keys, ch.rows, kept = append(ch.keys, r.Key), append(ch.rows, r), append(kept, r)
	}
	p.rows = kept
	made, err := v.apply(t.Context(), ch)
	if err != nil {
		t.Fatal(err)
	}
	return made
}
