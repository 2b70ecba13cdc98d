package imports

import (
	"errors"

	"github.com/trailbook/trailbook/backend/audit"
)

// MaxEntry is the size in bytes up to which an entry is taken.
const MaxEntry = 64 << 20

// limits are what a hostile or broken file may not exceed.
type limits struct {
	entry   int   // bytes of one entry
	members int   // files in an archive
	layers  int   // archives and compressions in each other
	ratio   int64 // how many times its size a file may unpack to
	grace   int64 // bytes that may be unpacked whatever the ratio
	columns int   // of a table
	cells   int   // of a workbook
	strings int   // bytes of a workbook's shared texts
	listed  int   // rejections that a report lists
}

// usual are the limits outside of tests. Real logs shrink to a twentieth or a
// hundredth; only what is made to fill disks shrinks to less than a 250th.
func usual() limits {
	return limits{
		entry: MaxEntry, members: 10_000, layers: 3, ratio: 250, grace: 64 << 20,
		columns: 16_384, cells: 200_000_000, strings: 512 << 20, listed: 10_000,
	}
}

// budget is what may still be unpacked from one file, all layers together.
type budget struct {
	left  int64
	ratio int64
}

var errSpent = errors.New("imports: unpacked too much")

// spend takes n unpacked bytes from the budget.
func (b *budget) spend(n int) error {
	if b.left -= int64(n); b.left >= 0 {
		return nil
	}
	return audit.Errorf(audit.CodeFile, "The file unpacks to more than %d times its size; reading stopped there.", b.ratio).
		WithHint("No audit log shrinks that much. If this one does, unpack it yourself and import what comes out.").
		Wrapping(errSpent)
}
