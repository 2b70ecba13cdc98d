//go:build linux && (amd64 || arm64)

package main

import "golang.org/x/sys/unix"

// Offsets into struct seccomp_data, and what a rule answers (linux/seccomp.h).
// The low half of an argument comes first on both processors.
const (
	atCall, atFirstArgument = 0, 16
	killProcess, allow      = 0x80000000, 0x7fff0000
)

// rules by their name on the command line, as classic BPF: a jump skips Jt
// instructions when equal, Jf when not.
var rules = map[string][]unix.SockFilter{
	"all": {
		load(atCall),
		jump(unix.SYS_SOCKET, 0, 1),
		answer(killProcess),
		answer(allow),
	},
	"internet": {
		load(atCall),
		jump(unix.SYS_SOCKET, 0, 4),
		load(atFirstArgument),
		jump(unix.AF_INET, 1, 0),
		jump(unix.AF_INET6, 0, 1),
		answer(killProcess),
		answer(allow),
	},
}

func load(offset uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
}

func jump(equal uint32, yes, no uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: equal, Jt: yes, Jf: no}
}

func answer(action uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: action}
}
