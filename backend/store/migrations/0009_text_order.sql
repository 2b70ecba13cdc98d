-- Segments of the full text have their texts in another order, and rows of
-- pairs of letters. What they tell is made anew from the events.
DELETE FROM text_stale;
DELETE FROM text_piece;
DELETE FROM text_segment;
DELETE FROM text_todo;
INSERT INTO text_todo (low, high) SELECT min(id), max(id) FROM event HAVING count(*) > 0;
