package imports

import (
	"bufio"
	"context"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/tenant"
)

func guess(found *prepared, sample []item) (*tenant.Profile, *audit.Error) {
	return nil, unmapped("the time or the action", "")
}

func harEntries(ctx context.Context, in *bufio.Reader) (entries, *tenant.Profile, error) {
	return nil, nil, audit.Errorf(audit.CodeFile, "HAR")
}

func (v *Preview) guess(found *prepared, sample []item) {}
