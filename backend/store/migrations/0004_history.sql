-- The history of an object: its events by target, as event_flow gives them by
-- flow.
CREATE INDEX event_target ON event (target_id, created_at);

-- What the last walk along an object's events found. The stamp says which
-- events they were: an object whose events are others by now is walked again.
CREATE TABLE continuity (
    tenant_id INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    object_id TEXT NOT NULL,
    stamp     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, kind, object_id)
) STRICT, WITHOUT ROWID;

-- Where the state before an event is not the one that the event before it left.
CREATE TABLE state_gap (
    id        INTEGER PRIMARY KEY,
    tenant_id INTEGER NOT NULL REFERENCES tenant (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    object_id TEXT NOT NULL,
    left_by   INTEGER NOT NULL,            -- event.id of the one that left the state
    found_by  INTEGER NOT NULL,            -- event.id of the one that found another
    paths     TEXT NOT NULL,               -- JSON: the first paths that differ, secrets masked
    differing INTEGER NOT NULL             -- how many differ in all
) STRICT;
CREATE INDEX state_gap_object ON state_gap (tenant_id, kind, object_id);
