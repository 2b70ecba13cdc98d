package diff

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
)

// told is everything that is shown of an event anywhere, as one text.
func told(t *testing.T, e audit.Event) string {
	t.Helper()
	var b strings.Builder
	add := func(value any, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := value.(string); ok {
			b.WriteString(text)
			return
		}
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(text)
	}
	view, err := OfEventWith(e, Options{Key: []byte("key")})
	add(view, err)
	for _, format := range []string{CopyPatch, CopyMarkdown, CopyText} {
		add(Copied(e, format, ""))
		for _, c := range view.Changes {
			add(Copied(e, format, c.Path))
		}
	}
	for _, c := range view.Changes {
		add(OfValue(e, c.Path, []byte("key")))
	}
	for _, noise := range []bool{false, true} {
		add(TreeOf(e, noise))
		add(EventText(e, noise))
	}
	add(Summary(e), nil)
	return b.String()
}

// What moves keeps its secrets, wherever it stands, whatever else happens to it,
// and in whatever form it is shown.
func TestSecretsThatMoveNeverShow(t *testing.T) {
	tests := []struct{ name, before, after, changes, want string }{
		{"a secret by its list", `{"tokens":["hunter2hunter2","b","c"]}`, `{"tokens":["b","c","hunter2hunter2"]}`, "", `"kind":"moved"`},
		{"with its element", `[{"id":1,"password":"hunter2"},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1,"password":"hunter2"}]`, "", `"from":"/0"`},
		{"with its element, changed", `[{"id":1,"password":"hunter2"},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1,"password":"hunter2hunter2"}]`, "", "••• changed, 7 → 14 characters"},
		{"that its neighbour names", `[{"id":1,"name":"password","value":"hunter2"},{"id":2},{"id":3}]`, `[{"id":2},{"id":3},{"id":1,"name":"password","value":"2hunter2"}]`, "", "•••"},
		{"that was one before", `{"name":"password","value":["hunter2","b","c"]}`, `{"name":"hint","value":["b","c","hunter2"]}`, "", `"kind":"moved"`},
		{"that became one", `{"name":"hint","value":["hunter2","b","c"]}`, `{"name":"password","value":["b","c","hunter2"]}`, "", `"kind":"moved"`},
		{"as a name on the way", `{"s":{"xoxb-2212345678-hunter2hunter2":["a","b","c"]}}`, `{"s":{"xoxb-2212345678-hunter2hunter2":["b","c","a"]}}`, "", "•••"},
		{"that tells elements apart", `[{"key":"sk_live_hunter2hunter2hunter2","n":1},{"key":"b","n":1},{"key":"c","n":1}]`,
			`[{"key":"b","n":1},{"key":"c","n":1},{"key":"sk_live_hunter2hunter2hunter2","n":2}]`, "", `"kind":"moved"`},
		{"by a list of changes", "", "", `[{"op":"move","from":"/s/xoxb-2212345678-hunter2hunter2","path":"/t/xoxb-2212345678-hunter2hunter2"}]`, "•••"},
		{"inside a list of changes", "", "", `[{"path":"/tokens","old":["hunter2","b","c"],"new":["b","c","hunter2"]}]`, `"kind":"moved"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := event(test.before, test.after, test.changes)
			all := told(t, e)
			if at := strings.Index(all, "hunter2"); at >= 0 {
				t.Errorf("it shows: …%s", all[max(0, at-200):at+20])
			}
			if !strings.Contains(all, test.want) {
				t.Errorf("no %q in %s", test.want, all)
			}
		})
	}
}
