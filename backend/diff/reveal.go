package diff

import (
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

// The sides of a change.
const (
	SideBefore = "before"
	SideAfter  = "after"
)

// Reveal returns in clear what e holds on one side of the change at path, which
// is a path as OfEvent gives it, masked itself. The caller makes sure that it
// is deliberate, and logs it. CodeInvalid for another side than SideBefore and
// SideAfter, CodeNotFound where e hides no secret there.
func Reveal(e audit.Event, path, side string) (json.RawMessage, error) {
	if side != SideBefore && side != SideAfter {
		return nil, audit.Errorf(audit.CodeInvalid, "A change has no side %q.", side).WithHint("Use before or after.")
	}
	s, err := examine(e)
	if err != nil {
		return nil, err
	}
	for _, d := range s.deltas {
		if s.paths.pointer(d.path) != path {
			continue
		}
		s.spread(d)
		t, secrets, i := s.before, s.secretBefore, d.before
		if side == SideAfter {
			t, secrets, i = s.after, s.secretNow, d.after
		}
		if _, hidden := maskedAt(t, secrets, i); hidden > 0 {
			return t.value(i), nil
		}
	}
	return nil, audit.Errorf(audit.CodeNotFound, "This event hides no secret %s %s.", side, MaskText(path))
}
