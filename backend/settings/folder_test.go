package settings

import (
	"path/filepath"
	"testing"
)

// Where the data lives is a promise of the README; moving it would make a
// user's cache seem lost.
func TestDataDir(t *testing.T) {
	tests := []struct {
		name, system string
		env          map[string]string
		want         string
	}{
		{"chosen wins everywhere", "windows", map[string]string{"TRAILBOOK_DATA": "/mine", "LocalAppData": "/local"}, "/mine"},
		{"windows", "windows", map[string]string{"LocalAppData": "/local", "HOME": "/home/u"}, "/local/Trailbook"},
		{"mac", "darwin", map[string]string{"HOME": "/Users/u", "XDG_DATA_HOME": "/xdg"}, "/Users/u/Library/Application Support/Trailbook"},
		{"linux with XDG", "linux", map[string]string{"HOME": "/home/u", "XDG_DATA_HOME": "/xdg"}, "/xdg/trailbook"},
		{"linux", "linux", map[string]string{"HOME": "/home/u"}, "/home/u/.local/share/trailbook"},
		{"a relative XDG folder is ignored", "linux", map[string]string{"HOME": "/home/u", "XDG_DATA_HOME": "xdg"}, "/home/u/.local/share/trailbook"},
		{"no home at all", "linux", nil, ".local/share/trailbook"},
		{"windows without LocalAppData", "windows", map[string]string{"USERPROFILE": "/u"}, "/u/AppData/Local/Trailbook"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := dataDir(test.system, func(name string) string { return test.env[name] })
			if got != filepath.FromSlash(test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
