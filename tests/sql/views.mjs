// Views and rows as the admin finds them: nothing here is a list of our own.
import { admin, app, DB } from './database.mjs';

// Every view and table the app account can see in the catalogue, by name, with its columns.
export async function viewsOf(connection, schema = DB) {
  const rows = await connection.query(
    `SELECT c.table_name AS view_name, c.column_name AS column_name FROM information_schema.columns c
     JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
     WHERE c.table_schema = ? AND t.table_type = 'VIEW' ORDER BY c.table_name, c.ordinal_position`, [schema]);
  const views = new Map();
  for (const { view_name: view, column_name: column } of rows) {
    if (!views.has(view)) views.set(view, new Set());
    views.get(view).add(column);
  }
  return views;
}

// All rows of a table, every value as text.
export async function rowsOf(table) {
  const participant = ['fodselsnummer', 'person_id', 'navn'].map((name) => `p.${name}`).join(', ');
  const sql = table === 'participant' || table === 'project'
    ? `SELECT * FROM ${DB}.${table}`
    : `SELECT t.*, ${participant} FROM ${DB}.${table} t JOIN ${DB}.participant p USING (participant_id)`;
  const rows = await admin.query(sql);
  return rows.map((row) => Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)])));
}

export async function appViews() {
  return viewsOf(await app());
}

// A few rows that differ in place, so that a district's neighbours and strangers are both among them.
export function sample(rows, count) {
  const places = new Map();
  for (const row of rows) places.set(`${row.kommunenummer}/${row.bydel}`, row);
  const found = [...places.values()];
  const step = Math.max(1, Math.floor(found.length / count));
  return found.filter((_, at) => at % step === 0).slice(0, count);
}

// The ids a connection's context shows through all views of participants together, sorted; a row twice would show.
export async function seenBy(connection) {
  const ids = [];
  for (const kind of ['all', 'district', 'municipality']) {
    const rows = await connection.query(`SELECT participant_id AS id FROM ${DB}.participant_${kind}`);
    ids.push(...rows.map((row) => String(row.id)));
  }
  return ids.sort();
}

export async function expectedFor(sees) {
  const rows = await admin.query(`SELECT participant_id, kommunenummer, bydel FROM ${DB}.participant`);
  return rows.filter(sees).map((row) => String(row.participant_id)).sort();
}
