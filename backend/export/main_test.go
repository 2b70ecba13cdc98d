package export

import (
	"os"
	"testing"
)

// roles are what this test program does instead of testing where it is started
// as a process of its own; each reports whether it was asked for.
var roles = []func() bool{holdPrivate}

func TestMain(m *testing.M) {
	for _, play := range roles {
		if play() {
			os.Exit(0)
		}
	}
	os.Exit(m.Run())
}
