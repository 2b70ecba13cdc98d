-- The code of the last sync's error says what kind of failure it was, which a
-- sentence does not. How far back a tenant's own log went, and how long it
-- keeps entries (0 unknown), tell when a sync comes too late.
ALTER TABLE tenant ADD COLUMN last_code  TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN log_oldest INTEGER NOT NULL DEFAULT 0; -- epoch ms of its oldest entry at the last sync that could tell
ALTER TABLE tenant ADD COLUMN keeps_ms   INTEGER NOT NULL DEFAULT 0;

ALTER TABLE source ADD COLUMN size        INTEGER NOT NULL DEFAULT 0; -- bytes of a file
ALTER TABLE source ADD COLUMN format      TEXT NOT NULL DEFAULT '';   -- of a file
ALTER TABLE source ADD COLUMN first_event INTEGER NOT NULL DEFAULT 0; -- epoch ms of the oldest event received, 0 for none
ALTER TABLE source ADD COLUMN last_event  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN log_oldest  INTEGER NOT NULL DEFAULT 0; -- oldest entry that the tenant had
ALTER TABLE source ADD COLUMN changed     INTEGER NOT NULL DEFAULT 0; -- entries found changed
ALTER TABLE source ADD COLUMN gone        INTEGER NOT NULL DEFAULT 0; -- entries found gone from the tenant
ALTER TABLE source ADD COLUMN warnings    TEXT NOT NULL DEFAULT '';   -- one a line

-- Bits: 1 changed since it was first seen, 2 gone from the tenant's log,
-- 4 no sync has listed it yet, 8 a file's copy with its secrets masked.
ALTER TABLE event ADD COLUMN flags INTEGER NOT NULL DEFAULT 0;
UPDATE event SET flags = 4 WHERE source_id IN (SELECT id FROM source WHERE kind <> 'sync');

-- What an event was before it changed: its columns and its payload, whole.
CREATE TABLE version (
    id          INTEGER PRIMARY KEY,
    event_id    INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    held_until  INTEGER NOT NULL,           -- epoch ms of when the next one was received
    created_at  INTEGER NOT NULL,
    type        INTEGER NOT NULL,
    action_id   INTEGER NOT NULL,
    area_id     INTEGER NOT NULL,
    actor_id    INTEGER NOT NULL,
    flow_id     INTEGER NOT NULL,
    target_id   INTEGER NOT NULL,
    origin_id   INTEGER NOT NULL,
    source_id   INTEGER NOT NULL,           -- the source that brought it
    raw         BLOB NOT NULL,
    raw_len     INTEGER NOT NULL,
    sha256      BLOB NOT NULL,
    before_at   INTEGER NOT NULL, before_len  INTEGER NOT NULL,
    after_at    INTEGER NOT NULL, after_len   INTEGER NOT NULL,
    changes_at  INTEGER NOT NULL, changes_len INTEGER NOT NULL
) STRICT;
CREATE INDEX version_event ON version (event_id, id);

-- Files that hold an event which was known already when they were imported.
-- No foreign keys, for the speed of writing.
CREATE TABLE also (
    source_id INTEGER NOT NULL,
    event_id  INTEGER NOT NULL,             -- event.id
    PRIMARY KEY (source_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX also_event ON also (event_id);

-- Periods of a tenant's log of which entries may be missing.
CREATE TABLE gap (
    id        INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    source_id INTEGER NOT NULL,             -- the sync that found it
    low       INTEGER NOT NULL,             -- epoch ms, 0 where it is open
    high      INTEGER NOT NULL,
    reason    TEXT NOT NULL                 -- one sentence
) STRICT;

CREATE INDEX rejected_source ON rejected (source_id, id);
