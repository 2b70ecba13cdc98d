-- What events say, to be searched: segments as backend/fulltext makes them, in
-- pieces. A segment never changes; its number is never used again.
CREATE TABLE text_segment (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    low    INTEGER NOT NULL,               -- keys of its first and its last event
    high   INTEGER NOT NULL,
    events INTEGER NOT NULL,
    head   INTEGER NOT NULL                -- bytes of its first part
) STRICT;
CREATE TABLE text_piece (
    id    INTEGER PRIMARY KEY,             -- segment << 24 | part << 18 | number of the piece
    bytes BLOB NOT NULL
) STRICT;

-- Events that a segment has as they were: another one, or none yet, has them as
-- they are.
CREATE TABLE text_stale (
    segment_id INTEGER NOT NULL,
    key        INTEGER NOT NULL,
    PRIMARY KEY (segment_id, key)
) STRICT, WITHOUT ROWID;

-- Stretches of keys whose events no segment has yet.
CREATE TABLE text_todo (low INTEGER PRIMARY KEY, high INTEGER NOT NULL) STRICT;
INSERT INTO text_todo (low, high) SELECT min(id), max(id) FROM event HAVING count(*) > 0;
