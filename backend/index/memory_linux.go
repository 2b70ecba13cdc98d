package index

import "syscall"

// machineMemory is how many bytes of memory the machine has.
func machineMemory() int64 {
	var info syscall.Sysinfo_t
	if err := syscall.Sysinfo(&info); err != nil {
		return usualMemory
	}
	return int64(info.Totalram) * int64(info.Unit) //nolint:gosec,unconvert // widths differ by architecture
}
