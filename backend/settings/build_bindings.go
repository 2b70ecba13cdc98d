//go:build bindings

package settings

// HasWindow: the generator of the bindings runs the program up to its window.
const HasWindow = true
