// What the list of persons of the introduction programme costs (requirement N1), with the sentences the store makes: a page in the
// order of names or numbers reads what it shows, wherever it begins and however many there are; what is counted or sorted, the
// user's own and nobody else's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { rowsRead } from './cost.mjs';
import { admin, call, closeAll, DB } from './database.mjs';
import { idIn, putSeries } from './intro_many.mjs';
import { login, removeUser, temporaryUser } from './session.mjs';

const OWN = 400, FOREIGN = 3000, LIMIT = 50;
const USER = 'prove-personer-kost';
const WHOSE = `navn LIKE 'Kostprøve %'`;
const PLACE = `FROM ${DB}.intro_participant_municipality p WHERE p.kommunenummer = '5501'`;
const END = 30; // ends of ranges, who asks, and the scope's own row

const put = (first, count, kommunenummer) => putSeries(admin, { series: 79, first, count,
  columns: { navn: "CONCAT('Kostprøve ', LPAD(seq, 6, '0'))", kategori: '1 + seq MOD 2', kommunenummer: `'${kommunenummer}'` } });
async function remove() {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`DELETE FROM ${DB}.intro_participant WHERE ${WHOSE}`);
  await call(admin, 'ctx.leave');
}

let connection;

before(async () => {
  await remove();
  await put(1, OWN, '5501');
  await put(100_000, FOREIGN, '5001');
  await call(admin, 'ctx.leave');
  await temporaryUser(USER, [{ register: 'introduksjon', kommunenummer: '5501' }]);
  ({ connection } = await login(USER));
});
after(async () => {
  await remove();
  await removeUser(USER);
  await closeAll();
});

const found = (key, condition, order, offset = 0) => `(SELECT p.participant_id, ${key} IS NULL AS order_empty, ${key} AS order_key ${PLACE}${condition}
  ORDER BY ${order} LIMIT ${LIMIT} OFFSET ${offset})`;
const cost = (sql) => rowsRead(connection, sql);
const orders = (key) => [`${key} ASC, p.participant_id ASC`, `${key} DESC, p.participant_id DESC`];

for (const [key, last] of [['p.navn', 'Kostprøve 000350'], ['p.duf_nummer', '209790000350']]) {
  test(`N1: a page by ${key} reads its own rows, and the next one from where it ended`, async () => {
    for (const order of orders(key)) {
      const first = await cost(found(key, '', order));
      assert.ok(first <= LIMIT + END, `${order}: ${first}`);
    }
    const id = (350n << 40n) + 4712n;
    const behind = ` AND ${key} >= '${last}' AND (${key} > '${last}' OR p.participant_id > CAST(${id} AS UNSIGNED))`;
    const sql = found(key, behind, orders(key)[0]);
    assert.equal((await connection.query(sql)).length, LIMIT);
    const next = await cost(sql);
    assert.ok(next <= LIMIT + END, `behind ${last}: ${next}`);
    assert.ok(await cost(found(key, '', orders(key)[0], 350)) > 350, 'control: past an offset, those before are read');
  });
}

test('N1: what is counted, filtered, sorted by something else or searched for reads the own scope', async () => {
  const municipality = '(SELECT m.kommunenavn FROM municipality_list m WHERE m.kommunenummer = p.kommunenummer)';
  for (const sql of [
    `(SELECT COUNT(*) AS persons ${PLACE})`,
    `(SELECT COUNT(*) AS persons ${PLACE} AND (1 << p.kategori) & 2 AND ((p.ended_by IS NULL AND p.decided_on IS NULL)))`,
    found('p.kategori', '', 'p.kategori ASC, p.participant_id ASC'),
    found('p.gjennomforingsfrist', '', 'p.gjennomforingsfrist IS NULL, p.gjennomforingsfrist ASC, p.participant_id ASC'),
    found('p.navn', ` AND ((p.navn LIKE 'Kost%' ESCAPE '|' OR p.navn LIKE '% Kost%' ESCAPE '|' OR p.navn LIKE '%-Kost%' ESCAPE '|'))`, orders('p.navn')[0]),
    found(municipality, '', `${municipality} ASC, p.participant_id ASC`),
  ]) {
    const read = await cost(sql);
    assert.ok(read <= 4 * OWN + END, `${read}: ${sql}`); // read, sorted, and where a place's name is asked for, looked up once
  }
  const everybody = await rowsRead(admin, `SELECT COUNT(*) FROM ${DB}.intro_participant IGNORE INDEX (PRIMARY) WHERE navn LIKE '%x%'`);
  assert.ok(everybody > 4 * OWN + END, 'control: who reads the others too is over the limit');
});

test('N1: a DUF number is one range of an index; and the rows of a page are those of its ids', async () => {
  const one = await cost(`(SELECT p.participant_id ${PLACE} AND p.duf_nummer IN ('209790000007', '209790100007'))`);
  assert.ok(one <= 4 + END, `${one}`);
  const ids = Array.from({ length: LIMIT }, (_, at) => `CAST(${idIn(79, at * 7 + 1)} AS UNSIGNED)`);
  const page = `(SELECT p.participant_id, p.duf_nummer, p.navn ${PLACE} AND p.participant_id IN (${ids.join()})) ORDER BY FIELD(participant_id, ${ids.map((id) => id.replace(/\D/g, '')).join()})`;
  assert.equal((await connection.query(page)).length, LIMIT);
  const read = await cost(page);
  assert.ok(read <= 4 * LIMIT + END, `${read}`);
});
