-- Segments of the full text list the documents of frequent words, and have the
-- trigrams within them apart. What they tell is made anew from the events.
DELETE FROM text_stale;
DELETE FROM text_piece;
DELETE FROM text_segment;
DELETE FROM text_todo;
INSERT INTO text_todo (low, high) SELECT min(id), max(id) FROM event HAVING count(*) > 0;
