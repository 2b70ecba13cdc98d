package logs_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/logs"
)

func TestNoSecretReachesTheLog(t *testing.T) {
	dir := t.TempDir()
	log, closer, err := logs.Open(dir, diff.MaskText)
	if err != nil {
		t.Fatal(err)
	}
	const jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
	log.Error("request failed", "err", errors.New("refused Bearer "+jwt), "password", "hunter2", "url", "https://u:hunter2@example.com/")
	log.Info("said " + jwt)
	if err := closer.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, logs.FileName)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{jwt, "hunter2"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the log holds %q:\n%s", secret, text)
		}
	}
	if !strings.Contains(string(text), "request failed") {
		t.Errorf("the log lost its message:\n%s", text)
	}
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestGrownLogIsPutAside(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, logs.FileName)
	if err := os.WriteFile(file, make([]byte, 5<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	_, closer, err := logs.Open(dir, diff.MaskText)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = closer.Close() }()
	if info, err := os.Stat(file); err != nil || info.Size() != 0 {
		t.Errorf("new log: %v, %v", info, err)
	}
	if info, err := os.Stat(file + ".old"); err != nil || info.Size() != 5<<20 {
		t.Errorf("old log: %v, %v", info, err)
	}
}
