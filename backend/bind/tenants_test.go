package bind_test

import (
	"strings"
	"testing"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/tenant/demo"
)

func serve(t *testing.T) *demo.Server {
	t.Helper()
	server, err := demo.Serve(t.Context(), demo.Options{Events: 300, Seed: 5, Until: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

// add adds a tenant served by a demo server.
func (p *program) add(name string, server *demo.Server) {
	p.t.Helper()
	form := bind.TenantForm{Name: name, URL: server.URL(), Email: server.Email(), Password: server.Password()}
	if err := p.Tenants.Add(form); err != nil {
		p.t.Fatal(err)
	}
}

func TestTenantIsCheckedBeforeItIsKept(t *testing.T) {
	p, server := start(t, t.TempDir()), serve(t)
	good := bind.TenantForm{Name: "acme", URL: server.URL() + "/", Email: server.Email(), Password: server.Password()}
	for name, c := range map[string]struct {
		change func(*bind.TenantForm)
		code   audit.Code
	}{
		"wrong password": {func(f *bind.TenantForm) { f.Password = "hunter2" }, audit.CodeWrongPassword},
		"no admin":       {func(f *bind.TenantForm) { f.Email = server.ReaderEmail() }, audit.CodeMissingScope},
		"no address":     {func(f *bind.TenantForm) { f.URL = "acme" }, audit.CodeInvalid},
		"nobody there":   {func(f *bind.TenantForm) { f.URL = "http://127.0.0.1:9" }, audit.CodeUnreachable},
	} {
		form := good
		c.change(&form)
		if err := p.Tenants.Add(form); audit.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	if list, err := p.Tenants.List(); err != nil || len(list) != 0 {
		t.Fatalf("kept of failed attempts: %+v, %v", list, err)
	}
	if err := p.Tenants.Add(good); err != nil {
		t.Fatal(err)
	}
	if err := p.Tenants.Add(good); audit.CodeOf(err) != audit.CodeExists {
		t.Errorf("a second tenant of the name: %v", err)
	}
	list, err := p.Tenants.List()
	if err != nil || len(list) != 1 || !list[0].HasSecret || list[0].LastSync != 0 {
		t.Errorf("List = %+v, %v", list, err)
	}
	for _, secret := range []string{server.Password(), "hunter2"} {
		if strings.Contains(p.log.String(), secret) {
			t.Error("the log holds a password")
		}
	}
}

func TestEditedTenantKeepsItsSecretsAndEvents(t *testing.T) {
	p, server := start(t, t.TempDir()), serve(t)
	form := bind.TenantForm{Name: "acme", URL: server.URL(), Email: server.Email(), Password: server.Password()}
	if err := p.Tenants.Add(form); err != nil {
		t.Fatal(err)
	}
	if err := p.Events.Reload("1", ""); err != nil {
		t.Fatal(err)
	}
	if end := p.finish("1"); end.Error != nil || end.Report.Inserted != 300 {
		t.Fatalf("%+v %+v", end.Error, end.Report)
	}
	form.Name, form.Password = "Acme Corp", ""
	if err := p.Tenants.Edit("acme", form); err != nil {
		t.Fatal(err)
	}
	if err := p.Events.Reload("2", "Acme Corp"); err != nil {
		t.Fatal(err)
	}
	if end := p.finish("2"); end.Error != nil || end.Report.Inserted != 0 {
		t.Errorf("after the edit: %+v %+v", end.Error, end.Report)
	}
	list, err := p.Tenants.List()
	if err != nil || len(list) != 1 || list[0].Name != "Acme Corp" || list[0].Events != 300 || !list[0].Complete || list[0].LastSync == 0 {
		t.Errorf("List = %+v, %v", list, err)
	}
	if goes, err := p.Tenants.Removal("Acme Corp"); err != nil || goes != (bind.Removal{Events: 300, Sources: 2}) {
		t.Errorf("Removal = %+v, %v", goes, err)
	}
	if err := p.Tenants.Remove("gone", "Acme Corp"); err != nil {
		t.Fatal(err)
	}
	if end := p.finish("gone"); end.Error != nil || end.Report.Received != 300 {
		t.Fatalf("removal: %+v %+v", end.Error, end.Report)
	}
	if left, err := p.Events.Filter(bind.FilterSpec{}, bind.Order{}); err != nil || left.Total != 0 {
		t.Errorf("after the removal: %+v, %v", left, err)
	}
	if err := p.Events.Reload("3", ""); audit.CodeOf(err) != audit.CodeInvalid {
		t.Errorf("sync without tenants: %v", err)
	}
}

func TestSettingsComeBackSound(t *testing.T) {
	dir := t.TempDir()
	p := start(t, dir)
	first, err := p.Settings.Get()
	if err != nil || first.Theme != "system" || first.Zone != "utc" || first.View != "changes" || len(first.Columns) == 0 {
		t.Fatalf("first settings: %+v, %v", first, err)
	}
	first.Theme, first.Zone, first.Widths["user"], first.Detail = "purple", "local", 999999, 500
	if err := p.Settings.Put(first); err != nil {
		t.Fatal(err)
	}
	again, err := start(t, dir).Settings.Get()
	if err != nil || again.Theme != "system" || again.Zone != "local" || again.Widths["user"] != 2000 || again.Detail != 500 {
		t.Errorf("settings of the next start: %+v, %v", again, err)
	}
}
