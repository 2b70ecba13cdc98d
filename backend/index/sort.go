package index

import (
	"context"
	"slices"
)

// leastSorted is how many values are worth a worker of their own.
const leastSorted = 1 << 14

// sortOnAll is slices.SortFunc on all processors, each with a stretch of its
// own; two and two of those are brought together then.
func sortOnAll[T any](values []T, compare func(a, b T) int) {
	least := max(leastSorted, (len(values)+workersOf()-1)/workersOf())
	stretches := slices.Collect(slices.Chunk(values, least))
	// Without a context nothing can end it early.
	_ = spread(context.Background(), len(stretches), func(_, i int) { slices.SortFunc(stretches[i], compare) })
	if len(stretches) < 2 {
		return
	}
	from, into := values, make([]T, len(values))
	for ; least < len(values); least *= 2 {
		pairs := (len(values) + 2*least - 1) / (2 * least)
		_ = spread(context.Background(), pairs, func(_, i int) {
			begin := 2 * least * i
			middle, end := min(begin+least, len(values)), min(begin+2*least, len(values))
			bringTogether(into[begin:end], from[begin:middle], from[middle:end], compare)
		})
		from, into = into, from
	}
	copy(values, from)
}

// bringTogether puts two sorted lists into one that has room for both.
func bringTogether[T any](into, a, b []T, compare func(a, b T) int) {
	for i := range into {
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			into[i], a = a[0], a[1:]
		} else {
			into[i], b = b[0], b[1:]
		}
	}
}
