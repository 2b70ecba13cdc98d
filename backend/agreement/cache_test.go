// Package agreement holds the window and the command line to one another: what
// one shows and what either writes have to be the same events.
package agreement

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/cli"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

// cache is a data folder with the window open on it.
type cache struct {
	bind.Services
	dir    string // of the data
	files  string // a folder for what is exported
	core   *bind.Core
	events []bind.Row // all of them, newest first

	mu   sync.Mutex // of what the table shows: the window holds a few lists at hand
	done sync.Map   // of a job's id: a channel that is closed at its end
}

// synced is the cache of a demo tenant, synced over HTTP, and of a file of
// hostile texts.
func synced(t *testing.T) *cache {
	t.Helper()
	c := &cache{dir: t.TempDir(), files: t.TempDir()}
	opened, err := store.Open(t.Context(), c.dir)
	if err != nil {
		t.Fatal(err)
	}
	c.core = &bind.Core{
		Store: opened, Log: slog.New(slog.DiscardHandler), Window: c, Version: "1.2.3-test", User: "tester",
		Vault: secret.Open(c.dir, c.getenv),
	}
	c.Services = bind.New(c.core)
	t.Cleanup(func() { c.core.Close(); _ = opened.Close() })

	server, err := demo.Serve(t.Context(), demo.Options{Events: 200, Seed: 5, Until: demo.DefaultUntil})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	if err := c.Tenants.Add(bind.TenantForm{Name: "northwind", URL: server.URL(), Email: server.Email(), Password: server.Password()}); err != nil {
		t.Fatal(err)
	}
	ended := c.ends("sync")
	if err := c.Events.Reload("sync", "northwind"); err != nil {
		t.Fatal(err)
	}
	if state := c.wait(t, "sync", ended); !state.Report.Complete || state.Report.Inserted != 200 {
		t.Fatalf("sync: %+v", state.Report)
	}
	file := hostileFile(t)
	c.command(t, "import", file, "--tenant", "hostile")
	c.events = c.screen(t, bind.FilterSpec{}, bind.Order{})
	if len(c.events) < 400 {
		t.Fatalf("the cache has %d events", len(c.events))
	}
	return c
}

// hostileFile writes a log of the texts that exports are tested with. Some of
// its ids begin as a formula does.
func hostileFile(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "export", "testdata", "hostile.json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []json.RawMessage
	if err := json.Unmarshal(content, &texts); err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	for i, text := range texts {
		if text[0] == '{' {
			text = json.RawMessage(`"long"`)
		}
		id := fmt.Sprintf("%sh%03d", []string{"", "=", "", "'", "+"}[i%5], i)
		at := demo.DefaultUntil.Add(-time.Duration(i*i) * time.Minute).UTC().Format(time.RFC3339)
		fmt.Fprintf(&lines, `{"id":%q,"created":%q,"action":%[3]s,"user":{"email":%[3]s},"target":{"type":"flow","id":%[3]s,"name":%[3]s},"before":{"v":1},"after":{"v":%[3]s}}`+"\n", id, at, text)
	}
	file := filepath.Join(t.TempDir(), "hostile.ndjson")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// screen is what the table shows under a filter, from its first row to its last.
func (c *cache) screen(t *testing.T, spec bind.FilterSpec, order bind.Order) []bind.Row {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	found, err := c.Events.Filter(spec, order)
	if err != nil {
		t.Fatalf("%+v: %v", spec, err)
	}
	var rows []bind.Row
	for len(rows) < found.Count {
		some, err := c.Events.Rows(found.Token, len(rows), 400)
		if err != nil || len(some) == 0 {
			t.Fatalf("%+v: %d rows of %d, %v", spec, len(rows), found.Count, err)
		}
		rows = append(rows, some...)
	}
	return rows
}

// command runs the command line on the cache and returns what it prints.
func (c *cache) command(t *testing.T, words ...string) string {
	t.Helper()
	var out, complaint strings.Builder
	status := cli.Run(context.Background(), cli.Env{
		Args: words, Stdin: strings.NewReader(""), Stdout: &out, Stderr: &complaint, Getenv: c.getenv, Version: "1.2.3-test", Now: time.Now,
		Retry: tenant.RetryPolicy{Base: time.Millisecond, Cap: time.Millisecond, Longest: time.Millisecond},
	})
	if status != 0 {
		t.Fatalf("trailbook %q: status %d: %s", words, status, complaint.String())
	}
	return out.String()
}

func (c *cache) getenv(name string) string {
	return map[string]string{"TRAILBOOK_DATA": c.dir, "TRAILBOOK_SECRETS": "file", "USER": "tester"}[name]
}

// ends is closed when a job ends that is started after it.
func (c *cache) ends(id string) chan struct{} {
	ended := make(chan struct{})
	c.done.Store(id, ended)
	return ended
}

// wait waits for the end of a job, which has to be a good one.
func (c *cache) wait(t *testing.T, id string, ended chan struct{}) bind.JobState {
	t.Helper()
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Fatalf("%s did not end", id)
	}
	state, err := c.Jobs.State(id)
	if err != nil || state.Error != nil || !state.Done {
		t.Fatalf("%s: %+v, %v", id, state, cmp.Or[error](err, io.ErrUnexpectedEOF))
	}
	return state
}

// Emit is told by the services what the page is told.
func (c *cache) Emit(name string, payload any) {
	text, err := json.Marshal(payload)
	if err != nil {
		panic(err)
	}
	var job struct {
		ID   string `json:"id"`
		Done bool   `json:"done"`
	}
	if name != "job" || json.Unmarshal(text, &job) != nil || !job.Done {
		return
	}
	if ended, found := c.done.LoadAndDelete(job.ID); found {
		close(ended.(chan struct{}))
	}
}

// AskWhereToSave is not asked.
func (c *cache) AskWhereToSave(_, proposed string) (string, error) { return proposed, nil }

// AskForFiles is not asked.
func (c *cache) AskForFiles(bind.FileQuestion) ([]string, error) { return nil, nil }
