package diff

import (
	"encoding/json"

	"github.com/trailbook/trailbook/backend/audit"
)

// MaskEvent returns e with the secrets in its texts and JSON values masked, and
// how many there were. It knows more than MaskJSON of one value alone: a state
// or a list of changes is a secret's too when the target of e is named like
// one, or its action ("Password Changed"), under whatever names the raw entry
// keeps them. Where one secret took the place of another that is masked alike,
// the state after says so ("••• changed, 24 characters"), so that what OfEvent
// tells of the masked event is no less. What e points to is not written to.
func MaskEvent(e audit.Event) (masked audit.Event, count int) {
	recorded := e
	inState, inChanges, inRaw := nothing, nothing, nothing
	if secretTarget(e) {
		inState, inChanges, inRaw = state, listed, about
	}
	for _, text := range []*string{&e.Action, &e.User, &e.TargetID, &e.TargetName, &e.UserAgent, &e.Summary} {
		shown, found := maskText(*text)
		*text = shown
		count += found
	}
	for _, value := range []struct {
		raw   *json.RawMessage
		start reach
	}{{&e.Before, inState}, {&e.After, inState}, {&e.Changes, inChanges}, {&e.Raw, inRaw}} {
		shown, found := maskJSON(*value.raw, value.start)
		*value.raw = shown
		count += found
	}
	if count > 0 {
		tellChanged(recorded, &e, inState, inChanges)
	}
	return e, count
}

// secretTarget reports whether what e is about is named like a secret: the
// target of a configuration event is the setting itself.
func secretTarget(e audit.Event) bool {
	return IsSecretKey(e.TargetID) || IsSecretKey(e.TargetName) || namesSecretAction(e.Action)
}

// doneWords end the name of an action.
var doneWords = setOf(
	"changed", "change", "updated", "update", "set", "reset", "rotated", "renewed", "regenerated", "refreshed",
	"created", "added", "removed", "deleted", "revoked",
)

// namesSecretAction reports an action that is done to a secret itself.
func namesSecretAction(action string) bool {
	if !hasSecretStem(action) {
		return false
	}
	words := splitWords(action)
	last := len(words) - 1
	return last > 0 && doneWords[words[last]] && namesSecret(words[:last])
}
