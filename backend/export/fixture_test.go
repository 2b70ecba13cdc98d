package export

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

var start = time.Date(2026, time.October, 1, 8, 30, 15, 123_000_000, time.UTC)

// sample is event number i of a believable log.
func sample(i int) audit.Event {
	entry := audit.Catalog[i%len(audit.Catalog)]
	flow := fmt.Sprintf("3f2c9a10-0000-4000-8000-%012d", i%200)
	state := fmt.Sprintf(`{"flowId":%q,"name":"Order sync %d","stage":"running","flow":{"a":{"type":"appmixer.slack.list.Send","x":%d,"config":{"html":"<b>&</b>"}}}}`, flow, i, i)
	e := audit.Event{
		ID: fmt.Sprintf("65%022x", i), Tenant: "northwind", CreatedAt: start.Add(time.Duration(i) * time.Second),
		Action: entry.Action, Type: entry.Type, Area: entry.Area,
		User: fmt.Sprintf("user%d@example.com", i%40), UserID: fmt.Sprintf("5f%022d", i%40),
		FlowID: flow, TargetKind: entry.TargetKind, TargetID: flow, TargetName: fmt.Sprintf("Order sync %d", i%200),
		IP: "10.1.2.3", UserAgent: "Mozilla/5.0", Summary: fmt.Sprintf("stage running → stopped, limit %d", i),
		Before: json.RawMessage(state), After: json.RawMessage(strings.Replace(state, "running", "stopped", 1)),
	}
	e.Raw = json.RawMessage(fmt.Sprintf(`{"id":%q,"action":%q,"before":%s,"after":%s}`, e.ID, e.Action, e.Before, e.After))
	return e
}

func samples(n int) []audit.Event {
	events := make([]audit.Event, n)
	for i := range events {
		events[i] = sample(i)
	}
	return events
}

// each yields events, then err unless it is nil.
func each(events []audit.Event, err error) iter.Seq2[audit.Event, error] {
	return func(yield func(audit.Event, error) bool) {
		for _, e := range events {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(audit.Event{}, err)
		}
	}
}

func report() Report {
	return Report{
		Tenants:     []TenantInfo{{Name: "northwind", URL: "https://api.northwind.appmixer.cloud", LastSync: start, Complete: true, Events: 1234}},
		GeneratedAt: start.Add(24 * time.Hour), GeneratedBy: "ann@example.com", Version: "0.1.0",
		Filter:      audit.Filter{Tenants: []string{"northwind"}, From: start},
		FilterWords: "Tenant northwind, from 2026-10-01", CommandLine: "trailbook export --tenant northwind --from 2026-10-01 --out x.xlsx",
		Order: "newest first",
	}
}

func request(path string, events []audit.Event) Request {
	return Request{Path: path, Events: each(events, nil), Total: len(events), Report: report()}
}

// export writes events to a file of the format and returns its path.
func export(t *testing.T, format Format, events []audit.Event, change ...func(*Request)) (string, Result) {
	t.Helper()
	req := request(filepath.Join(t.TempDir(), "out."+string(format)), events)
	for _, c := range change {
		c(&req)
	}
	result, err := Write(context.Background(), req)
	if err != nil {
		t.Fatalf("Write: %v (cause %v)", err, errors.Unwrap(err))
	}
	if names := folder(t, filepath.Dir(req.Path)); !slices.Equal(names, []string{filepath.Base(req.Path)}) {
		t.Fatalf("the folder holds %v after an export", names)
	}
	return req.Path, result
}

func folder(t *testing.T, path string) []string {
	t.Helper()
	entries, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// parts unpacks an Excel file: the XML of each part by its name.
func parts(t *testing.T, path string) map[string]string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	all := map[string]string{}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[file.Name] = string(content)
	}
	return all
}

// prepared makes e fit to leave the program, and counts what that took.
func prepared(e *audit.Event, counts *Counts) {
	it := item{event: *e}
	it.prepare(Request{Format: FormatNDJSON})
	*e = it.event
	counts.add(it.counts)
}
