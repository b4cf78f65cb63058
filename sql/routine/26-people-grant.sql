-- What those who administer people may see of them. In files of their own: a view can be made once the definer may read those it is made of.

-- The grants she may see and change.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_grant AS
    SELECT g.grant_id, g.user_id, g.role, g.register, g.kommunenummer, g.bydel, g.valid_from, g.valid_to, g.ended_at,
           CASE WHEN g.valid_to < {{main}}.ctx.today() THEN 'over' WHEN g.valid_from > {{main}}.ctx.today() THEN 'coming'
                ELSE 'now' END AS state
    FROM {{main}}.user_grant g
    WHERE EXISTS (SELECT 1 FROM {{main}}.people_owner)
       OR g.role IN ('administrator', 'caseworker')
          AND EXISTS (SELECT 1 FROM {{main}}.people_place p
                      WHERE p.register IN ('', g.register) AND p.kommunenummer = g.kommunenummer AND p.bydel IN ('', g.bydel));

-- The invitations that have not been taken. The newest link says how one stands; its mail may have been swept away since.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_invitation AS
    SELECT i.invitation_id, i.public_id, i.display_name, i.email, i.phone, i.role, i.register, i.kommunenummer, i.bydel,
           i.valid_from, i.valid_to, i.invited_at, l.made_at, l.expires_at, l.opened_at, m.sent_at,
           CASE WHEN i.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN m.state = 'refused' THEN 'refused'
                WHEN l.expires_at <= {{main}}.utc_now() THEN 'expired' WHEN l.opened_at IS NOT NULL THEN 'opened'
                WHEN COALESCE(m.state, 'sent') = 'sent' THEN 'sent' WHEN m.state = 'given_up' THEN 'refused' ELSE 'waiting' END AS state
    FROM {{main}}.invitation i
    JOIN {{main}}.link l ON l.link_id = (SELECT MAX(n.link_id) FROM {{main}}.link n
                                         WHERE n.kind = 'invitasjon' AND n.subject_id = i.invitation_id)
    LEFT JOIN {{main}}.mail m ON m.link_id = l.link_id
    WHERE i.accepted_at IS NULL
      AND (EXISTS (SELECT 1 FROM {{main}}.people_owner)
           OR i.role IN ('administrator', 'caseworker')
              AND EXISTS (SELECT 1 FROM {{main}}.people_place p
                          WHERE p.register IN ('', i.register) AND p.kommunenummer = i.kommunenummer AND p.bydel IN ('', i.bydel)));

-- Who administers which place today, as an IMDi professional may look it up, of her own registers.
CREATE OR REPLACE DEFINER = {{definer}} SQL SECURITY DEFINER VIEW {{main}}.people_administrator AS
    SELECT a.grant_id, u.display_name, u.email, u.phone, a.register, COALESCE(m.successor, m.kommunenummer) AS kommunenummer, a.bydel,
           COALESCE(c.kommunenavn, m.kommunenavn) AS kommunenavn
    FROM {{main}}.user_grant a
    JOIN {{main}}.user u ON u.user_id = a.user_id AND u.active = 1
    JOIN {{main}}.municipality m ON m.kommunenummer = a.kommunenummer
    LEFT JOIN {{main}}.municipality c ON c.kommunenummer = m.successor
    WHERE a.role = 'administrator' AND a.valid_from <= {{main}}.ctx.today() AND (a.valid_to IS NULL OR a.valid_to >= {{main}}.ctx.today())
      AND EXISTS (SELECT 1 FROM {{main}}.user_grant g
                  WHERE g.user_id = {{main}}.ctx.user_id() AND g.role IN ('imdi', 'system_owner')
                    AND g.register IN ('', a.register) AND g.valid_from <= {{main}}.ctx.today() AND (g.valid_to IS NULL OR g.valid_to >= {{main}}.ctx.today()));
