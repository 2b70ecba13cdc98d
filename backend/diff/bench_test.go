package diff

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// descriptor is a flow as large as the largest seen: 68 components and a
// thumbnail of pixels bytes before base64. Version changes a few leaves.
func descriptor(tb testing.TB, pixels, version int) json.RawMessage {
	tb.Helper()
	image := make([]byte, pixels)
	r := rand.New(rand.NewPCG(uint64(version), 7))
	for i := range image {
		image[i] = byte(r.Uint32())
	}
	components := map[string]any{}
	for i := range 68 {
		components[fmt.Sprintf("%08x-0000-4000-8000-000000000000", i*7919)] = map[string]any{
			"type": "appmixer.slack.list.SendChannelMessage", "label": fmt.Sprintf("Step %d", i), "x": i * 10, "y": i*20 + version,
			"version": "1.2.0", "source": map[string]any{"in": map[string]any{"a": []string{"out"}}},
			"config": map[string]any{
				"properties": map[string]any{"channelId": fmt.Sprintf("C%d", i), "accessToken": "xoxb-000000000000-abcdef"},
				"transform":  map[string]any{"in": map[string]any{"message": fmt.Sprintf("Version %d of {{{$.name}}}: see https://x.io/?a=1&b=2", version*(i%20/19))}},
			},
		}
	}
	raw, err := json.Marshal(map[string]any{
		"flowId": "7f3c", "name": "Large", "flow": components, "mtime": version,
		"thumbnail": "data:image/png;base64," + base64.StdEncoding.EncodeToString(image),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

func pairOf(tb testing.TB, pixels int) audit.Event {
	return audit.Event{Before: descriptor(tb, pixels, 1), After: descriptor(tb, pixels, 2)}
}

// BenchmarkDetail is what opening one event costs: its changes and its text.
func BenchmarkDetail(b *testing.B) {
	for name, pixels := range map[string]int{"60KB": 20_000, "830KB": 600_000, "2MB": 1_500_000} {
		e := pairOf(b, pixels)
		for _, noise := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/noise=%v", name, noise), func(b *testing.B) {
				b.SetBytes(int64(len(e.Before) + len(e.After)))
				for b.Loop() {
					if _, err := OfEvent(e); err != nil {
						b.Fatal(err)
					}
					if _, err := EventText(e, noise); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkMaskJSON(b *testing.B) {
	for name, pixels := range map[string]int{"24KB": 100, "830KB": 600_000} {
		raw := descriptor(b, pixels, 1)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				MaskJSON(raw)
			}
		})
	}
}

func BenchmarkPretty(b *testing.B) {
	raw := descriptor(b, 600_000, 1)
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Pretty(raw)
	}
}
