package bind

import "context"

// ColumnsStatus says whether questions are answered from memory. Bytes are of the
// machine that Trailbook runs on.
type ColumnsStatus struct {
	State   string `json:"state"`   // loading, ready; tooBig, broken: answers come from the disk
	Done    int    `json:"done"`    // events read so far, while they are loaded
	Total   int    `json:"total"`   // events to be read, 0 while that is not known
	Bytes   int64  `json:"bytes"`   // of memory that the columns take, or would take
	Allowed int64  `json:"allowed"` // bytes of memory that they may take
}

// Columns tells how far the columns in memory are.
func (e *Events) Columns() (ColumnsStatus, error) {
	return call(e.core, "Events.Columns", func(context.Context) (ColumnsStatus, error) {
		s := e.core.search.Status()
		return ColumnsStatus{State: string(s.State), Done: s.Done, Total: s.Total, Bytes: s.Bytes, Allowed: s.Allowed}, nil
	})
}
