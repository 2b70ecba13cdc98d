-- What was done to this cache, each entry chained to the one before by its
-- hash. An entry that tells of events seals them: "heads" says which ones
-- (zstd), "leaves" has 32 bytes for each that has a new hash.
CREATE TABLE ledger (
    id         INTEGER PRIMARY KEY,        -- 1, 2, 3 and on, none left out
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,              -- activity, begun, source, events, words, outcome, gap, baseline
    what       TEXT NOT NULL,
    detail     TEXT NOT NULL,
    who        TEXT NOT NULL,              -- at this machine; empty where nobody was named
    tenant_id  INTEGER NOT NULL,           -- 0: of no tenant alone
    source_id  INTEGER NOT NULL,           -- 0: of no source
    added      INTEGER NOT NULL,           -- events
    updated    INTEGER NOT NULL,
    subject    TEXT NOT NULL,              -- tenant, outcome, source, gap: the kind of row that "state" is of
    subject_id INTEGER NOT NULL,
    state      TEXT NOT NULL,              -- that row as the entry left it, JSON; empty when it was removed
    previous   BLOB NOT NULL,
    hash       BLOB NOT NULL,
    sealed     BLOB NOT NULL,              -- hash of heads and leaves; those go when their tenant is removed
    heads      BLOB NOT NULL,
    leaves     BLOB NOT NULL
) STRICT;
CREATE INDEX ledger_kind ON ledger (kind, id);

-- Where the ledger ends. It is signed (HMAC-SHA-256) with a key of the
-- installation, as far as one was at hand.
CREATE TABLE ledger_head (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    entries     INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    signed      INTEGER NOT NULL,          -- entries when it was last signed, 0 never
    signed_hash BLOB NOT NULL,
    key_name    TEXT NOT NULL,             -- which key, as a fingerprint
    signature   BLOB NOT NULL
) STRICT;
INSERT INTO ledger_head VALUES (1, 0, zeroblob(32), 0, zeroblob(32), '', zeroblob(0));
