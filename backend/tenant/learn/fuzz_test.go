package learn

import (
	"bytes"
	"context"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// Whatever a HAR holds, learning from it ends in a profile that can be written
// and read back, or in an error that a person can act on.
func FuzzHAR(f *testing.F) {
	for _, seed := range []string{
		``, `{"log":{"entries":[]}}`, `{"log":{"entries":[{"request":{"method":"GET","url":"https://t.example/a?page=1&limit=2"},"response":{"status":200,"content":{"text":"[{\"id\":1,\"created\":\"2026-01-02T03:04:05Z\",\"action\":\"Flow Updated\",\"user\":\"a@b.example\",\"before\":{},\"after\":{}}]"}}}]}}`,
		`{"log":{"entries":[{"request":{"method":"POST","url":"https://t.example/audit/_search","postData":{"mimeType":"application/json","text":"{\"size\":1,\"sort\":[{\"t\":\"desc\"}],\"search_after\":[1,\"x\"]}"}},"response":{"status":200,"headers":[{"name":"Link","value":"<https://t.example/audit?cursor=2>; rel=\"next\""}],"content":{"text":"{\"hits\":{\"total\":{\"value\":3},\"hits\":[{\"_id\":\"x\",\"sort\":[1,\"x\"],\"_source\":{\"@timestamp\":1767322800000,\"event\":\"user.created\",\"who\":\"a@b.example\"}}]},\"next\":\"abc\"}"}}}]}}`,
		`{"log":{"entries":[{"request":{"method":"GET","url":"https://t.example/log?before=2026-01-02T03:04:05Z&count=2"},"response":{"status":200,"content":{"encoding":"base64","text":"W3siZGF0ZSI6IjAzLzA0LzIwMjYgMTA6MDA6MDAiLCJ3aGF0IjoiRmxvdyBEZWxldGVkIiwid2hvIjoiYUBiLmV4YW1wbGUifV0="}}}]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		result, err := HAR(context.Background(), bytes.NewReader(text))
		if err != nil {
			if code := audit.CodeOf(err); code != audit.CodeFile && code != audit.CodeNotFound {
				t.Fatalf("the error is %s: %v", code, err)
			}
			return
		}
		if len(result.Entries) == 0 || len(result.Findings) == 0 || result.URL == "" {
			t.Fatalf("an empty result: %+v", result)
		}
		written := Guess{Profile: result.Profile}
		if len(result.Questions()) == 0 && result.Profile.Validate() != nil {
			t.Fatalf("no question is open, and yet: %v", result.Profile.Validate())
		}
		if len(written.YAML()) == 0 || len(result.YAML()) == 0 {
			t.Fatal("the profile cannot be written")
		}
		for _, entry := range result.Entries {
			result.Profile.Explain(entry)
		}
	})
}
