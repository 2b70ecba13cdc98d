-- What the cache holds of each tenant, kept in step by every write: to count ten
-- million events and to look for the oldest takes seconds.
CREATE TABLE holding (
    tenant_id INTEGER PRIMARY KEY REFERENCES tenant (id) ON DELETE CASCADE,
    events    INTEGER NOT NULL,
    oldest    INTEGER NOT NULL, -- epoch ms
    newest    INTEGER NOT NULL
) STRICT;
INSERT INTO holding (tenant_id, events, oldest, newest)
    SELECT tenant_id, count(*), min(created_at), max(created_at) FROM event GROUP BY tenant_id;
