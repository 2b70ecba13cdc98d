package export

import (
	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
)

// Forms gives e the two forms in which it can leave the program, alike but for
// its secrets: in clear and masked. Both are valid UTF-8 and have the values
// that NDJSON has; replaced counts the texts that were no UTF-8. e's own bytes
// stay as they are.
func Forms(e audit.Event) (full, masked audit.Event, replaced int) {
	replaced = makeValid(&e)
	settle(&e)
	masked, _ = diff.MaskEvent(e)
	flatten(&e)
	flatten(&masked)
	return e, masked, replaced
}
