package search_test

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/index"
	"github.com/trailbook/trailbook/backend/search"
	"github.com/trailbook/trailbook/backend/store"
)

func (w *world) count() int {
	w.Helper()
	n, err := w.engine.Count(w.Context(), audit.Filter{})
	w.must(n, err)
	return n
}

func TestACacheThatDoesNotFitIsAnsweredBySQL(t *testing.T) {
	w := newWorld(t, 1)
	w.must(w.store.Write(t.Context(), w.source("north"), []audit.Event{w.event(1), w.event(2)}, nil))
	w.engine.Close()
	w.engine = search.Open(w.store, search.Options{Memory: 1})
	for w.engine.Status().State == index.Loading {
		time.Sleep(time.Millisecond)
	}
	status := w.engine.Status()
	if status.State != index.TooBig || status.Total != 2 || status.Bytes <= status.Allowed {
		t.Errorf("status %+v", status)
	}
	w.written = 2
	for range 50 {
		w.hold()
	}
}

func TestWhatAnotherProcessWritesIsFollowed(t *testing.T) {
	w := newWorld(t, 2)
	other, err := store.Open(t.Context(), w.store.Dir())
	w.must(nil, err)
	defer func() { _ = other.Close() }()
	source := w.source("north")
	for i := range 5 {
		w.must(other.Write(t.Context(), source, []audit.Event{w.event(2*i + 1), w.event(2*i + 2)}, nil))
		if n := w.count(); n != 2*i+2 {
			t.Fatalf("%d events, want %d", n, 2*i+2)
		}
	}
	w.must(other.RemoveTenant(t.Context(), "north"))
	if n := w.count(); n != 0 {
		t.Errorf("%d events of a tenant that was removed", n)
	}
}

func TestASearchThatTakesTooLongIsStopped(t *testing.T) {
	w := newWorld(t, 5)
	w.must(w.store.Write(t.Context(), w.source("north"), []audit.Event{w.event(1), w.event(2)}, nil))
	w.engine.Close()
	w.engine = search.Open(w.store, search.Options{Patience: time.Nanosecond})
	w.ready()
	for text, want := range map[string]audit.Code{"/x.y/": audit.CodeBusy, "has:before": "", "type:create": ""} {
		if _, err := w.engine.Count(t.Context(), audit.Filter{Search: text}); audit.CodeOf(err) != want {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.engine.Count(gone, audit.Filter{Search: "/x.y/"}); audit.CodeOf(err) != audit.CodeCancelled {
		t.Errorf("cancelled: %v", err)
	}
}

// A snapshot that is damaged, or of another cache, is made anew.
func TestASnapshotThatDoesNotFitIsMadeAnew(t *testing.T) {
	w := newWorld(t, 3)
	for range 5 {
		w.happen()
	}
	w.must(w.store.Write(t.Context(), w.source("north"), []audit.Event{w.event(1001)}, nil))
	want := w.count()
	file := filepath.Join(w.store.Dir(), index.FileName)
	foreign := newWorld(t, 4)
	for range 20 {
		foreign.happen()
	}
	foreign.engine.Close()
	others, err := os.ReadFile(filepath.Join(foreign.store.Dir(), index.FileName))
	w.must(nil, err)
	foreign.open()
	w.engine.Close()
	whole, err := os.ReadFile(file)
	w.must(nil, err)
	damaged := slices.Clone(whole)
	damaged[len(damaged)/2] ^= 1
	for _, content := range [][]byte{damaged, others, whole[:len(whole)/2], {}} {
		w.must(nil, os.WriteFile(file, content, 0o600))
		w.open()
		if n := w.count(); n != want {
			t.Errorf("%d events, want %d", n, want)
		}
		w.engine.Close()
	}
	w.open()
}

// Every order is answered from memory: SQL would sort ten million events for a
// quarter of a minute.
func TestEveryOrderComesFromTheColumns(t *testing.T) {
	w := newWorld(t, 3)
	w.must(w.store.Write(t.Context(), w.source("north"), []audit.Event{w.event(1), w.event(2), w.event(3)}, nil))
	fromSQL, err := search.SQL(w.store).Filter(t.Context(), audit.Filter{}, store.Order{})
	w.must(fromSQL, err)
	for _, column := range []store.Column{"", store.ColumnCreated, store.ColumnAction, store.ColumnType, store.ColumnArea, store.ColumnUser, store.ColumnFlow, store.ColumnTarget, store.ColumnTenant} {
		for _, ascending := range []bool{false, true} {
			found, err := w.engine.Filter(t.Context(), audit.Filter{}, store.Order{Column: column, Ascending: ascending})
			w.must(found, err)
			if reflect.TypeOf(found) == reflect.TypeOf(fromSQL) {
				t.Errorf("by %s: from SQL", column)
			}
		}
	}
	if _, err := w.engine.Filter(t.Context(), audit.Filter{}, store.Order{Column: "colour"}); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("by what there is not: %v", err)
	}
}
