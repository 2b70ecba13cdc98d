package bind_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/bind"
	"github.com/trailbook/trailbook/backend/tenant"
)

func TestTenantTakesAProfileAndCertificatesFromFiles(t *testing.T) {
	p, server, dir := start(t, t.TempDir()), serve(t), t.TempDir()
	write := func(name string, text []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := write("acme.yaml", tenant.DefaultProfile().YAML())
	form := bind.TenantForm{Name: "acme", URL: server.URL(), Email: server.Email(), Password: server.Password()}
	for name, c := range map[string]struct {
		change func(*bind.TenantForm)
		code   audit.Code
	}{
		"no such profile":      {func(f *bind.TenantForm) { f.ProfileFile = filepath.Join(dir, "gone.yaml") }, audit.CodeFile},
		"not a profile":        {func(f *bind.TenantForm) { f.ProfileFile = write("bad.yaml", []byte("colour: blue\n")) }, audit.CodeProfile},
		"no such certificates": {func(f *bind.TenantForm) { f.CAFile = filepath.Join(dir, "gone.pem") }, audit.CodeFile},
		"not certificates":     {func(f *bind.TenantForm) { f.CAFile = good }, audit.CodeInvalid},
	} {
		bad := form
		c.change(&bad)
		if err := p.Tenants.Add(bad); audit.CodeOf(err) != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
	form.ProfileFile = good
	if err := p.Tenants.Add(form); err != nil {
		t.Fatal(err)
	}
	own := func() bool {
		list, err := p.Tenants.List()
		if err != nil || len(list) != 1 {
			t.Fatalf("List = %+v, %v", list, err)
		}
		return list[0].OwnProfile
	}
	if !own() {
		t.Error("the profile is not kept")
	}
	form.ProfileFile, form.Password = "", ""
	if err := p.Tenants.Edit("acme", form); err != nil || !own() {
		t.Errorf("an edit that does not name it changes the profile: %v", err)
	}
	form.DefaultProfile = true
	if err := p.Tenants.Edit("acme", form); err != nil || own() {
		t.Errorf("it does not go back to the default profile: %v", err)
	}
}
