package bind

import (
	"context"
	"time"

	"github.com/trailbook/trailbook/backend/audit"
)

// Shell tells the page about the program around it.
type Shell struct{ core *Core }

// Info says what this program is and where it keeps its data.
func (s *Shell) Info() (AppInfo, error) {
	return call(s.core, "Shell.Info", func(context.Context) (AppInfo, error) {
		return AppInfo{
			Version: s.core.Version, DataFolder: s.core.Store.Dir(), OpenDemo: s.core.Demo,
			Keychain: s.core.Vault.Lasting(), SecretsNote: s.core.Vault.Note(), LocalZone: localZone(),
		}, nil
	})
}

// Ready is called once each, when the page shows its first "rows" and "facets":
// so many of the events in all.
func (s *Shell) Ready(part string, shown, total int) error {
	return do(s.core, "Shell.Ready", func(context.Context) error {
		if s.core.Ready != nil {
			s.core.Ready(part, shown, total)
		}
		return nil
	})
}

// localZone is the machine's zone by its IANA name, or empty where the system
// does not tell: the page then asks the browser.
func localZone() string {
	if name := time.Local.String(); name != "Local" {
		return name
	}
	return ""
}

// ChooseFile asks by the system's dialog for a file of a kind: "ca" for
// certificates, "profile" for an endpoint profile. Empty when the user changed
// their mind.
func (s *Shell) ChooseFile(kind string) (string, error) {
	question := map[string]FileQuestion{
		"ca":      {Title: "Choose a file of certificate authorities", Kind: "Certificates", Pattern: "*.pem;*.crt;*.cer"},
		"profile": {Title: "Choose an endpoint profile", Kind: "Endpoint profiles", Pattern: "*.yaml;*.yml"},
	}[kind]
	if question.Title == "" {
		return "", audit.Errorf(audit.CodeInvalid, "There is no dialog for %q.", kind)
	}
	paths, err := s.core.askForFiles(question)
	if err != nil || len(paths) == 0 {
		return "", err
	}
	return paths[0], nil
}

// The dialogs do not go through call: they may stay open for longer than a
// query may run.

func (c *Core) askWhereToSave(title, proposed string) (string, error) {
	chosen, err := c.Window.AskWhereToSave(title, proposed)
	return chosen, c.noDialog(err)
}

func (c *Core) askForFiles(question FileQuestion) ([]string, error) {
	paths, err := c.Window.AskForFiles(question)
	return paths, c.noDialog(err)
}

func (c *Core) noDialog(err error) error {
	if err == nil {
		return nil
	}
	c.logError("dialog", err)
	return audit.Errorf(audit.CodeFile, "The dialog did not open.").WithHint("Type the path instead.").Wrapping(err)
}
