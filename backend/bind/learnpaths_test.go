package bind_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestPathsOfEntriesWithALargeObject: what an entry holds deep inside must not
// take the choice of its own keys away.
func TestPathsOfEntriesWithALargeObject(t *testing.T) {
	p := start(t, t.TempDir())
	var items []any
	for i := range 30 {
		large := map[string]any{"a": "b"}
		for n := range 300 {
			large[fmt.Sprintf("key%d-%d", i, n)] = map[string]any{"inside": n}
		}
		items = append(items, map[string]any{
			"id": fmt.Sprintf("e%d", i), "action": []string{"Flow Updated", "Flow Created", "User Logged In"}[i%3], "after": large,
			"created": time.Date(2026, 3, 1, 12, 60-i, 0, 0, time.UTC).Format(time.RFC3339),
			"user":    map[string]any{"email": "anna@example.com", "id": "u1"},
		})
	}
	body, err := json.Marshal(map[string]any{"items": items, "totalCount": len(items)})
	if err != nil {
		t.Fatal(err)
	}
	har, err := json.Marshal(map[string]any{"log": map[string]any{"version": "1.2", "entries": []any{map[string]any{
		"request":  map[string]any{"method": "GET", "url": "https://api.example.com/system/audits?limit=30&offset=0", "headers": []any{}},
		"response": map[string]any{"status": 200, "content": map[string]any{"mimeType": "application/json", "text": string(body)}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "large.har")
	if err := os.WriteFile(path, har, 0o600); err != nil {
		t.Fatal(err)
	}
	shown, err := p.Learn.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"action", "created", "id", "user", "user.email", "after.a"} {
		if !slices.Contains(shown.Paths, want) {
			t.Errorf("no %q among the %d paths", want, len(shown.Paths))
		}
	}
	if len(shown.Paths) > 200 {
		t.Errorf("%d paths: %v", len(shown.Paths), shown.Paths)
	}
}
