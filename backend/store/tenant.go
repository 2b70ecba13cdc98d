package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"github.com/trailbook/trailbook/backend/audit"
)

// Tenant is one Appmixer tenant whose log is in the cache. Times are epoch
// milliseconds, 0 for never.
type Tenant struct {
	ID        int64  `db:"id"`
	Name      string `db:"name"`
	URL       string `db:"url"` // empty: known only from files
	Email     string `db:"email"`
	Profile   string `db:"profile"` // YAML of its endpoint profile, empty for the default
	CAFile    string `db:"ca_file"`
	AllowHTTP bool   `db:"allow_http"` // plain http also beyond this computer
	Demo      bool   `db:"demo"`
	AddedAt   int64  `db:"added_at"`
	SyncedAt  int64  `db:"synced_at"`
	Complete  bool   `db:"complete"`
	LastError string `db:"last_error"`
	Surplus   int    `db:"surplus"`
	LastCode  string `db:"last_code"`  // audit.Code of the last sync's error, empty when it went well or simply reached no end
	LogOldest int64  `db:"log_oldest"` // the oldest entry that the tenant had at the last sync that could tell
	KeepsMs   int64  `db:"keeps_ms"`   // how long the tenant keeps entries, 0 unknown
}

// TenantSummary is a tenant with what the cache holds of it.
type TenantSummary struct {
	Tenant
	Events int   `db:"events"`
	Oldest int64 `db:"oldest"`
	Newest int64 `db:"newest"`
}

// AddTenant puts a new tenant into the cache and returns it with its ID. A
// taken name is CodeExists, an empty one CodeInvalid.
func (s *Store) AddTenant(ctx context.Context, t Tenant) (Tenant, error) {
	t.Name = strings.TrimSpace(t.Name)
	if t.Name == "" {
		return t, namelessTenant()
	}
	t.AddedAt = time.Now().UnixMilli()
	err := s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		result, err := tx.NamedExecContext(ctx, `INSERT INTO tenant (name, url, email, profile, ca_file, allow_http, demo, added_at)
			VALUES (:name, :url, :email, :profile, :ca_file, :allow_http, :demo, :added_at)`, t)
		if err == nil {
			t.ID, err = result.LastInsertId()
		}
		if err != nil {
			return entry{}, err
		}
		return entry{Kind: kindActivity, What: "tenant added", Detail: t.inLine(), TenantID: t.ID}.about(ctx, tx, "tenant", t.ID)
	})
	return t, nameTaken(err, t.Name)
}

// inLine is the tenant in a line: its name, and where it is.
func (t Tenant) inLine() string {
	if t.URL == "" {
		return strconv.Quote(t.Name)
	}
	return strconv.Quote(t.Name) + " at " + t.URL
}

// UpdateTenant writes the name, address, e-mail, profile, CA file and use of
// plain http of the tenant with t's ID. A taken name is CodeExists.
func (s *Store) UpdateTenant(ctx context.Context, t Tenant) error {
	if t.Name = strings.TrimSpace(t.Name); t.Name == "" {
		return namelessTenant()
	}
	err := s.entering(ctx, func(tx *sqlx.Tx) (entry, error) {
		var before Tenant
		err := tx.GetContext(ctx, &before, "SELECT * FROM tenant WHERE id = ?", t.ID)
		if err != nil {
			return entry{}, err
		}
		if _, err = tx.NamedExecContext(ctx, `UPDATE tenant SET name = :name, url = :url, email = :email,
			profile = :profile, ca_file = :ca_file, allow_http = :allow_http, demo = :demo WHERE id = :id`, t); err != nil {
			return entry{}, err
		}
		return entry{Kind: kindActivity, What: "tenant changed", Detail: before.changes(t), TenantID: t.ID}.about(ctx, tx, "tenant", t.ID)
	})
	return nameTaken(err, t.Name)
}

// changes names in a line what of a tenant becomes other.
func (t Tenant) changes(to Tenant) string {
	var changed []string
	for _, field := range []struct{ name, was, is string }{
		{"name", t.Name, to.Name}, {"address", t.URL, to.URL}, {"e-mail", t.Email, to.Email}, {"CA file", t.CAFile, to.CAFile},
		{"plain http", strconv.FormatBool(t.AllowHTTP), strconv.FormatBool(to.AllowHTTP)},
	} {
		if field.was != field.is {
			changed = append(changed, fmt.Sprintf("%s from %q to %q", field.name, field.was, field.is))
		}
	}
	if t.Profile != to.Profile {
		changed = append(changed, "another endpoint profile")
	}
	if len(changed) == 0 {
		changed = []string{"nothing but its sign-in"}
	}
	return fmt.Sprintf("%q: %s", t.Name, strings.Join(changed, ", "))
}

func namelessTenant() error { return audit.Errorf(audit.CodeInvalid, "A tenant needs a name.") }

func nameTaken(err error, name string) error {
	if err != nil && strings.Contains(err.Error(), "UNIQUE constraint failed: tenant.name") {
		return audit.Errorf(audit.CodeExists, "There is a tenant %q already.", name).WithHint("Choose another name.")
	}
	return failed(err, "The tenant %q cannot be kept.", name)
}

// Tenant finds a tenant by name; CodeNotFound when there is none.
func (s *Store) Tenant(ctx context.Context, name string) (Tenant, error) {
	var t Tenant
	err := s.read.GetContext(ctx, &t, "SELECT * FROM tenant WHERE name = ?", name)
	if errors.Is(err, sql.ErrNoRows) {
		return t, audit.Errorf(audit.CodeNotFound, "There is no tenant %q in this cache.", name).
			WithHint("List the tenants with: trailbook tenant list")
	}
	return t, failed(err, "The tenant %q cannot be read.", name)
}

// Tenants lists the tenants by name, each with its number of events and the
// times of its oldest and newest one.
func (s *Store) Tenants(ctx context.Context) ([]TenantSummary, error) {
	var list []TenantSummary
	err := s.read.SelectContext(ctx, &list, `SELECT t.*, coalesce(h.events, 0) AS events,
			coalesce(h.oldest, 0) AS oldest, coalesce(h.newest, 0) AS newest
		FROM tenant t LEFT JOIN holding h ON h.tenant_id = t.id ORDER BY t.name`)
	return list, failed(err, "The tenants cannot be read.")
}

// FinishSync records how the last sync of a tenant ended.
func (s *Store) FinishSync(ctx context.Context, tenantID int64, o Outcome) error {
	err := s.writing(ctx, func(tx *sqlx.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE tenant SET complete = ?, last_error = ?, last_code = ?, surplus = ?,
			log_oldest = CASE WHEN ? = 0 THEN log_oldest ELSE ? END, keeps_ms = CASE WHEN ? = 0 THEN keeps_ms ELSE ? END,
			synced_at = CASE WHEN ? = '' THEN ? ELSE synced_at END WHERE id = ?`,
			o.Complete, o.Error, o.Code, o.Surplus, o.LogOldest, o.LogOldest, o.Keeps.Milliseconds(), o.Keeps.Milliseconds(),
			o.Error, time.Now().UnixMilli(), tenantID)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err // removed meanwhile
		}
		e, err := entry{Kind: kindOutcome, What: "sync recorded", TenantID: tenantID}.about(ctx, tx, "outcome", tenantID)
		if err != nil {
			return err
		}
		return s.enter(ctx, tx, e)
	})
	return failed(err, "The outcome of the sync cannot be kept.")
}
