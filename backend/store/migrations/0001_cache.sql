CREATE TABLE tenant (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,
    url        TEXT NOT NULL,              -- empty: known only from files
    email      TEXT NOT NULL,
    profile    TEXT NOT NULL,              -- YAML of its endpoint profile, empty for the default
    ca_file    TEXT NOT NULL,
    demo       INTEGER NOT NULL,           -- served by the built-in demo tenant
    added_at   INTEGER NOT NULL,           -- epoch ms, as every time here
    synced_at  INTEGER NOT NULL DEFAULT 0, -- end of the last sync that brought an answer
    complete   INTEGER NOT NULL DEFAULT 0, -- that sync reached the end
    last_error TEXT NOT NULL DEFAULT '',   -- of the last sync, empty when it went well
    surplus    INTEGER NOT NULL DEFAULT 0  -- how many more entries the tenant counts than it lists distinct ones
) STRICT;

-- The dictionaries: each text once, folded for a search that ignores case.
CREATE TABLE action (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, folded TEXT NOT NULL) STRICT;
CREATE TABLE area   (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE actor  (id INTEGER PRIMARY KEY, email TEXT NOT NULL, user_id TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (email, user_id)) STRICT;
CREATE TABLE flow   (id INTEGER PRIMARY KEY, flow_id TEXT NOT NULL UNIQUE, folded TEXT NOT NULL) STRICT;
CREATE TABLE target (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, target_id TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, UNIQUE (kind, target_id, name)) STRICT;
CREATE TABLE origin (id INTEGER PRIMARY KEY, ip TEXT NOT NULL, user_agent TEXT NOT NULL, UNIQUE (ip, user_agent)) STRICT;

-- One sync or one imported file.
CREATE TABLE source (
    id          INTEGER PRIMARY KEY,
    tenant_id   INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL,             -- sync, import
    name        TEXT NOT NULL,             -- the tenant's address, or the file's name
    sha256      TEXT NOT NULL,             -- of a file
    started_at  INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0,
    received    INTEGER NOT NULL DEFAULT 0,
    inserted    INTEGER NOT NULL DEFAULT 0,
    updated     INTEGER NOT NULL DEFAULT 0,
    duplicates  INTEGER NOT NULL DEFAULT 0,
    rejected    INTEGER NOT NULL DEFAULT 0,
    complete    INTEGER NOT NULL DEFAULT 0,
    error       TEXT NOT NULL DEFAULT ''
) STRICT;

-- Entries that could not become events.
CREATE TABLE rejected (id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE, place TEXT NOT NULL, reason TEXT NOT NULL) STRICT;

-- The hot columns: fixed size but for the source's own id.
CREATE TABLE event (
    id         INTEGER PRIMARY KEY,
    tenant_id  INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    event_id   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    type       INTEGER NOT NULL,           -- position in audit.Types
    action_id  INTEGER NOT NULL,
    area_id    INTEGER NOT NULL,
    actor_id   INTEGER NOT NULL,
    flow_id    INTEGER NOT NULL,
    target_id  INTEGER NOT NULL,
    origin_id  INTEGER NOT NULL,
    source_id  INTEGER NOT NULL            -- the source that brought it, or changed it last
) STRICT;
CREATE UNIQUE INDEX event_identity ON event (tenant_id, event_id);
CREATE INDEX event_time  ON event (created_at, id);
CREATE INDEX event_actor ON event (actor_id, created_at);
CREATE INDEX event_flow  ON event (flow_id, created_at);

-- The entry as received, compressed, apart from the hot columns. The objects
-- inside it are byte ranges of the raw entry; a length of 0 says there is none.
CREATE TABLE payload (
    id          INTEGER PRIMARY KEY REFERENCES event (id) ON DELETE CASCADE,
    raw         BLOB NOT NULL,             -- zstd of the raw entry and, where its objects are not part of it, those
    raw_len     INTEGER NOT NULL,          -- bytes of the raw entry
    sha256      BLOB NOT NULL,             -- of the raw entry
    before_at   INTEGER NOT NULL, before_len  INTEGER NOT NULL,
    after_at    INTEGER NOT NULL, after_len   INTEGER NOT NULL,
    changes_at  INTEGER NOT NULL, changes_len INTEGER NOT NULL
) STRICT;

-- Stretches of time in which every entry the tenant had was received.
CREATE TABLE coverage (
    tenant_id INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    low       INTEGER NOT NULL,
    high      INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- What people did with this program that an auditor may ask about.
CREATE TABLE activity (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL) STRICT;
