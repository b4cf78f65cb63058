// Many persons of the introduction programme at once. Those of putMany are all dead and not ended yet: work for the rule engine over
// several pages.
// `owner` is the admin's connection; the schema is its default.
export const MANY = 'Mange Prøvesen';
const WHOSE = `navn = '${MANY}'`;

async function asSystem(owner) {
  const [{ name }] = await owner.query('SELECT DATABASE() AS name');
  await owner.query(`CALL ${name}.ctx.open_system('tests')`);
}

export const idIn = (series, seq) => (BigInt(seq) << 40n) + BigInt(`47${series}`);

// So many from `first` on; `columns` are SQL, where `seq` counts. Of one `series`, two digits, nobody is the same twice.
export async function putSeries(owner, { series, first = 1, count, columns }) {
  const row = { participant_id: `(seq << 40) + 47${series}`, person_id: `CONCAT('00000000-0000-4000-90${series}-', LPAD(seq, 12, '0'))`,
    duf_nummer: `CONCAT('209${series}', LPAD(seq, 7, '0'))`, kategori: '1', lov: '1', kommunenummer: "'3201'", engine_due: '0', created_at: "'2024-01-01'", changed_at: "'2024-01-01'",
    ...columns };
  await asSystem(owner);
  await owner.query(`INSERT INTO intro_participant (${Object.keys(row)}) SELECT ${Object.values(row)} FROM seq_${first}_to_${first + count - 1}`);
}

// In either half of the ids.
export const putMany = (owner, count) => putSeries(owner, { series: 89, count, columns: { participant_id: '(seq << 40) + 4789 + ((seq & 1) << 62)', navn: `'${MANY}'`, dead_on: "'2024-03-01'", engine_due: '1' } });

// Of them: ended; ended with a termination that says the same; terminations at all.
export async function countMany(owner) {
  const [row] = await owner.query(`SELECT COUNT(*) AS there, COALESCE(SUM(p.ended_by = 'engine'), 0) AS ended,
      COALESCE(SUM(p.ended_by = 'engine' AND t.avslutningsarsak = p.avslutningsarsak AND t.avslutningsdato = p.avslutningsdato AND t.computed = 1 AND p.engine_due = 0), 0) AS whole,
      COALESCE(SUM(p.ended_by IS NULL AND t.row_id IS NULL AND p.engine_due = 1), 0) AS untouched,
      (SELECT COUNT(*) FROM intro_termination a WHERE a.participant_id IN (SELECT b.participant_id FROM intro_participant b WHERE b.${WHOSE})) AS terminations
    FROM intro_participant p LEFT JOIN intro_termination t ON t.standing_of = p.participant_id WHERE p.${WHOSE}`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
}

export async function removeMany(owner) {
  await asSystem(owner);
  await owner.query(`DELETE t FROM intro_termination t JOIN intro_participant p USING (participant_id) WHERE p.${WHOSE}`);
  await owner.query(`DELETE FROM intro_participant WHERE ${WHOSE}`);
}
