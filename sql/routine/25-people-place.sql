-- People and what they may, for those who administer them (requirement A1): an administrator sees and changes the grants in
-- her own municipality or district, the system owner all. Whoever has others besides is shown without them.

-- Where the one who asks administers today, with the numbers a municipality had before.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_place AS
    SELECT g.register, c.kommunenummer, g.bydel
    FROM {{main}}.user_grant g
    JOIN {{main}}.municipality m ON m.kommunenummer = g.kommunenummer
    JOIN {{main}}.municipality c ON COALESCE(c.successor, c.kommunenummer) = COALESCE(m.successor, m.kommunenummer)
    WHERE g.user_id = {{main}}.ctx.user_id() AND g.role = 'administrator'
      AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today());

-- A row where the one who asks is a system owner today, of all registers: she gives rights to any.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_owner AS
    SELECT g.user_id FROM {{main}}.user_grant g
    WHERE g.user_id = {{main}}.ctx.user_id() AND g.role = 'system_owner' AND g.register = ''
      AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today());
