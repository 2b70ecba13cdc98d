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
// is asked for. What the last files showed stays at hand.
type Learn struct {
	core    *Core
	imports *Imports
	mu      sync.Mutex
	turn    int
	recent  []*learnt // the newest last
}

// learnt is what a file showed, as corrected since.
type learnt struct {
	token, path string
	learn.Result
}

// mostLearnt is how many files are kept at hand: who drops another may still
// go back, and a file may be large.
const mostLearnt = 3

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
		opened := &learnt{strconv.Itoa(l.turn), path, found}
		l.recent = append(l.recent[max(0, len(l.recent)-mostLearnt+1):], opened)
		return opened.shown(), nil
	})
}

// at runs work on what a token names.
func at[T any](l *Learn, name, token string, work func(ctx context.Context, found *learnt) (T, error)) (T, error) {
	return call(l.core, name, func(ctx context.Context) (T, error) {
		l.mu.Lock()
		defer l.mu.Unlock()
		for _, found := range l.recent {
			if found.token == token {
				return work(ctx, found)
			}
		}
		var none T
		return none, audit.Errorf(audit.CodeNotFound, "What this file showed is no longer at hand.").WithHint("Choose the file again.")
	})
}

// Set is a person's word on one thing that was inferred.
func (l *Learn) Set(token string, choice Choice) (LearntProfile, error) {
	return at(l, "Learn.Set", token, func(_ context.Context, found *learnt) (LearntProfile, error) {
		if err := found.Set(choice.Key, asYAML(choice.Value)); err != nil {
			return LearntProfile{}, err
		}
		return found.shown(), nil
	})
}

// AddTenant checks that the tenant can be reached and signed in to with the
// profile, and adds it with the profile as its own.
func (l *Learn) AddTenant(token string, form TenantForm) error {
	_, err := at(l, "Learn.AddTenant", token, func(ctx context.Context, found *learnt) (struct{}, error) {
		added := store.Tenant{Name: form.Name, URL: form.URL, Email: form.Email, CAFile: form.CAFile, Profile: string(found.YAML())}
		return struct{}{}, l.core.addTenant(ctx, added, secret.Credentials{Password: form.Password, Token: form.Token})
	})
	return err
}

// Apply gives the profile to a tenant that is there already.
func (l *Learn) Apply(token, name string) error {
	_, err := at(l, "Learn.Apply", token, func(ctx context.Context, found *learnt) (struct{}, error) {
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
	_, err := at(l, "Learn.Import", token, func(ctx context.Context, found *learnt) (struct{}, error) {
		t, _, err := l.core.owner(ctx, owner)
		if err == nil && owner.New {
			t, err = l.core.Store.AddTenant(ctx, store.Tenant{Name: owner.Name, Profile: string(found.YAML())})
		}
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, l.imports.launch(jobID, t, found.Profile, []FileOrder{{Path: found.path}})
	})
	return err
}

// Save asks where to save the profile and writes it as YAML; the answer is its
// path, empty when the user changed their mind.
func (l *Learn) Save(token string) (string, error) {
	text, err := at(l, "Learn.Save", token, func(_ context.Context, found *learnt) ([]byte, error) { return found.YAML(), nil })
	if err != nil {
		return "", err
	}
	return l.core.saveFile("Save the endpoint profile", filepath.Join(documents(), "profile.yaml"), func(file *os.File) error {
		_, err := file.Write(text)
		return err
	})
}

// shown is what the file shows as it stands; the service is locked.
func (l *learnt) shown() LearntProfile {
	shown := LearntProfile{
		Token: l.token, Name: filepath.Base(l.path), URL: l.URL,
		Requests: l.Requests, Candidates: l.Candidates, Entries: len(l.Entries),
		SignIn: l.Profile.Server.SignIn != "", Findings: []Finding{}, Paths: orEmpty(pathsIn(l.Entries)), Sample: []FieldShown{},
	}
	for _, f := range l.Findings {
		one := shownFinding(f)
		field, isField := strings.CutPrefix(f.Key, "fields.")
		one.Required = isField && slices.Contains(needed, field)
		shown.Findings = append(shown.Findings, one)
	}
	if len(l.Entries) > 0 {
		for _, f := range l.Profile.Explain(l.Entries[0]) {
			shown.Sample = append(shown.Sample, FieldShown{Field: f.Field, Path: f.Path, Value: firstOf(f.Value, shownValue), Found: f.Found})
		}
	}
	return shown
}
