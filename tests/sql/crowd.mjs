// Many participants at once, most of them discharged as after some decades, written by the admin and taken away again.
import { admin, call, DB } from './database.mjs';

const OF_CROWD = `person_id LIKE 'crowd-%'`;
let made = 0;

// One in twenty is in the list; of all, some have no name or no number yet, and several were changed at the same time.
export async function crowd(kommunenummer, bydel, count, inList = 20) {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`INSERT INTO ${DB}.person (person_id, created_at) SELECT CONCAT('crowd-', LPAD(seq + ?, 8, '0')), '2024-01-01' FROM seq_1_to_${count}`, [made]);
  await admin.query(`INSERT INTO ${DB}.participant (participant_id, person_id, fodselsnummer, navn, kommunenummer, kommunenavn, bydel, finansieringstype,
      oppstartsdato, avslutningsdato, status, confirmed_years, created_at, created_by_name, changed_at, changed_by_name)
    SELECT 7000000000000000000 + (seq + ?) * 7919 % 100003, CONCAT('crowd-', LPAD(seq + ?, 8, '0')), IF(seq % 7 = 0, NULL, LPAD(90000000000 + (seq + ?) * 31, 11, '0')),
      IF(seq % 5 = 0, NULL, CONCAT('Prøve ', CHAR(65 + seq % 26), seq % 40)), ?, (SELECT kommunenavn FROM ${DB}.municipality WHERE kommunenummer = ?), ?,
      1 + seq % 3, '2020-01-01' + INTERVAL seq % 900 DAY, IF(seq % ? = 0, NULL, '2023-01-01'), IF(seq % ? = 0, 'endret', 'utskrevet'), seq % 16,
      '2020-01-01', 'Kari Prøve', '2024-01-01' + INTERVAL seq DIV 4 HOUR, IF(seq % 3 = 0, '', 'Ola Prøve') FROM seq_1_to_${count}`,
  [made, made, made, kommunenummer, kommunenummer, bydel, inList, inList]);
  made += count;
  await call(admin, 'ctx.leave');
}

export async function removeCrowd() {
  await call(admin, 'ctx.open_system', 'tests');
  await admin.query(`DELETE FROM ${DB}.participant WHERE ${OF_CROWD}`);
  await admin.query(`DELETE FROM ${DB}.person WHERE ${OF_CROWD}`);
  await call(admin, 'ctx.leave');
}
