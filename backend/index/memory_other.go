//go:build !linux

package index

// machineMemory is how many bytes of memory the machine is taken to have.
func machineMemory() int64 { return usualMemory }
