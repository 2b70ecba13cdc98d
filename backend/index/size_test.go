package index

import (
	"context"
	"math/rand/v2"
	"testing"
)

// An event takes at most 20 bytes, the way a large tenant's events are: some
// hundreds of users, thousands of flows and targets of which few are busy, in
// the order in which syncs of two tenants brought them.
func TestAnEventTakesAtMostTwentyBytes(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8)) //nolint:gosec // a test
	users, flows := rand.NewZipf(rng, 1.1, 4, 600), rand.NewZipf(rng, 1.05, 20, 9000)
	rows := make([]Row, 400_000)
	at := int64(1_700_000_000_000)
	for i := range rows {
		at += int64(rng.ExpFloat64() * 6000) // ten million in two years
		tenant := rng.IntN(2)
		action := uint32(rng.IntN(28)) //nolint:gosec // and below: small numbers
		rows[i] = Row{
			Key: int64(i + tenant*5_000_000), At: at, Tenant: uint32(tenant), Action: action, Area: action / 4, Type: uint8(action % 4), //nolint:gosec // as above
			Actor: uint32(users.Uint64()), Flow: uint32(flows.Uint64()), Flags: uint8(rng.IntN(40) / 39), Origin: uint32(rng.IntN(40)), //nolint:gosec // as above
		}
		rows[i].Target = rows[i].Flow + action/20
	}
	v, err := newVersion().apply(context.Background(), change{rows: rows})
	if err != nil {
		t.Fatal(err)
	}
	columns, _ := v.Size()
	if each := float64(columns) / float64(len(rows)); each > 20 || each < 10 {
		t.Errorf("an event takes %.2f bytes", each)
	} else {
		t.Logf("an event takes %.2f bytes", each)
	}
}
