// Package canonical writes JSON in the one form that hashes are made of:
// RFC 8785, and beyond it where that refuses a text or would make two different
// values one.
//
// An audit log holds what RFC 8785 excludes. So, where a text is not I-JSON:
//
//   - A number that a double does not hold exactly (9007199254740993, 1e400,
//     0.1000000000000000055511151231257827) stays as it was written: rounded it
//     would be the same as its neighbour. A number counts as held exactly when
//     what ECMAScript prints of it has the same decimal value. (RFC 8785 itself
//     rounds: its example turns 333333333.33333329 into 333333333.3333333.)
//   - A member whose name occurs twice is kept twice, in its order.
//   - Half of a surrogate pair stays an escape, as \ud800.
//
// Whatever RFC 8785 allows has exactly the form that it demands, so that any
// implementation of it makes the same hashes.
package canonical
