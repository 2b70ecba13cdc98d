// Package demo is a simulated Appmixer tenant: a generator whose audit log is
// believable and depends on nothing but its seed, and a server that offers
// that log over real HTTP on loopback, well behaved or with faults.
//
// What the log promises:
//
//   - Entries come in time order, and the same Config gives the same bytes.
//   - before and after are whole objects (a flow's descriptor, an access
//     list, a configuration entry, a user, a connector bundle, a template, a
//     test). For two consecutive entries of one target that carry objects,
//     the before of the later equals the after of the earlier.
//   - A flow can be edited only while it is stopped, as in Appmixer. So every
//     whole descriptor in the log says stage "stopped", and Flow Started and
//     Flow Stopped carry no descriptor: they carry the list of changes
//     [{"path":"/stage","old":…,"new":…}]. Applied in order, the list and the
//     descriptors fit together, and so do the descriptors alone.
package demo
