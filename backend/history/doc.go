// Package history tells how an object (audit.Object) came to be what it is:
// the states that its events left, who last set every value of one (blame), and
// where a state before an event is not the one that the event before it left.
//
// Events of an object are read in time order and unpacked and compared on all
// cores; what one leaves is then put to the next in order (chain.go). Nothing
// here is masked unless it says so: State.Masked, Leaf and Gap are.
package history
