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
		{"trailbook://event/acme/1", true, Start{Data: "/usual", Link: "trailbook://event/acme/1"}},
		{"--data /mine Trailbook://view/x", true, Start{Data: "/mine", Link: "Trailbook://view/x"}},
		{"trailbook://event/acme/1 --demo", false, Start{}}, // a link that brings flags along is none
		{"trailbook://event/acme/1 trailbook://event/acme/2", false, Start{}},
		{"trailbook", false, Start{}},
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
