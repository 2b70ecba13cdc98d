package store

import (
	"context"

	"github.com/jmoiron/sqlx"
)

// subjects are the kinds of rows whose state the ledger keeps, and how it is
// written.
var subjects = [...]struct{ name, table, state string }{
	{"tenant", "tenant", `json_object('name', name, 'url', url, 'email', email, 'profile', profile, 'caFile', ca_file,
		'allowHTTP', allow_http, 'demo', demo, 'addedAt', added_at)`},
	{"outcome", "tenant", `json_object('syncedAt', synced_at, 'complete', complete, 'lastError', last_error, 'lastCode', last_code,
		'surplus', surplus, 'logOldest', log_oldest, 'keepsMs', keeps_ms)`},
	{"source", "source", `json_object('tenant', tenant_id, 'kind', kind, 'name', name, 'sha256', sha256, 'startedAt', started_at,
		'finishedAt', finished_at, 'received', received, 'inserted', inserted, 'updated', updated, 'duplicates', duplicates,
		'rejected', rejected, 'complete', complete, 'error', error, 'size', size, 'format', format, 'firstEvent', first_event,
		'lastEvent', last_event, 'logOldest', log_oldest, 'changed', changed, 'gone', gone, 'warnings', warnings,
		'rejectedKept', (SELECT count(*) FROM rejected WHERE source_id = source.id))`},
	{"gap", "gap", `json_object('tenant', tenant_id, 'source', source_id, 'from', low, 'to', high, 'reason', reason)`},
}

// about puts the state of a row into an entry.
func (e entry) about(ctx context.Context, tx *sqlx.Tx, subject string, id int64) (entry, error) {
	e.Subject, e.SubjectID = subject, id
	for _, s := range subjects {
		if s.name == subject {
			return e, tx.GetContext(ctx, &e.State, "SELECT "+s.state+" FROM "+s.table+" WHERE id = ?", id)
		}
	}
	return e, nil
}
