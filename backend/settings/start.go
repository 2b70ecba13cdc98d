package settings

import (
	"io"

	"github.com/spf13/pflag"
)

// Start says how the window starts.
type Start struct {
	Data      string // the data folder
	Demo      bool   // open on the demo tenant
	Offline   bool   // open no connection, whatever the window's switch says
	ReadyFile string // told when the first rows are shown, for checks
}

// WantsWindow reports whether the arguments are for the window: flags it knows, and
// no command.
func WantsWindow(args []string) bool {
	flags := (&Start{}).flags()
	flags.SetOutput(io.Discard) // the command line explains what it cannot read
	return flags.Parse(args) == nil && flags.NArg() == 0
}

// StartOptions reads what the window was started with: --data DIR, --demo
// and --offline, or TRAILBOOK_DATA, TRAILBOOK_DEMO and TRAILBOOK_OFFLINE.
func StartOptions(args []string, getenv func(string) string) (Start, error) {
	o := Start{Data: DataDir(getenv), ReadyFile: getenv("TRAILBOOK_READY_FILE"), Demo: getenv("TRAILBOOK_DEMO") != "", Offline: OfflineAsked(getenv)}
	err := o.flags().Parse(args)
	return o, err
}

func (o *Start) flags() *pflag.FlagSet {
	flags := pflag.NewFlagSet("trailbook", pflag.ContinueOnError)
	flags.SetInterspersed(false) // what follows a command is the command's
	flags.Usage = func() {}      // the command line has the help
	flags.StringVar(&o.Data, "data", o.Data, "the data folder")
	flags.BoolVar(&o.Demo, "demo", o.Demo, "open on the demo tenant")
	flags.BoolVar(&o.Offline, "offline", o.Offline, "open no connection")
	return flags
}
