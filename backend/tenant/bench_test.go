package tenant

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// sampleEntry is a flow update whose before and after fill about size bytes,
// nine tenths of them thumbnails.
func sampleEntry(size int) []byte {
	thumbnail := strings.Repeat("iVBORw0KGgo+", size*9/20/12)
	var components strings.Builder
	for i := 0; components.Len() < size/20; i++ {
		fmt.Fprintf(&components, `,"c%d":{"type":"appmixer.utils.http.Get","x":%d,"y":%d,"config":{"transform":{"in":"a\"b"}}}`, i, i, i)
	}
	state := fmt.Sprintf(`{"flowId":"f-1","name":"Orders","thumbnail":"%s","flow":{"c":1%s}}`, thumbnail, components.String())
	return fmt.Appendf(nil, `{"id":"65f0c0ffee","created":"2026-01-02T03:04:05.678Z","action":"Flow Updated","type":"Update",`+
		`"user":{"id":"u1","email":"anna@example.com"},"flowId":"f-1","target":{"id":"f-1"},"before":%s,"after":%s}`, state, state)
}

func benchSizes(b *testing.B, run func(b *testing.B, entry []byte)) {
	for _, kb := range []int{1, 800} {
		entry := sampleEntry(kb << 10)
		b.Run(fmt.Sprintf("%dKB", kb), func(b *testing.B) {
			b.SetBytes(int64(len(entry)))
			b.ReportAllocs()
			for b.Loop() {
				run(b, entry)
			}
		})
	}
}

func BenchmarkMap(b *testing.B) {
	profile := DefaultProfile()
	benchSizes(b, func(b *testing.B, entry []byte) {
		if _, err := profile.Map(entry); err != nil {
			b.Fatal(err)
		}
	})
}

// The measure beside it: the standard library decoding only the first level.
func BenchmarkMapStandardLibrary(b *testing.B) {
	benchSizes(b, func(b *testing.B, entry []byte) {
		var members map[string]json.RawMessage
		if err := json.Unmarshal(entry, &members); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkCanonicalJSON(b *testing.B) {
	benchSizes(b, func(b *testing.B, entry []byte) {
		if _, err := CanonicalJSON(entry); err != nil {
			b.Fatal(err)
		}
	})
}

func BenchmarkReadPage(b *testing.B) {
	profile := DefaultProfile()
	entry := string(sampleEntry(8 << 10))
	body := []byte(`{"totalCount":100000,"items":[` + strings.Repeat(entry+",", 499) + entry + `]}`)
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		page, err := profile.ReadPage(body)
		if err != nil || len(page.Entries) != 500 {
			b.Fatal(len(page.Entries), err)
		}
	}
}
