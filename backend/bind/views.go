package bind

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/query"
	"github.com/trailbook/trailbook/backend/view"
)

// Views keeps filters under names, and opens what others send.
type Views struct{ core *Core }

// List lists the saved views and the recent filters.
func (v *Views) List() (SavedViews, error) {
	return call(v.core, "Views.List", func(ctx context.Context) (SavedViews, error) {
		kept, err := view.List(ctx, v.core.Store)
		if err != nil {
			return SavedViews{}, err
		}
		recent, err := view.Recent(ctx, v.core.Store)
		return SavedViews{Kept: savedViews(kept), Recent: savedViews(recent)}, err
	})
}

// Save keeps a view under its name, in place of one that was there.
func (v *Views) Save(form SavedView) error {
	return do(v.core, "Views.Save", func(ctx context.Context) error { return view.Keep(ctx, v.core.Store, form.view()) })
}

// Rename gives a saved view another name; CodeInvalid where that is another's.
func (v *Views) Rename(name, to string) error {
	return do(v.core, "Views.Rename", func(ctx context.Context) error { return view.Rename(ctx, v.core.Store, name, to) })
}

// Remove forgets a saved view.
func (v *Views) Remove(name string) error {
	return do(v.core, "Views.Remove", func(ctx context.Context) error { return view.Remove(ctx, v.core.Store, name) })
}

// Move moves a saved view to another place of the list, from 0.
func (v *Views) Move(name string, to int) error {
	return do(v.core, "Views.Move", func(ctx context.Context) error { return view.Move(ctx, v.core.Store, name, to) })
}

// Remember puts a filter first among the recent ones.
func (v *Views) Remember(filter FilterSpec, order ViewOrder) error {
	return do(v.core, "Views.Remember", func(ctx context.Context) error {
		return view.Remember(ctx, v.core.Store, view.Filter(filter), view.Order(order))
	})
}

// Choose asks by the system's dialog for the file of a view; empty when the
// user changed their mind.
func (v *Views) Choose() (string, error) {
	paths, err := v.core.askForFiles(FileQuestion{Title: "Open a view", Kind: "Views", Pattern: "*" + view.Extension})
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// Look reads a view from a file, and keeps nothing of it.
func (v *Views) Look(path string) (SavedView, error) {
	return call(v.core, "Views.Look", func(context.Context) (SavedView, error) {
		read, err := view.ReadFile(path)
		return savedView(read), err
	})
}

// SaveFile asks where to save a view as a file; the answer is its path, empty
// when the user changed their mind.
func (v *Views) SaveFile(form SavedView) (string, error) {
	text, err := call(v.core, "Views.SaveFile", func(context.Context) ([]byte, error) { return form.view().Encode() })
	if err != nil {
		return "", err
	}
	return v.core.saveFile("Save the view", filepath.Join(documents(), safeName(form.Name)+view.Extension), func(file *os.File) error {
		_, err := file.Write(text)
		return err
	})
}

// Link is the link to a view.
func (v *Views) Link(form SavedView) (string, error) {
	return call(v.core, "Views.Link", func(context.Context) (string, error) {
		sent := form.view()
		return view.Link{View: &sent}.String()
	})
}

// EventLink is the link to an event.
func (v *Views) EventLink(key int64) (string, error) {
	return call(v.core, "Views.EventLink", func(ctx context.Context) (string, error) {
		rows, err := v.core.Store.Rows(ctx, []int64{key})
		if err != nil || len(rows) == 0 {
			return "", audit.Errorf(audit.CodeNotFound, "This event is no longer in the cache.").Wrapping(err)
		}
		return view.Link{Tenant: rows[0].Tenant, ID: rows[0].EventID}.String()
	})
}

// Follow reads a link; nothing is opened or kept. CodeInvalid for a text that
// is none.
func (v *Views) Follow(text string) (LinkTarget, error) {
	return call(v.core, "Views.Follow", func(ctx context.Context) (LinkTarget, error) {
		link, err := view.ParseLink(text)
		if err != nil {
			return LinkTarget{}, err
		}
		if link.View != nil {
			shown := savedView(*link.View)
			return LinkTarget{View: &shown}, nil
		}
		target := LinkTarget{Tenant: link.Tenant, ID: link.ID}
		_, err = v.core.Store.Tenant(ctx, link.Tenant)
		if target.Known = err == nil; !target.Known {
			return target, unlessNotFound(err)
		}
		key, err := v.core.Store.Find(ctx, link.Tenant, link.ID)
		if err != nil {
			return target, unlessNotFound(err)
		}
		rows, err := v.core.Store.Rows(ctx, []int64{key})
		if err == nil && len(rows) > 0 {
			row := shownRow(rows[0])
			target.Row = &row
		}
		return target, err
	})
}

// Asked hands over the links that the system asked this window to open since
// the last call, the oldest first.
func (v *Views) Asked() []string { return v.core.links.take() }

func unlessNotFound(err error) error {
	if audit.CodeOf(err) == audit.CodeNotFound {
		return nil
	}
	return err
}

func savedViews(views []view.View) []SavedView {
	list := make([]SavedView, len(views))
	for i, v := range views {
		list[i] = savedView(v)
	}
	return list
}

// savedView shows a view. One that another version kept and that cannot be
// read now has no words.
func savedView(v view.View) SavedView {
	shown := SavedView{Name: v.Name, Filter: FilterSpec(v.Filter), Order: ViewOrder(v.Order), Columns: v.Columns, Density: v.Density}
	for _, list := range []*[]string{&shown.Columns, &shown.Filter.Tenants, &shown.Filter.Types, &shown.Filter.Users, &shown.Filter.FlowIDs, &shown.Filter.Actions, &shown.Filter.Areas} {
		if *list == nil {
			*list = []string{}
		}
	}
	if shown.Filter.Zone == "" {
		shown.Filter.Zone = "UTC"
	}
	if f, err := v.Filter.Audit(time.Now()); err == nil {
		shown.Words = query.FilterWords(f, f.Clock.Zone)
	}
	return shown
}
