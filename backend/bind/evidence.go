package bind

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/evidence"
	"github.com/trailbook/trailbook/backend/job"
	"github.com/trailbook/trailbook/backend/report"
)

// Evidence verifies what was exported, and shows what it is signed with.
type Evidence struct{ core *Core }

// Choose asks by the system's dialog for a file to verify; empty when the user
// changed their mind.
func (v *Evidence) Choose() (string, error) {
	paths, err := v.core.askForFiles(FileQuestion{
		Title: "Verify a report or an evidence pack", Kind: "Packs and reports", Pattern: "*.zip;*.xlsx;*.csv;*.ndjson",
	})
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// Verify starts a job that holds a pack to itself, or a report to its pack. Its
// report has the verdict; what does not hold is no error.
func (v *Evidence) Verify(jobID string, order VerifyOrder) error {
	return do(v.core, "Evidence.Verify", func(context.Context) error {
		for _, path := range []string{order.File, order.Pack} {
			if path != "" && !filepath.IsAbs(path) {
				return audit.Errorf(audit.CodeInvalid, "The file needs a whole path.").WithHint("Begin with the folder, or choose one with Browse….")
			}
		}
		if order.File == "" {
			return audit.Errorf(audit.CodeInvalid, "There is no file to verify.")
		}
		fingerprint, err := evidence.ParseFingerprint(order.Key)
		if err != nil {
			return err
		}
		wanted := evidence.Verification{File: order.File, Pack: order.Pack, Fingerprint: fingerprint, Own: report.OwnFingerprint(v.core.Vault)}
		return v.core.jobs.Start(jobID, "verify", func(ctx context.Context, meter *job.Meter) (JobReport, error) {
			started := time.Now()
			wanted.Progress = func(stage evidence.Stage, n int) {
				meter.Set(n, 0)
				meter.Note(string(report.Verifying(stage)))
			}
			verdict, err := evidence.Verify(ctx, wanted)
			return JobReport{Verdict: &verdict, Words: verdict.String(), Complete: err == nil, DurationMs: time.Since(started).Milliseconds()}, err
		})
	})
}

// Key returns the key that this installation signs with, made when there is
// none yet.
func (v *Evidence) Key() (SigningKey, error) {
	return call(v.core, "Evidence.Key", func(context.Context) (SigningKey, error) {
		key, err := report.SigningKey(v.core.Vault)
		if err != nil {
			return SigningKey{}, err
		}
		return SigningKey{Fingerprint: evidence.Fingerprint(key.Public()), Lasting: key.Lasting}, nil
	})
}

// SaveKey asks where to save the public half of that key, as PEM, and returns
// where it is; empty when the user changed their mind.
func (v *Evidence) SaveKey() (string, error) {
	path, err := v.core.askWhereToSave("Save the public key", filepath.Join(documents(), "trailbook-key.pem"))
	if err != nil || path == "" {
		return "", err
	}
	if !strings.EqualFold(filepath.Ext(path), ".pem") {
		path += ".pem"
	}
	return call(v.core, "Evidence.SaveKey", func(context.Context) (string, error) {
		key, err := report.SigningKey(v.core.Vault)
		if err != nil {
			return "", err
		}
		text, err := evidence.PEM(key.Public())
		if err != nil {
			return "", err
		}
		// The dialog has asked whether to replace a file that is there.
		if err := os.WriteFile(path, text, 0o644); err != nil { //nolint:gosec // a public key is for everyone
			return "", audit.Errorf(audit.CodeFile, "The key cannot be written to %s.", path).Wrapping(errors.Unwrap(err))
		}
		return path, nil
	})
}
