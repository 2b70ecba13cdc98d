// Package bind is what the page can call: small services over the cache, the
// tenants and the jobs, in shapes that the page can show as they are. Together
// with app.go it is the only importer of Wails.
package bind

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/export"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
)

// Window is what a service needs of the desktop: events to the page and the
// native dialogs. An empty answer says that the user changed their mind.
type Window interface {
	Emit(name string, payload any)
	AskWhereToSave(title, proposed string) (path string, err error)
	AskForFiles(question FileQuestion) (paths []string, err error)
}

// FileQuestion is what the dialog for opening files asks.
type FileQuestion struct {
	Title   string
	Kind    string // of the files, in words: "Certificates"
	Pattern string // "*.pem;*.crt"; every file can be chosen all the same
	Many    bool   // several files may be chosen
}

// Core is what the services share. Its fields are set before the first call.
type Core struct {
	Store   *store.Store
	Vault   *secret.Vault
	Log     *slog.Logger
	Window  Window
	Version string
	User    string // who is at this machine, for reports
	Demo    bool   // open on the demo tenant
	Offline bool   // the start asked for no connection, whatever the switch says
	Ready   func(part string, shown, total int)
	Memory  int64         // bytes that the columns of events may take; 0 is a quarter of the machine's
	Minute  time.Duration // how long a minute of the automatic sync lasts; 0 is a minute

	jobs     *job.Runner[JobReport]
	search   *search.Engine
	results  results
	parcels  parcels
	demo     demoTenant
	syncing  turn
	schedule schedule
	links    links
}

// Services are the structs bound to the page.
type Services struct {
	Events   *Events
	Exports  *Exports
	Jobs     *Jobs
	Tenants  *Tenants
	Settings *Settings
	Shell    *Shell
	Sources  *Sources
	Imports  *Imports
	Learn    *Learn
	History  *History
	Activity *Activity

	Templates *Templates
	Evidence  *Evidence
	Views     *Views
}

// New makes the services over a core.
func New(core *Core) Services {
	core.Store.KeepLedger(core.User, core.Vault.LedgerKey)
	core.Store.LookInto(diff.ContentOf)
	core.search = search.Open(core.Store, search.Options{Memory: core.Memory, Log: func(err error) { core.logError("columns in memory", err) }})
	core.jobs = job.NewRunner(core.tell)
	core.schedule.begin(core.autoSync)
	if err := core.loadInterval(context.Background()); err != nil {
		core.logError("interval of the automatic sync", err)
	}
	if err := export.SweepAll(context.Background(), core.Store); err != nil {
		core.logError("what killed exports left", err)
	}
	core.summarize()
	files := &Imports{core: core}
	return Services{
		Events: &Events{core}, Exports: &Exports{core}, Jobs: &Jobs{core},
		Tenants: &Tenants{core}, Settings: &Settings{core}, Shell: &Shell{core},
		Imports: files, Learn: &Learn{core: core, imports: files}, Sources: &Sources{core}, History: &History{core}, Activity: &Activity{core},
		Templates: &Templates{core}, Evidence: &Evidence{core}, Views: &Views{core},
	}
}

// All lists the services for Wails.
func (s Services) All() []any {
	return []any{s.Events, s.Exports, s.Jobs, s.Tenants, s.Settings, s.Shell, s.Imports, s.Learn, s.Sources, s.History, s.Activity, s.Templates, s.Evidence, s.Views}
}

// Close stops the schedule, the jobs, and the demo tenant if it runs.
func (c *Core) Close() {
	c.schedule.end()
	c.jobs.Close()
	c.search.Close()
	c.demo.close()
}

// progress is the event "job": small, because larger ones leak in WebKit.
type progress struct {
	ID       string `json:"id"`
	Progress int64  `json:"progress"`
	Total    int64  `json:"total"`
	Done     bool   `json:"done"`
}

func (c *Core) tell(state job.State[JobReport]) {
	if state.Done && state.Err != nil {
		c.logError("job "+state.Kind, state.Err)
	}
	c.Window.Emit("job", progress{state.ID, state.Progress, state.Total, state.Done})
}

func (c *Core) logError(where string, err error) {
	cause := errors.Unwrap(err)
	if cause == nil {
		cause = err
	}
	c.Log.Error(where, "code", string(audit.CodeOf(err)), "err", err, "cause", cause)
}

// patience bounds a call of the page: a query that runs longer is stopped.
const patience = time.Minute

// call runs what a bound method does. A panic becomes an error, because Wails
// would leave the page's promise pending for ever; an error that is not made
// for the screen is logged and replaced by one that is.
func call[T any](c *Core, name string, work func(ctx context.Context) (T, error)) (result T, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			c.Log.Error(name, "panic", broken, "stack", string(debug.Stack()))
			err = unexpected()
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	result, err = work(ctx)
	if err != nil {
		c.logError(name, err)
		err = shown(err)
	}
	return result, err
}

// do is call for methods without a result.
func do(c *Core, name string, work func(ctx context.Context) error) error {
	_, err := call(c, name, func(ctx context.Context) (struct{}, error) { return struct{}{}, work(ctx) })
	return err
}

func unexpected() *audit.Error {
	return audit.Errorf(audit.CodeInternal, "Trailbook made a mistake.").
		WithHint("Nothing was lost. Please report it with the log file from the data folder.")
}

// shown is the part of an error that is made for the screen.
func shown(err error) *audit.Error {
	var known *audit.Error
	if errors.As(err, &known) {
		return known
	}
	return unexpected()
}

// FormatError is how an error crosses to the page: as a JSON string, because
// Wails turns any other value into "[object Object]".
func FormatError(err error) any {
	text, marshalErr := json.Marshal(shown(err))
	if marshalErr != nil {
		return err.Error()
	}
	return string(text)
}
