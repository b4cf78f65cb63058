// What the questions behind "Arbeidsflate" and "Kommuner" read (requirements N0, A2): the rows of one's own place, however many
// persons other places have. The sentences are those of src/register/store/intro_summary.c.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { rowsRead } from './cost.mjs';
import { admin, closeAll, DB } from './database.mjs';
import { CAUSE, put, removeMade } from './intro_person.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';

const OWN = 20;
const OTHERS = 400;
const USERS = { municipality: 'prove-tall', district: 'prove-tall-bydel' };
const PLACES = { municipality: { kommunenummer: '4202', bydel: '' }, district: { kommunenummer: '0301', bydel: '030117' } };
// a scope row, the rows by an index, and those of what is gathered and sorted
const AT_MOST = 4 * OWN + 20;

const WAITING = {
  causes: `p.ended_by = 'engine' AND p.avslutningsarsak IN (${CAUSE.deadline}, ${CAUSE.stop})`,
  deadlines: `p.avslutningsdato IS NULL AND p.gjennomforingsfrist <= '2030-01-31'`,
  starts: `p.avslutningsdato IS NULL AND p.oppstartsfrist <= '2030-01-31' AND (p.decided_on IS NULL OR p.lov <> 2 AND p.sluttmal IS NULL)`,
};
const place = ({ kommunenummer, bydel }) => `p.kommunenummer = '${kommunenummer}'${bydel ? ` AND p.bydel = '${bydel}'` : ''}`;
const figures = (kind) => `SELECT f.*, m.kommunenavn FROM ((SELECT p.kommunenummer, p.bydel,
    COUNT(CASE WHEN p.decided_on IS NOT NULL AND p.avslutningsdato IS NULL THEN 1 END) AS in_programme,
    COUNT(CASE WHEN p.avslutningsdato BETWEEN '2029-01-01' AND '2029-12-31' THEN 1 END) AS ended,
    ${Object.entries(WAITING).map(([name, condition]) => `COUNT(CASE WHEN ${condition} THEN 1 END) AS ${name}`)}
    FROM intro_participant_${kind} p WHERE ${place(PLACES[kind])} GROUP BY p.kommunenummer, p.bydel)) f
  LEFT JOIN municipality_list m ON m.kommunenummer = f.kommunenummer ORDER BY m.kommunenavn, f.kommunenummer, f.bydel`;
const list = (kind, condition) => `(SELECT p.participant_id, p.navn, p.duf_nummer, p.kommunenummer, p.bydel, p.avslutningsarsak, p.gjennomforingsfrist AS day
  FROM intro_participant_${kind} p WHERE ${place(PLACES[kind])} AND ${condition} ORDER BY day, participant_id LIMIT 10 OFFSET 0)`;

// By number: that many by chance would meet one another.
let numbered = 209_700_000_000;
const person = (where) => put({ ...where, duf_nummer: String(numbered += 1), decided_on: '2028-01-01', gjennomforingsfrist: '2030-01-15' });

before(async () => {
  for (const kind of Object.keys(USERS)) await temporaryUser(USERS[kind], [{ register: 'introduksjon', ...PLACES[kind] }]);
  for (const where of Object.values(PLACES)) for (let at = 0; at < OWN; at += 1) await person(where);
  for (let at = 0; at < OTHERS; at += 1) await person({ kommunenummer: at % 2 ? '4205' : '0301', bydel: at % 2 ? '' : '030116' });
  await admin.query(`ANALYZE TABLE ${DB}.intro_participant`);
});
after(async () => {
  await removeMade();
  for (const name of Object.values(USERS)) await removeUser(name);
  await closeAll();
});

for (const kind of Object.keys(USERS)) {
  describe(`A2, N0: a ${kind}'s own persons alone are read`, () => {
    let connection;
    before(async () => { ({ connection } = await login(USERS[kind])); });

    test('for its numbers', async () => {
      const [row, ...rest] = await connection.query(figures(kind));
      assert.deepEqual([Number(row.in_programme), Number(row.deadlines), rest.length], [OWN, OWN, 0]);
      const read = await rowsRead(connection, figures(kind));
      assert.ok(read <= AT_MOST, `${read} rows read of ${OWN}`);
    });

    for (const [name, condition] of Object.entries(WAITING)) {
      test(`for who waits: ${name}`, async () => {
        const read = await rowsRead(connection, list(kind, condition));
        assert.ok(read <= AT_MOST, `${read} rows read of ${OWN}`);
      });
    }

    test('control: the same asked of everybody reads the others too', async () => {
      const read = await rowsRead(admin, `SELECT COUNT(*) FROM ${DB}.intro_participant p WHERE ${WAITING.deadlines}`);
      assert.ok(read > OTHERS, `${read} rows read`);
    });
  });
}
