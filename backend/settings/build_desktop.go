//go:build desktop || dev

package settings

// HasWindow: this build opens a window when it is started without a command.
const HasWindow = true
