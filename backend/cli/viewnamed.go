package cli

import (
	"context"
	"os"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/view"
)

// viewUsage is what the help of every command that takes a view says.
const viewUsage = "events of this saved `view`, or of a view's file or link; other flags narrow it"

// viewNamed is the view that a person names: by a link, by the name under which
// it is kept, or by its file. CodeNotFound says that it is none of them.
func (p *program) viewNamed(ctx context.Context, text string) (view.View, error) {
	if view.IsLink(text) {
		link, err := view.ParseLink(text)
		if err == nil && link.View == nil {
			err = audit.Errorf(audit.CodeInvalid, "This link leads to an event, not to a view.")
		}
		if err != nil {
			return view.View{}, err
		}
		return *link.View, nil
	}
	cache, err := p.cache(ctx)
	if err != nil {
		return view.View{}, err
	}
	kept, err := view.Named(ctx, cache, text)
	if audit.CodeOf(err) != audit.CodeNotFound {
		return kept, err
	}
	if _, missing := os.Stat(text); missing != nil {
		return view.View{}, err
	}
	return view.ReadFile(text)
}

// inView narrows the filter of the flags to that of the view they name.
func (p *program) inView(ctx context.Context, name string, flags audit.Filter) (audit.Filter, error) {
	v, err := p.viewNamed(ctx, name)
	if err != nil {
		return flags, err
	}
	f, err := v.Filter.Audit(p.Now())
	if err != nil {
		return f, err
	}
	if strings.TrimSpace(flags.Search) != "" && f.Clock.Zone.String() != flags.Clock.Zone.String() {
		if s, err := flags.Selection(); err == nil && ofClock(s.Search) {
			return f, wrongUse("", "--search names times, and the view has its own zone; say --timezone %s, or use --from and --to", f.Clock.Zone)
		}
	}
	return view.Narrow(f, flags), nil
}

// ofClock reports a search that means other events in another zone.
func ofClock(s audit.Search) bool {
	found := false
	s.Walk(func(l audit.Leaf) {
		found = found || l.Field == audit.FieldCreated || l.Field == audit.FieldWeekday || l.Field == audit.FieldHour
	})
	return found
}

// viewFromOutside reads a view from a link or a file, never one that is kept.
func (p *program) viewFromOutside(text string) (view.View, error) {
	if !view.IsLink(text) {
		return view.ReadFile(text)
	}
	link, err := view.ParseLink(text)
	if err != nil {
		return view.View{}, err
	}
	if link.View == nil {
		return view.View{}, audit.Errorf(audit.CodeInvalid, "This link leads to an event, not to a view.")
	}
	return *link.View, nil
}

// withCache opens the cache for work.
func (p *program) withCache(ctx context.Context, work func(*store.Store) error) error {
	cache, err := p.cache(ctx)
	if err != nil {
		return err
	}
	return work(cache)
}
