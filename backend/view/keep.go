package view

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
)

// Views are kept in the cache's settings and not as files beside it: the
// window and the command line then have the same ones, and whoever copies or
// moves the cache has them too.
const (
	keptSetting   = "views"
	recentSetting = "views.recent"

	mostKept   = 200
	mostRecent = 20
)

// List lists the views kept in cache, in the user's order.
func List(ctx context.Context, cache *store.Store) ([]View, error) {
	kept := []View{}
	err := cache.Setting(ctx, keptSetting, &kept)
	return kept, err
}

// Named is the view of a name; CodeNotFound says that there is none.
func Named(ctx context.Context, cache *store.Store, name string) (View, error) {
	kept, err := List(ctx, cache)
	if err != nil {
		return View{}, err
	}
	if at := indexOf(kept, name); at >= 0 {
		return kept[at], nil
	}
	return View{}, none(name)
}

// Keep keeps v under its name: in place of the one that was there, else behind
// the others. The error is CodeInvalid for one that Validate refuses.
func Keep(ctx context.Context, cache *store.Store, v View) error {
	v.Name = strings.TrimSpace(v.Name)
	if err := v.Validate(); err != nil {
		return err
	}
	return change(ctx, cache, func(kept []View) ([]View, error) {
		if at := indexOf(kept, v.Name); at >= 0 {
			kept[at] = v
			return kept, nil
		}
		if len(kept) >= mostKept {
			return nil, invalid("There are %d views already.", mostKept).WithHint("Remove one that nobody needs.")
		}
		return append(kept, v), nil
	})
}

// Rename gives a view another name; CodeInvalid where that is another's.
func Rename(ctx context.Context, cache *store.Store, name, to string) error {
	to = strings.TrimSpace(to)
	return change(ctx, cache, func(kept []View) ([]View, error) {
		at := indexOf(kept, name)
		if at < 0 {
			return nil, none(name)
		}
		if other := indexOf(kept, to); other >= 0 && other != at {
			return nil, invalid("There is a view %q already.", to)
		}
		kept[at].Name = to
		return kept, kept[at].Validate()
	})
}

// Remove forgets a view.
func Remove(ctx context.Context, cache *store.Store, name string) error {
	return change(ctx, cache, func(kept []View) ([]View, error) {
		at := indexOf(kept, name)
		if at < 0 {
			return nil, none(name)
		}
		return slices.Delete(kept, at, at+1), nil
	})
}

// Move moves a view to another place of the list, from 0; beyond the ends is
// at the end.
func Move(ctx context.Context, cache *store.Store, name string, to int) error {
	return change(ctx, cache, func(kept []View) ([]View, error) {
		at := indexOf(kept, name)
		if at < 0 {
			return nil, none(name)
		}
		moved := kept[at]
		kept = slices.Delete(kept, at, at+1)
		return slices.Insert(kept, min(max(to, 0), len(kept)), moved), nil
	})
}

// Recent lists the filters used last, the latest first. They have no name.
func Recent(ctx context.Context, cache *store.Store) ([]View, error) {
	recent := []View{}
	err := cache.Setting(ctx, recentSetting, &recent)
	return recent, err
}

// Remember puts a filter first among the recent ones. What Validate refuses,
// what looks like a secret above all, is not remembered.
func Remember(ctx context.Context, cache *store.Store, filter Filter, order Order) error {
	v := View{Filter: filter, Order: order}
	if v.fits() != nil {
		return nil //nolint:nilerr // not remembered, which is no failure
	}
	recent, err := Recent(ctx, cache)
	if err != nil {
		return err
	}
	recent = slices.DeleteFunc(recent, func(other View) bool { return reflect.DeepEqual(other.Filter.lean(), filter.lean()) })
	return cache.KeepSetting(ctx, recentSetting, slices.Insert(recent, 0, v)[:min(len(recent)+1, mostRecent)])
}

// lean is the filter with empty lists as nil, as reading JSON leaves them.
func (f Filter) lean() Filter {
	for _, list := range []*[]string{&f.Tenants, &f.Types, &f.Users, &f.FlowIDs, &f.Actions, &f.Areas} {
		if len(*list) == 0 {
			*list = nil
		}
	}
	return f
}

func indexOf(kept []View, name string) int {
	return slices.IndexFunc(kept, func(v View) bool { return v.Name == name })
}

func none(name string) error {
	return audit.Errorf(audit.CodeNotFound, "There is no view %q.", name).WithHint("See: trailbook views list")
}

func change(ctx context.Context, cache *store.Store, by func([]View) ([]View, error)) error {
	kept, err := List(ctx, cache)
	if err == nil {
		kept, err = by(kept)
	}
	if err != nil {
		return err
	}
	return cache.KeepSetting(ctx, keptSetting, kept)
}
