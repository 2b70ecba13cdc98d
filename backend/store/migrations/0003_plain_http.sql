-- The user allowed plain http to this tenant beyond this computer.
ALTER TABLE tenant ADD COLUMN allow_http INTEGER NOT NULL DEFAULT 0;
