package settings

import (
	"io"
	"strings"

	"github.com/spf13/pflag"
)

// Start says how the window starts.
type Start struct {
	Data      string // the data folder
	Demo      bool   // open on the demo tenant
	Offline   bool   // open no connection, whatever the window's switch says
	Link      string // a trailbook:// link to open; empty for none
	ReadyFile string // told when the first rows are shown, for checks
}

// WantsWindow reports whether the arguments are for the window: flags it knows, and
// no command, but perhaps a link.
func WantsWindow(args []string) bool {
	flags := (&Start{}).flags()
	flags.SetOutput(io.Discard) // the command line explains what it cannot read
	return flags.Parse(args) == nil && (flags.NArg() == 0 || flags.NArg() == 1 && isLink(flags.Arg(0)))
}

// isLink reports an argument that the system gives for a link that was
// clicked. What it leads to is read by backend/view.
func isLink(argument string) bool {
	return strings.HasPrefix(strings.ToLower(argument), "trailbook:")
}

// StartOptions reads what the window was started with: a link, --data DIR,
// --demo and --offline, or TRAILBOOK_DATA, TRAILBOOK_DEMO and TRAILBOOK_OFFLINE.
func StartOptions(args []string, getenv func(string) string) (Start, error) {
	o := Start{Data: DataDir(getenv), ReadyFile: getenv("TRAILBOOK_READY_FILE"), Demo: getenv("TRAILBOOK_DEMO") != "", Offline: OfflineAsked(getenv)}
	flags := o.flags()
	err := flags.Parse(args)
	if err == nil && flags.NArg() == 1 && isLink(flags.Arg(0)) {
		o.Link = flags.Arg(0)
	}
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
