package bind

import (
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/store"
)

// Versions lists what an event was before it changed, oldest first.
func (e *Events) Versions(key int64) ([]Version, error) {
	return call(e.core, "Events.Versions", func(ctx context.Context) ([]Version, error) {
		found, err := e.core.Store.Versions(ctx, key)
		list := make([]Version, len(found))
		for i, v := range found {
			list[i] = Version{
				Number: i + 1, SeenAt: v.SeenAt, ReplacedAt: v.HeldUntil, Source: sourceWords(v.Source), RawBytes: len(v.Event.Raw),
			}
		}
		return list, err
	})
}

// VersionChanges says how the whole entry as it is now differs from an older
// version of it, masked. Values are cut to MaxValue characters, and no more
// changes are told than Detail tells.
func (e *Events) VersionChanges(key int64, number int) (VersionDiff, error) {
	return call(e.core, "Events.VersionChanges", func(ctx context.Context) (VersionDiff, error) {
		old, err := e.version(ctx, key, number)
		if err != nil {
			return VersionDiff{}, err
		}
		now, _, err := e.core.Store.Event(ctx, key)
		if err != nil {
			return VersionDiff{}, err
		}
		// The entries as a whole, not the states they left: who did it, and when,
		// may have changed too.
		now.Before, now.After, now.Changes = old.Event.Raw, now.Raw, nil
		view, err := e.core.shownView(ctx, now)
		if err != nil {
			return VersionDiff{}, err
		}
		shown := VersionDiff{Coarse: view.Coarse}
		shown.Changes, shown.Left = shownChanges(view.Changes)
		for i := range shown.Changes {
			shown.Changes[i].Cut = false // Events.Value knows only the event's own changes
		}
		return shown, nil
	})
}

// VersionRaw returns an older version of an entry as received, masked and
// indented.
func (e *Events) VersionRaw(key int64, number int) (string, error) {
	return call(e.core, "Events.VersionRaw", func(ctx context.Context) (string, error) {
		old, err := e.version(ctx, key, number)
		if err != nil {
			return "", err
		}
		masked, _ := diff.MaskJSON(old.Event.Raw)
		return diff.Pretty(masked), nil
	})
}

func (e *Events) version(ctx context.Context, key int64, number int) (store.Version, error) {
	all, err := e.core.Store.Versions(ctx, key)
	if err != nil {
		return store.Version{}, err
	}
	if number < 1 || number > len(all) {
		return store.Version{}, audit.Errorf(audit.CodeNotFound, "This event has no version %d.", number)
	}
	return all[number-1], nil
}
