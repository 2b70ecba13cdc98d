package bind_test

import (
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func TestOneTenantThatFailsDoesNotKeepTheOthersFromTheirTurn(t *testing.T) {
	p, first, second := start(t, t.TempDir()), serve(t), serve(t)
	p.add("first", first)
	p.add("second", second)
	_ = first.Close()
	if err := p.Events.Reload("all", ""); err != nil {
		t.Fatal(err)
	}
	// While it runs a second one is refused.
	if err := p.Events.Reload("more", "second"); audit.CodeOf(err) != audit.CodeBusy {
		t.Errorf("two syncs at once: %v", err)
	}
	end := p.finish("all")
	if end.Error != nil || end.Report.Inserted != 300 || end.Report.Complete {
		t.Fatalf("sync of all: %+v %+v", end.Error, end.Report)
	}
	if failed := end.Report.Failed; len(failed) != 1 || failed[0].Tenant != "first" || failed[0].Code != string(audit.CodeUnreachable) {
		t.Errorf("failed: %+v", failed)
	}
}

// started waits for a job that the program starts itself, and for its end.
func (p *program) started(id string) bind.JobState {
	p.t.Helper()
	for range 400 {
		if _, err := p.Jobs.State(id); err == nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	return p.finish(id)
}

func TestAutomaticSyncRunsByItself(t *testing.T) {
	dir := t.TempDir()
	p, server := start(t, dir), serve(t)
	p.add("acme", server)
	if _, err := p.Settings.SetInterval(7); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("every 7 minutes: %v", err)
	}
	p.core.Minute = 10 * time.Millisecond
	set, err := p.Settings.SetInterval(15)
	if err != nil || set.Interval != 15 || set.Next == 0 {
		t.Fatalf("SetInterval = %+v, %v", set, err)
	}
	if end := p.started("automatic-1"); end.Error != nil || end.Report.Inserted != 300 {
		t.Fatalf("the first one: %+v %+v", end.Error, end.Report)
	}
	if end := p.started("automatic-2"); end.Error != nil || end.Report.Inserted != 0 || !end.Report.Complete {
		t.Errorf("the second one: %+v %+v", end.Error, end.Report)
	}
	off, err := p.Settings.SetInterval(0)
	if err != nil || off.Next != 0 || off.Interval != 0 {
		t.Errorf("switched off: %+v, %v", off, err)
	}
}

func TestIntervalIsKeptForTheNextStart(t *testing.T) {
	dir := t.TempDir()
	if _, err := start(t, dir).Settings.SetInterval(60); err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(-time.Second).UnixMilli()
	// No tenant was ever synced: the first sync is due at once, and with no
	// tenant it does nothing.
	again, err := start(t, dir).Settings.Network()
	if err != nil || again.Interval != 60 || again.Next < before || again.Syncing != "" {
		t.Errorf("Network = %+v, %v", again, err)
	}
}

func TestDialogForFilesAnswersWithThePathChosen(t *testing.T) {
	p := start(t, t.TempDir())
	p.window.files = []string{"/etc/ssl/acme.pem"}
	if path, err := p.Shell.ChooseFile("ca"); err != nil || path != "/etc/ssl/acme.pem" {
		t.Errorf("ChooseFile = %q, %v", path, err)
	}
	p.window.files = nil
	if path, err := p.Shell.ChooseFile("profile"); err != nil || path != "" {
		t.Errorf("the user changed their mind: %q, %v", path, err)
	}
	if _, err := p.Shell.ChooseFile("anything"); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("an unknown kind: %v", err)
	}
	if text := p.log.String(); strings.Contains(text, "acme.pem") {
		t.Error("the log names the user's files")
	}
}
