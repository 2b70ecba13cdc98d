//go:build unix

package pull_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/pull"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

const benchEvents = 100_000

// BenchmarkSync brings the demo tenant's log into an empty cache over real
// HTTP into a real file, and then asks for the very same pages again, with the
// same headers and one after the other, for two bare measures:
//
//   - http: each answer is read to its end and unzipped (compress/gzip)
//   - json: as http, and encoding/json takes the page apart into a
//     json.RawMessage for each entry, and each entry into a map from its first
//     level's keys to json.RawMessage
//
// All three include the demo tenant's own work, which is done in this process.
// Each iteration measures all three in turn; what is reported are medians. The
// processor's seconds (…-cpu-s) say the same on a machine that is busy.
func BenchmarkSync(b *testing.B) {
	server, err := demo.Serve(b.Context(), demo.Options{Events: benchEvents, Seed: 1, Until: demo.DefaultUntil})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	recorder := &recorder{wire: &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 1}}
	defer recorder.wire.CloseIdleConnections()
	var times, loads [3][]float64
	var ratios []float64
	size := 0
	for b.Loop() {
		for i, work := range []func(){
			func() { syncWhole(b, server, recorder) },
			func() { size = recorder.replay(b, nil) },
			func() { recorder.replay(b, decode) },
		} {
			wall, load := seconds(b, work)
			times[i], loads[i] = append(times[i], wall), append(loads[i], load)
		}
		last := len(ratios)
		ratios = append(ratios, times[0][last]/times[2][last])
	}
	b.ReportMetric(median(loads[0])/median(loads[2]), "cpu-ratio")
	for i, name := range []string{"sync", "http", "json"} {
		b.ReportMetric(median(times[i]), name+"-s")
		b.ReportMetric(median(loads[i]), name+"-cpu-s")
	}
	b.ReportMetric(benchEvents/median(times[0]), "events/s")
	b.ReportMetric(median(ratios), "ratio")
	b.ReportMetric(float64(len(recorder.pages)), "pages")
	b.ReportMetric(float64(size)/1e6, "MB")
}

// seconds is how long work takes, and how many seconds of processor.
func seconds(b *testing.B, work func()) (wall, load float64) {
	before, began := processor(b), time.Now()
	work()
	return time.Since(began).Seconds(), processor(b) - before
}

func processor(b *testing.B) float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e9
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// syncWhole syncs into a new cache and leaves the requests in the recorder.
func syncWhole(b *testing.B, server *demo.Server, recorder *recorder) {
	ctx := context.Background()
	cache, err := store.Open(ctx, b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = cache.Close() }()
	known, err := cache.AddTenant(ctx, store.Tenant{Name: "demo", URL: server.URL()})
	if err != nil {
		b.Fatal(err)
	}
	recorder.pages = nil
	client, err := tenant.New(tenant.Config{URL: server.URL(), Email: server.Email(), Password: server.Password(), HTTP: recorder})
	if err != nil {
		b.Fatal(err)
	}
	report, err := pull.Sync(ctx, pull.Options{Store: cache, Tenant: known, Client: client, Profile: tenant.DefaultProfile()})
	if err != nil || !report.Complete || report.Tally != (store.Tally{Received: benchEvents, Inserted: benchEvents}) {
		b.Fatalf("%v, %+v", err, report)
	}
}

// recorder passes requests on and remembers those for pages of the log.
type recorder struct {
	wire  *http.Transport
	mu    sync.Mutex
	pages []*http.Request
}

func (r *recorder) RoundTrip(request *http.Request) (*http.Response, error) {
	if request.URL.Path == "/system/audits" {
		r.mu.Lock()
		r.pages = append(r.pages, request)
		r.mu.Unlock()
	}
	return r.wire.RoundTrip(request)
}

// replay asks for the remembered pages again and returns how many bytes of
// JSON they have. Each page goes to read, where there is one.
func (r *recorder) replay(b *testing.B, read func(page []byte) (entries int, err error)) (size int) {
	entries := 0
	for _, page := range r.pages {
		response, err := r.wire.RoundTrip(page.Clone(context.Background()))
		if err != nil {
			b.Fatal(err)
		}
		body, err := unzipped(response)
		if err != nil || response.StatusCode != http.StatusOK {
			b.Fatal(response.Status, err)
		}
		size += len(body)
		if read == nil {
			continue
		}
		n, err := read(body)
		if err != nil {
			b.Fatal(err)
		}
		entries += n
	}
	if read != nil && entries < benchEvents {
		b.Fatalf("the pages hold %d entries", entries)
	}
	return size
}

func unzipped(response *http.Response) ([]byte, error) {
	defer func() { _ = response.Body.Close() }()
	var source io.Reader = response.Body
	if response.Header.Get("Content-Encoding") == "gzip" {
		packed, err := gzip.NewReader(source)
		if err != nil {
			return nil, err
		}
		source = packed
	}
	var body bytes.Buffer
	_, err := body.ReadFrom(source)
	return body.Bytes(), err
}

func decode(page []byte) (int, error) {
	var answer struct {
		Items []json.RawMessage `json:"items"`
	}
	if err := json.Unmarshal(page, &answer); err != nil {
		return 0, err
	}
	for _, entry := range answer.Items {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(entry, &members); err != nil {
			return 0, err
		}
	}
	return len(answer.Items), nil
}
