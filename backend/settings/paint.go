package settings

import (
	"bytes"
	"io/fs"
	"net/http"
)

// Background is the colour of the window before its page is there, as red, green
// and blue: that of the page in the theme that was chosen.
func (w Window) Background() (r, g, b uint8) {
	if w.Theme == "dark" {
		return 18, 20, 24
	}
	return 251, 251, 252
}

// Painted serves the page in the theme that was chosen, which its program would
// only give it when it was painted already. page is the folder of the page.
func (w Window) Painted(page fs.FS) func(next http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		html, err := fs.ReadFile(page, "index.html")
		if err != nil || w.Theme != "dark" && w.Theme != "light" {
			return next
		}
		html = bytes.Replace(html, []byte(`data-theme="system"`), []byte(`data-theme="`+w.Theme+`"`), 1)
		return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if r.Method != http.MethodGet || r.URL.Path != "/" && r.URL.Path != "/index.html" {
				next.ServeHTTP(rw, r)
				return
			}
			rw.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = rw.Write(html)
		})
	}
}
