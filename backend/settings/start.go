package settings

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Start says how the window starts.
type Start struct {
	Data      string // the data folder
	Demo      bool   // open on the demo tenant
	Offline   bool   // open no connection, whatever the window's switch says
	ReadyFile string // told when the first rows are shown, for checks
}

// WantsWindow reports whether the arguments name no command: then they are for
// the window.
func WantsWindow(args []string) bool {
	return !slices.ContainsFunc(args, func(arg string) bool {
		return !strings.HasPrefix(arg, "-") || arg == "--help" || arg == "-h" || arg == "--version"
	})
}

// StartOptions reads what the window was started with: --data=DIR, --demo
// and --offline, or TRAILBOOK_DATA, TRAILBOOK_DEMO and TRAILBOOK_OFFLINE.
func StartOptions(args []string, getenv func(string) string) (Start, error) {
	o := Start{ReadyFile: getenv("TRAILBOOK_READY_FILE"), Demo: getenv("TRAILBOOK_DEMO") != "", Offline: OfflineAsked(getenv)}
	flags := pflag.NewFlagSet("trailbook", pflag.ContinueOnError)
	flags.SetOutput(os.Stderr)
	flags.StringVar(&o.Data, "data", DataDir(getenv), "the data folder")
	flags.BoolVar(&o.Demo, "demo", o.Demo, "open on the demo tenant")
	flags.BoolVar(&o.Offline, "offline", o.Offline, "open no connection")
	return o, flags.Parse(args)
}
