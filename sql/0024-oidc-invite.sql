-- An invitation may be taken by a login through an OpenID provider (requirements A3, A4): which link it was begun from. Only the
-- hash, as in the link's own row.
ALTER TABLE {{main}}.oidc_login ADD COLUMN IF NOT EXISTS link_hash BINARY(32) NULL AFTER session_id;
