//go:build linux && (amd64 || arm64)

// Command sealed runs a program that the kernel ends at its first socket: the
// checks of offline mode start Trailbook with it.
//
//	sealed all|internet COMMAND [ARGUMENT...]
//
// With all, any socket(2) ends the process with SIGSYS, with internet only one of
// the families AF_INET and AF_INET6, so that a window still reaches its display
// over a local one. The rule holds for every process the program starts and cannot
// be taken back (seccomp(2), SECCOMP_MODE_FILTER).
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

func main() {
	if len(os.Args) < 3 || rules[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: sealed all|internet COMMAND [ARGUMENT...]")
		os.Exit(2)
	}
	if err := run(rules[os.Args[1]], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "sealed:", err)
		os.Exit(2)
	}
}

// run becomes the command; it returns only what kept it from that.
func run(rule []unix.SockFilter, command []string) error {
	path, err := exec.LookPath(command[0])
	if err != nil {
		return err
	}
	// The rule is the thread's, and the new program is what this thread becomes.
	runtime.LockOSThread()
	if err := seal(rule); err != nil {
		return fmt.Errorf("forbid sockets: %w", err)
	}
	return syscall.Exec(path, command, os.Environ()) //nolint:gosec // the command is the caller's own
}

func seal(rule []unix.SockFilter) error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	filter := unix.SockFprog{Len: uint16(len(rule)), Filter: &rule[0]}                                                //nolint:gosec // a handful of instructions
	_, _, failed := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&filter))) //nolint:gosec // seccomp(2) takes the rule by its address
	runtime.KeepAlive(rule)
	if failed != 0 {
		return failed
	}
	return nil
}
