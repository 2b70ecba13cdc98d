package bind

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
	"github.com/trailbook/trailbook/backend/tenant/learn"
)

// Learn connects by example: it reads from a HAR file how a tenant's audit log
// is asked for. What the file shows stays at hand until another is opened.
type Learn struct {
	core    *Core
	imports *Imports
	mu      sync.Mutex
	turn    int
	path    string
	now     *learn.Result
}

// Choose asks by the system's dialog for a HAR file; empty when the user
// changed their mind.
func (l *Learn) Choose() (string, error) {
	paths, err := l.core.askForFiles(FileQuestion{Title: "Choose a HAR file", Kind: "HAR files", Pattern: "*.har"})
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// Open reads a HAR file. One without an audit log in it is an error that says
// what was looked at.
func (l *Learn) Open(path string) (LearntProfile, error) {
	return call(l.core, "Learn.Open", func(ctx context.Context) (LearntProfile, error) {
		file, err := os.Open(path)
		if err != nil {
			code := audit.CodeFile
			if errors.Is(err, os.ErrNotExist) {
				code = audit.CodeNotFound
			}
			return LearntProfile{}, audit.Errorf(code, "The file %q cannot be read.", path).
				WithHint("Check that it is a file and that you may read it.").Wrapping(err)
		}
		defer func() { _ = file.Close() }()
		found, err := learn.HAR(ctx, file)
		if err != nil {
			return LearntProfile{}, err
		}
		l.mu.Lock()
		defer l.mu.Unlock()
		l.turn++
		l.path, l.now = path, &found
		return l.shown(), nil
	})
}

// at runs work on what a token names.
func at[T any](l *Learn, name, token string, work func(ctx context.Context, found *learn.Result) (T, error)) (T, error) {
	return call(l.core, name, func(ctx context.Context) (T, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		if l.now == nil || token != strconv.Itoa(l.turn) {
			var none T
			return none, audit.Errorf(audit.CodeNotFound, "What this file showed is no longer at hand.").WithHint("Choose the file again.")
		}
		return work(ctx, l.now)
	})
}

// Set is a person's word on one thing that was inferred.
func (l *Learn) Set(token string, choice Choice) (LearntProfile, error) {
	return at(l, "Learn.Set", token, func(_ context.Context, found *learn.Result) (LearntProfile, error) {
		if err := found.Set(choice.Key, asYAML(choice.Value)); err != nil {
			return LearntProfile{}, err
		}
		return l.shown(), nil
	})
}

// AddTenant checks that the tenant can be reached and signed in to with the
// profile, and adds it with the profile as its own.
func (l *Learn) AddTenant(token string, form TenantForm) error {
	_, err := at(l, "Learn.AddTenant", token, func(ctx context.Context, found *learn.Result) (struct{}, error) {
		added := store.Tenant{Name: form.Name, URL: form.URL, Email: form.Email, CAFile: form.CAFile, Profile: string(found.YAML())}
		return struct{}{}, l.core.addTenant(ctx, added, secret.Credentials{Password: form.Password, Token: form.Token})
	})
	return err
}

// Apply gives the profile to a tenant that is there already.
func (l *Learn) Apply(token, name string) error {
	_, err := at(l, "Learn.Apply", token, func(ctx context.Context, found *learn.Result) (struct{}, error) {
		t, err := l.core.Store.Tenant(ctx, name)
		if err != nil {
			return struct{}{}, err
		}
		t.Profile = string(found.YAML())
		return struct{}{}, l.core.Store.UpdateTenant(ctx, t)
	})
	return err
}

// Import starts a job that imports the entries inside the file as those of the
// owner, read by the profile.
func (l *Learn) Import(jobID, token string, owner Owner) error {
	_, err := at(l, "Learn.Import", token, func(ctx context.Context, found *learn.Result) (struct{}, error) {
		t, _, err := l.core.owner(ctx, owner)
		if err == nil && owner.New {
			t, err = l.core.Store.AddTenant(ctx, store.Tenant{Name: owner.Name, Profile: string(found.YAML())})
		}
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, l.imports.launch(jobID, t, found.Profile, []FileOrder{{Path: l.path}})
	})
	return err
}

// Save asks where to save the profile and writes it as YAML; the answer is its
// path, empty when the user changed their mind.
func (l *Learn) Save(token string) (string, error) {
	text, err := at(l, "Learn.Save", token, func(_ context.Context, found *learn.Result) ([]byte, error) { return found.YAML(), nil })
	if err != nil {
		return "", err
	}
	return l.core.saveFile("Save the endpoint profile", filepath.Join(documents(), "profile.yaml"), func(file *os.File) error {
		_, err := file.Write(text)
		return err
	})
}

// shown is what the file shows as it stands; l is locked.
func (l *Learn) shown() LearntProfile {
	shown := LearntProfile{
		Token: strconv.Itoa(l.turn), Name: filepath.Base(l.path), URL: l.now.URL,
		Requests: l.now.Requests, Candidates: l.now.Candidates, Entries: len(l.now.Entries),
		SignIn: l.now.Profile.Server.SignIn != "", Findings: []Finding{}, Paths: orEmpty(pathsIn(l.now.Entries)), Sample: []FieldShown{},
	}
	for _, f := range l.now.Findings {
		one := shownFinding(f)
		field, isField := strings.CutPrefix(f.Key, "fields.")
		one.Required = isField && slices.Contains(needed, field)
		shown.Findings = append(shown.Findings, one)
	}
	if len(l.now.Entries) > 0 {
		for _, f := range l.now.Profile.Explain(l.now.Entries[0]) {
			shown.Sample = append(shown.Sample, FieldShown{Field: f.Field, Path: f.Path, Value: firstOf(f.Value, shownValue), Found: f.Found})
		}
	}
	return shown
}
