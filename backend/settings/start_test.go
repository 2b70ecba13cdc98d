package settings

import (
	"strings"
	"testing"
)

func TestWhatTheWindowIsStartedWith(t *testing.T) {
	tests := []struct {
		args   string
		window bool
		want   Start
	}{
		{"", true, Start{Data: "/usual"}},
		{"--data /mine", true, Start{Data: "/mine"}},
		{"--offline --data=/mine --demo", true, Start{Data: "/mine", Offline: true, Demo: true}},
		{"--data /mine events list", false, Start{}},
		{"sync --data /mine", false, Start{}},
		{"--help", false, Start{}},
		{"-h", false, Start{}},
		{"--version", false, Start{}},
		{"--quiet", false, Start{}}, // the command line says that a command is missing
		{"--data", false, Start{}},  // and that this needs a folder
	}
	for _, test := range tests {
		args := strings.Fields(test.args)
		if window := WantsWindow(args); window != test.window {
			t.Errorf("%q: for the window: %v", test.args, window)
		}
		if !test.window {
			continue
		}
		got, err := StartOptions(args, func(name string) string { return map[string]string{"TRAILBOOK_DATA": "/usual"}[name] })
		if err != nil || got != test.want {
			t.Errorf("%q: got %+v, %v", test.args, got, err)
		}
	}
}
