-- What an event did, in one sentence that Trailbook makes of the change, each
-- text once. An event that has none yet has the key 0.
CREATE TABLE summary (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE, folded TEXT NOT NULL) STRICT;
INSERT INTO summary (id, text, folded) VALUES (0, '', '');
ALTER TABLE event ADD COLUMN summary_id INTEGER NOT NULL DEFAULT 0;
CREATE INDEX event_unsummarised ON event (id) WHERE summary_id = 0;
