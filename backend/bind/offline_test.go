package bind_test

import (
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
)

func TestWorkingOfflineRefusesEveryConnection(t *testing.T) {
	p, server := start(t, t.TempDir()), serve(t)
	p.add("acme", server)
	set, err := p.Settings.SetOffline(true)
	if err != nil || !set.Offline || set.OfflineAsked {
		t.Fatalf("SetOffline = %+v, %v", set, err)
	}
	if err := p.Events.Reload("1", "acme"); audit.CodeOf(err) != audit.CodeOffline {
		t.Errorf("RELOAD: %v", err)
	}
	form := bind.TenantForm{Name: "other", URL: server.URL(), Email: server.Email(), Password: server.Password()}
	if err := p.Tenants.Add(form); audit.CodeOf(err) != audit.CodeOffline {
		t.Errorf("a new tenant: %v", err)
	}
	p.core.Minute = time.Millisecond
	if every, err := p.Settings.SetInterval(15); err != nil || every.Next != 0 {
		t.Errorf("the next automatic sync: %+v, %v", every, err)
	}
	time.Sleep(60 * time.Millisecond) // four intervals
	if _, err := p.Jobs.State("automatic-1"); audit.CodeOf(err) != audit.CodeNotFound {
		t.Errorf("an automatic sync began offline: %v", err)
	}
	if on, err := p.Settings.SetOffline(false); err != nil || on.Offline || on.Next == 0 {
		t.Errorf("online again: %+v, %v", on, err)
	}
}

func TestStartOfflineCannotBeSwitchedOff(t *testing.T) {
	p := start(t, t.TempDir())
	p.core.Offline = true
	if set, err := p.Settings.SetOffline(false); err != nil || !set.Offline || !set.OfflineAsked {
		t.Errorf("SetOffline = %+v, %v", set, err)
	}
}

func TestTenantIsRenamedOfflineButNotLedElsewhere(t *testing.T) {
	p, server := start(t, t.TempDir()), serve(t)
	p.add("acme", server)
	if _, err := p.Settings.SetOffline(true); err != nil {
		t.Fatal(err)
	}
	form := bind.TenantForm{Name: "Acme Corp", URL: server.URL(), Email: server.Email()}
	if err := p.Tenants.Edit("acme", form); err != nil {
		t.Errorf("renaming: %v", err)
	}
	elsewhere, anew := form, form
	elsewhere.URL, anew.Password = "https://audit.example.com", server.Password()
	for what, form := range map[string]bind.TenantForm{"another address": elsewhere, "another password": anew} {
		if err := p.Tenants.Edit("Acme Corp", form); audit.CodeOf(err) != audit.CodeOffline {
			t.Errorf("%s: %v, want %s", what, err, audit.CodeOffline)
		}
	}
	if list, err := p.Tenants.List(); err != nil || len(list) != 1 || list[0].Name != "Acme Corp" || list[0].URL != server.URL() {
		t.Errorf("List = %+v, %v", list, err)
	}
}
