package settings

import (
	"path/filepath"
	"runtime"
)

// DataDir is the folder where the program keeps its data unless --data says
// otherwise: TRAILBOOK_DATA, else the platform's place for a user's own data,
// else, where the environment names no home, a folder under the current one.
func DataDir(getenv func(string) string) string {
	return dataDir(runtime.GOOS, getenv)
}

func dataDir(system string, getenv func(string) string) string {
	if chosen := getenv("TRAILBOOK_DATA"); chosen != "" {
		return chosen
	}
	switch system {
	case "windows":
		if local := getenv("LocalAppData"); local != "" {
			return filepath.Join(local, "Trailbook")
		}
		return filepath.Join(home(getenv("USERPROFILE")), "AppData", "Local", "Trailbook")
	case "darwin":
		return filepath.Join(home(getenv("HOME")), "Library", "Application Support", "Trailbook")
	}
	// The XDG rules say that a path that is not absolute is to be ignored.
	if data := getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "trailbook")
	}
	return filepath.Join(home(getenv("HOME")), ".local", "share", "trailbook")
}

func home(named string) string {
	if named == "" {
		return "."
	}
	return named
}
