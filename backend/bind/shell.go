package bind

import (
	"context"
	"time"
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

// Ready is called once, when the page shows its first rows.
func (s *Shell) Ready(rows, total int) error {
	return do(s.core, "Shell.Ready", func(context.Context) error {
		if s.core.Ready != nil {
			s.core.Ready(rows, total)
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
