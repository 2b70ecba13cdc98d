//go:build !desktop && !dev && !bindings

package settings

// HasWindow: this build is the command line alone and needs no library of the
// desktop.
const HasWindow = false
