-- Which of its objects an event has: 1 the state before, 2 the state after, 4
-- either of them or a list of changes. It follows from the entry; a search for
-- millions of events need not open it for that.
ALTER TABLE event ADD COLUMN parts INTEGER NOT NULL DEFAULT 0;
UPDATE event SET parts = coalesce((
    SELECT (before_len > 0) + 2 * (after_len > 0) + 4 * (before_len + after_len + changes_len > 0) FROM payload WHERE id = event.id
), 0);
