package diff

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// hidden makes random documents and plants secrets in them, each a text found
// nowhere else, in every way a secret can stand in an entry.
type hidden struct {
	r       *rand.Rand
	planted []string
}

func (h *hidden) secret() string {
	text := fmt.Sprintf("Zq%dxJ%d", len(h.planted), h.r.IntN(1_000_000))
	h.planted = append(h.planted, text)
	return text
}

func (h *hidden) value(depth int) any {
	if depth == 0 || h.r.IntN(4) == 0 {
		return []any{"plain", 1.5, nil, true, "", "a \"b\" \\ é"}[h.r.IntN(6)]
	}
	switch h.r.IntN(8) {
	case 0:
		list := []any{}
		for range h.r.IntN(4) {
			list = append(list, h.value(depth-1))
		}
		return list
	case 1:
		inner, err := json.Marshal(h.value(depth - 1))
		if err != nil {
			return nil
		}
		return string(inner)
	case 2:
		return h.plant(depth)
	}
	object := map[string]any{}
	for range h.r.IntN(5) {
		object[[]string{"name", "flow", "config", "list", "note"}[h.r.IntN(5)]] = h.value(depth - 1)
	}
	return object
}

func (h *hidden) plant(depth int) any {
	switch h.r.IntN(7) {
	case 0:
		return map[string]any{"clientSecret": h.secret(), "n": 1}
	case 1:
		return map[string]any{"key": "JWTSecret", "value": h.secret()}
	case 2:
		return map[string]any{"path": "/smtp/password", "old": h.secret(), "new": h.secret()}
	case 3:
		return "postgres://app:" + h.secret() + "@db/x"
	case 4:
		return map[string]any{"headers": "Authorization: Bearer " + h.secret()}
	case 5:
		return map[string]any{"credentials": map[string]any{"a": []any{h.secret(), depth}}}
	}
	return "https://x.io/?access_token=" + h.secret() + "&b=1"
}

func TestMaskJSONPropertyNoSecretSurvives(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 5_000 {
		h := &hidden{r: r}
		raw := encode(t, []any{h.value(6), h.plant(1)})
		masked, count := MaskJSON(raw)
		// A random name may come twice in an object and replace what was planted.
		h.planted = slices.DeleteFunc(h.planted, func(secret string) bool { return !strings.Contains(string(raw), secret) })
		if !json.Valid(masked) || len(h.planted) == 0 || count < len(h.planted) {
			t.Fatalf("%d of %d masked in\n%s\n%s", count, len(h.planted), raw, masked)
		}
		view, err := OfEvent(audit.Event{Before: encode(t, h.value(3)), After: raw})
		if err != nil {
			t.Fatal(err)
		}
		text, err := EventText(audit.Event{After: raw}, true)
		if err != nil {
			t.Fatal(err)
		}
		everywhere := string(masked) + string(encode(t, view)) + drawn(text)
		for _, secret := range h.planted {
			if strings.Contains(everywhere, secret) {
				t.Fatalf("%s shows of\n%s\n%s", secret, raw, everywhere)
			}
		}
		if again, count := MaskJSON(masked); count != 0 || string(again) != string(masked) {
			t.Fatalf("masking again gives\n%s\nof\n%s", again, masked)
		}
	}
}
