package demo

import (
	"io"
	"net/http"
	"strconv"
	"testing"
)

func BenchmarkNext(b *testing.B) {
	g := NewGenerator(PlanConfig(1, 100_000, DefaultUntil))
	bytes := 0
	for b.Loop() {
		bytes += len(g.Next().Raw)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "entries/s")
	b.ReportMetric(float64(bytes)/float64(b.N), "B/entry")
}

// BenchmarkPage is what a client of the default profile waits for: pages of
// 500 entries, packed, over loopback.
func BenchmarkPage(b *testing.B) {
	s, err := Serve(b.Context(), Options{Events: 20_000, Seed: 1, Until: DefaultUntil})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	token, err := s.accounts.token(s.accounts.users[0], s.options.Now())
	if err != nil {
		b.Fatal(err)
	}
	offset := 0
	for b.Loop() {
		readPage(b, s.URL()+"/system/audits?limit=500&offset="+strconv.Itoa(offset), token)
		offset = (offset + 500) % 20_000
	}
	b.ReportMetric(500*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

func readPage(b *testing.B, url, token string) {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != http.StatusOK {
		b.Fatalf("status %d: %v", resp.StatusCode, err)
	}
}
