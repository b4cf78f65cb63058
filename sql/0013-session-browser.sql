-- What a session was begun with, so that its user knows it again (requirement A5): "Firefox/Windows", never more.
ALTER TABLE {{main}}.session ADD COLUMN IF NOT EXISTS browser VARCHAR(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '';
