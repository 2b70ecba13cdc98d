package settings

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

// The page as it stands in the repository is painted in the theme that was
// chosen from the first moment, in the colours of its own style.
func TestPainted(t *testing.T) {
	page := os.DirFS("../../frontend")
	style, err := os.ReadFile("../../frontend/src/app.css")
	if err != nil {
		t.Fatal(err)
	}
	rest := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("the rest")) })
	for _, theme := range []string{"light", "dark", "system"} {
		w := Window{Theme: theme}
		served := w.Painted(page)(rest)
		for path, want := range map[string]string{"/": `data-theme="` + theme + `"`, "/index.html": `data-theme="` + theme + `"`, "/assets/index.js": "the rest"} {
			if theme == "system" {
				want = "the rest"
			}
			got := httptest.NewRecorder()
			served.ServeHTTP(got, httptest.NewRequest(http.MethodGet, path, nil))
			if !strings.Contains(got.Body.String(), want) {
				t.Errorf("%s in %s: %q is not in %s", path, theme, want, got.Body)
			}
		}
		r, g, b := w.Background()
		if colour := fmt.Sprintf("--bg: #%02x%02x%02x;", r, g, b); !strings.Contains(string(style), colour) {
			t.Errorf("the window is painted in a colour that the page does not have: %s", colour)
		}
	}
}
