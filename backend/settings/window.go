// Package settings keeps what the user chose about the program itself: the
// window's look, and where the data is.
package settings

import (
	"context"
	"slices"

	"github.com/trailbook/trailbook/backend/store"
)

// Window is how the window looks and what it showed last.
type Window struct {
	Theme   string         `json:"theme"`   // system, light, dark
	Zone    string         `json:"zone"`    // utc, local
	Tenant  string         `json:"tenant"`  // shown last; empty for all
	Columns []string       `json:"columns"` // of the table, in order
	Widths  map[string]int `json:"widths"`  // of columns, px
	Pinned  []string       `json:"pinned"`  // columns that stay at the left
	Density string         `json:"density"` // of the rows: normal, compact, roomy
	Detail  int            `json:"detail"`  // width of the detail pane, px
	Noise   bool           `json:"noise"`   // machine noise shown in a diff
	View    string         `json:"view"`    // last tab of the detail pane
	NoWrap  bool           `json:"noWrap"`  // long lines of a text run on
	Whole   bool           `json:"whole"`   // the detail pane covers the window

	NoFacets    bool     `json:"noFacets"`    // the facets beside the table are hidden
	NoTime      bool     `json:"noTime"`      // the histogram above the table is hidden
	FacetsWidth int      `json:"facetsWidth"` // px, 0 for the usual one
	Folded      []string `json:"folded"`      // facets that are folded
}

// Size is the window's place on the screen, px.
type Size struct {
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

// The smallest and the first size of the window, px.
const (
	MinWidth, MinHeight     = 720, 480
	FirstWidth, FirstHeight = 1440, 900
)

const (
	windowName = "window"
	sizeName   = "window.size"
)

// LoadWindow reads the window's settings, or the first ones.
func LoadWindow(ctx context.Context, s *store.Store) (Window, error) {
	w := Window{}
	err := s.Setting(ctx, windowName, &w)
	return w.sound(), err
}

// SaveWindow keeps the window's settings.
func SaveWindow(ctx context.Context, s *store.Store, w Window) error {
	return s.KeepSetting(ctx, windowName, w.sound())
}

// sound replaces what no window can show, so that a damaged setting never
// keeps the program from starting.
func (w Window) sound() Window {
	oneOf(&w.Theme, "system", "light", "dark")
	oneOf(&w.Zone, "utc", "local")
	oneOf(&w.View, "changes", "aside", "text", "tree", "fields", "raw")
	oneOf(&w.Density, "normal", "compact", "roomy")
	if w.Pinned == nil {
		w.Pinned = []string{}
	}
	if len(w.Columns) == 0 {
		w.Columns = []string{"action", "summary", "target", "user", "createdAt"}
	}
	if w.Widths == nil {
		w.Widths = map[string]int{}
	}
	for name, px := range w.Widths {
		w.Widths[name] = min(max(px, 40), 2000)
	}
	if w.Detail != 0 {
		w.Detail = min(max(w.Detail, 320), 2400)
	}
	if w.FacetsWidth != 0 {
		w.FacetsWidth = min(max(w.FacetsWidth, 180), 1200)
	}
	if w.Folded == nil {
		w.Folded = []string{"weekday", "hour"} // the heat map has both
	}
	return w
}

func oneOf(value *string, allowed ...string) {
	if !slices.Contains(allowed, *value) {
		*value = allowed[0]
	}
}

// LoadSize reads the window's size, or the first one.
func LoadSize(ctx context.Context, s *store.Store) (Size, error) {
	size := Size{Width: FirstWidth, Height: FirstHeight}
	err := s.Setting(ctx, sizeName, &size)
	size.Width, size.Height = max(size.Width, MinWidth), max(size.Height, MinHeight)
	return size, err
}

// SaveSize keeps the window's size.
func SaveSize(ctx context.Context, s *store.Store, size Size) error {
	return s.KeepSetting(ctx, sizeName, size)
}
