// Package logs is the program's own log: a file in the data folder that holds
// causes of errors for a report to the authors, and never a secret.
package logs

import (
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
)

// FileName is the log's file in the data folder.
const FileName = "trailbook.log"

// kept is the size in bytes above which a log is put aside at the next start.
const kept = 4 << 20

// Open opens the log in dir, 0600. Every text that is logged goes through
// redact first; attributes named like a secret are left out altogether. A log
// that has grown is put aside as one older file.
func Open(dir string, redact func(string) string) (*slog.Logger, io.Closer, error) {
	file := filepath.Join(dir, FileName)
	if info, err := os.Stat(file); err == nil && info.Size() > kept {
		if err := os.Rename(file, file+".old"); err != nil {
			return nil, nil, err
		}
	}
	out, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	return New(out, redact), out, nil
}

// New makes a logger that writes redacted lines to w.
func New(w io.Writer, redact func(string) string) *slog.Logger {
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		name := strings.ToLower(a.Key)
		for _, secret := range []string{"password", "token", "secret", "authorization"} {
			if strings.Contains(name, secret) {
				return slog.String(a.Key, "•••")
			}
		}
		switch value := a.Value.Any().(type) {
		case string:
			return slog.String(a.Key, redact(value))
		case error:
			return slog.String(a.Key, redact(value.Error()))
		}
		return a
	}}))
}
