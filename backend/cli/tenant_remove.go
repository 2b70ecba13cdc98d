package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/trailbook/trailbook/backend/audit"
	"github.com/trailbook/trailbook/backend/diff"
	"github.com/trailbook/trailbook/backend/secret"
	"github.com/trailbook/trailbook/backend/store"
)

func (p *program) tenantRemove(ctx context.Context, name string, sure bool) error {
	t, err := p.tenantNamed(ctx, name)
	if err != nil {
		return err
	}
	going, err := p.store.RemovalOf(ctx, name)
	if err != nil {
		return err
	}
	if p.IsTerminal && !sure {
		if err := p.askToRemove(name, going); err != nil {
			return err
		}
	}
	release, err := p.store.Lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	if going.Events, err = p.store.RemoveTenant(ctx, name); err != nil {
		return err
	}
	if err := p.secrets().Delete(secret.Key(t.Name, t.URL)); err != nil {
		return err
	}
	if p.json {
		return p.printJSON(map[string]any{"name": name, "events": going.Events, "sources": going.Sources, "versions": going.Versions})
	}
	return p.print(fmt.Sprintf("Removed %s and its %s.\nWith them went %s and %s.\n",
		diff.Printable(name), counted(going.Events, "event"), counted(going.Sources, "source"), counted(going.Versions, "kept version")))
}

// askToRemove goes on only when the user types yes.
func (p *program) askToRemove(name string, going store.Removal) error {
	_, _ = fmt.Fprintf(p.Stderr, "Remove %s with its %s, %s and %s? Type yes: ",
		diff.Printable(name), counted(going.Events, "event"), counted(going.Sources, "source"), counted(going.Versions, "kept version"))
	answer, _ := bufio.NewReader(io.LimitReader(p.Stdin, 100)).ReadString('\n')
	if strings.EqualFold(strings.TrimSpace(answer), "yes") {
		return nil
	}
	return audit.Errorf(audit.CodeCancelled, "Nothing was removed.").WithHint("To remove without being asked, use --yes.")
}
