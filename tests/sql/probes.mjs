// Questions that try to make a view tell of rows it must not show: conditions of the asker's own are evaluated on rows
// the server reads, before or after the view's own condition. Pure: a probe is text.

const quote = (value) => `'${String(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

// What a probe makes the server say about a row.
const IDENTIFYING = ['participant_id', 'fodselsnummer', 'duf_nummer', 'person_id', 'navn', 'shown_name'];
export const identifying = (columns) => IDENTIFYING.filter((name) => columns.has(name));
const reportOf = (columns) => `CONCAT_WS('|', ${identifying(columns).join(', ')})`;

// Conditions that single out the row `foreign`, or reach it among others. Both are rows of the table behind the view.
export function predicates(columns, foreign, own) {
  const has = (...names) => names.every((name) => columns.has(name) && foreign[name] != null);
  const is = (name, row = foreign) => `${name} = ${quote(row[name])}`;
  const list = [['all rows', '1 = 1']];
  for (const name of ['participant_id', 'fodselsnummer', 'duf_nummer', 'person_id', 'navn', 'kommunenummer', 'bydel', 'changed_at',
    'status', 'listed', 'shown_name', 'oppstartsdato', 'variabel', 'provedato', 'finansieringstype', 'created_by_name', 'gjennomforingsfrist', 'avslutningsdato', 'ended_by', 'lov']) {
    if (has(name)) list.push([name, is(name)]);
  }
  if (has('kommunenummer', 'bydel')) {
    list.push(['place', `${is('kommunenummer')} AND ${is('bydel')}`]);
    list.push(['place tuple', `(kommunenummer, bydel) IN ((${quote(foreign.kommunenummer)}, ${quote(foreign.bydel)}))`]);
    list.push(['both places', `((${is('kommunenummer')} AND ${is('bydel')}) OR (${is('kommunenummer', own)} AND ${
      is('bydel', own)}))`]);
    list.push(['other places', `kommunenummer >= '0000' AND NOT (${is('kommunenummer', own)} AND ${is('bydel', own)})`]);
  }
  if (has('kommunenummer', 'participant_id')) {
    list.push(['place and id', `${is('kommunenummer')} AND ${is('bydel')} AND ${is('participant_id')}`]);
    list.push(['id range', `participant_id BETWEEN ${foreign.participant_id} AND ${BigInt(foreign.participant_id) + 1n}`]);
    list.push(['null-safe id', `participant_id <=> ${foreign.participant_id}`]);
  }
  if (has('fodselsnummer', 'participant_id')) {
    list.push(['number and place', `${is('kommunenummer')} AND ${is('bydel')} AND ${is('fodselsnummer')}`]);
    list.push(['number in list', `fodselsnummer IN (${quote(foreign.fodselsnummer)}, ${quote(own.fodselsnummer)})`]);
    list.push(['number from', `fodselsnummer >= ${quote(foreign.fodselsnummer.slice(0, 6))} AND fodselsnummer < ${
      quote(`${foreign.fodselsnummer.slice(0, 6)}~`)}`]);
    list.push(['number or id', `(${is('fodselsnummer')} OR ${is('participant_id')})`]);
    const name = columns.has('navn') ? 'navn' : 'shown_name';
    list.push(['name begins', `${name} LIKE ${quote(`${(foreign.navn ?? 'A').slice(0, 3)}%`)}`]);
  }
  return list.map(([name, sql]) => ({ name, sql }));
}

// Ways a condition can tell what it saw: {e} is the report, {x} the foreign row's value of the first column in it,
// {n} a number of the row's. Each is true or false, never an end in itself.
export const CHANNELS = [
  { name: 'variable', condition: `(@leak := {e}) <> ''` },
  { name: 'warning', condition: `CAST(CONCAT('<', {e}, '>') AS SIGNED) >= 0` },
  { name: 'running variable', condition: `(@leak := CONCAT(RIGHT(@leak, 60000), '<', {e}, '>')) <> ''` },
  { name: 'error', condition: `IF({e} LIKE '{x}%', EXP({n} + 1000), 1) > 0` },
  { name: 'lock', condition: `GET_LOCK(LEFT(CONCAT('leak ', {e}), 60), 0) = 1` },
  { name: 'counter', condition: `LAST_INSERT_ID(participant_id) >= 0` },
];

function conditionOf(channel, columns, foreign) {
  const number = ['row_version', 'kode', 'test_no'].find((name) => columns.has(name)) ?? 'participant_id % 2';
  return channel.condition.replaceAll('{e}', reportOf(columns)).replaceAll('{x}', foreign.participant_id).replaceAll('{n}', number);
}

// Sentence forms. v: the view, p: where the row is sought, c: the telling condition, e: the report, k: a key column, w: one to write,
// o: the overview's order, f: the foreign row's key, l: its municipality.
export const SELECT_FORMS = {
  plain: ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c}`,
  reversed: ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE ${c} AND ${p}`,
  or: ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE (${p}) AND (${c} OR ${p})`,
  'if': ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE IF(${p}, ${c}, 0)`,
  rows: ({ v, p, c }) => `SELECT * FROM ${v} WHERE ${p} AND ${c} LIMIT 3`,
  select: ({ v, p, c }) => `SELECT ${c} FROM ${v} WHERE ${p} LIMIT 300`,
  order: ({ v, p, c, k }) => `SELECT ${k} FROM ${v} WHERE ${p} ORDER BY ${c}, ${k} LIMIT 3`,
  group: ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE ${p} GROUP BY ${c}`,
  having: ({ v, p, c }) => `SELECT ${c} AS told, COUNT(*) FROM ${v} WHERE ${p} GROUP BY told HAVING told`,
  distinct: ({ v, p, c }) => `SELECT DISTINCT ${c} FROM ${v} WHERE ${p}`,
  smallest: ({ v, p, c, e }) => `SELECT MIN(${e}), MAX(${e}), COUNT(DISTINCT ${c}) FROM ${v} WHERE ${p}`,
  'smallest of a column': ({ v, p, k }) => `SELECT MIN(${k}), MAX(${k}) FROM ${v} WHERE ${p}`,
  window: ({ v, p, c, k }) => `SELECT ${k}, ROW_NUMBER() OVER (ORDER BY ${c}) FROM ${v} WHERE ${p} LIMIT 3`,
  'outer join': ({ v, p, c }) => `SELECT COUNT(*) FROM (SELECT 1 AS one) t LEFT JOIN ${v} ON ${p} AND ${c}`,
  'right join': ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} RIGHT JOIN (SELECT 1 AS one) t ON ${p} AND ${c}`,
  'own order of joins': ({ v, p, c }) =>
    `SELECT STRAIGHT_JOIN COUNT(*) FROM (SELECT 1 AS one UNION SELECT 2) t, ${v} WHERE ${p} AND ${c} AND one > 0`,
  'found first, then joined': ({ v, p, c, k }) =>
    `SELECT COUNT(*) FROM (SELECT ${k} AS wanted FROM ${v} WHERE ${p} AND ${c} LIMIT 18446744073709551615) found
      STRAIGHT_JOIN ${v} ON ${k} = found.wanted WHERE ${p} AND ${c}`,
  'joined by a value': ({ v, p, c, k, f }) =>
    `SELECT COUNT(*) FROM (SELECT ${f} AS wanted) t STRAIGHT_JOIN ${v} ON ${k} = t.wanted WHERE ${p} AND ${c}`,
  'joined by the place': ({ v, p, c, l }) =>
    `SELECT COUNT(*) FROM (SELECT ${l} AS wanted UNION SELECT 'none') t STRAIGHT_JOIN ${v} ON kommunenummer = t.wanted WHERE ${p} AND ${c}`,
  'joined by the place, in any order': ({ v, p, c, l }) =>
    `SELECT COUNT(*) FROM (SELECT ${l} AS wanted UNION SELECT 'none') t JOIN ${v} ON kommunenummer = t.wanted WHERE ${p} AND ${c}`,
  exists: ({ v, p, c }) => `SELECT 1 FROM (SELECT 1 AS one) t WHERE EXISTS (SELECT 1 FROM ${v} WHERE ${p} AND ${c})`,
  'in subquery': ({ v, p, c, k, f }) =>
    `SELECT 1 FROM (SELECT ${f} AS wanted) t WHERE t.wanted IN (SELECT ${k} FROM ${v} WHERE ${p} AND ${c})`,
  'not in subquery': ({ v, p, c, k, f }) =>
    `SELECT 1 FROM (SELECT ${f} AS wanted) t WHERE t.wanted NOT IN (SELECT ${k} FROM ${v} WHERE ${p} AND ${c})`,
  'scalar subquery': ({ v, p, c }) => `SELECT (SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c})`,
  derived: ({ v, p, c }) => `SELECT COUNT(*) FROM (SELECT * FROM ${v}) d WHERE ${p} AND ${c}`,
  'derived with a limit': ({ v, p, c, k }) =>
    `SELECT COUNT(*) FROM (SELECT ${k} FROM ${v} WHERE ${p} AND ${c} LIMIT 5) d`,
  'common table': ({ v, p, c }) => `WITH d AS (SELECT * FROM ${v}) SELECT COUNT(*) FROM d WHERE ${p} AND ${c}`,
  union: ({ v, p, c, k }) =>
    `SELECT ${k} FROM ${v} WHERE ${p} AND ${c} UNION SELECT ${k} FROM ${v} WHERE ${c} AND ${p} LIMIT 3`,
  except: ({ v, p, c, k }) => `SELECT ${k} FROM ${v} WHERE ${p} AND ${c} EXCEPT SELECT ${k} FROM ${v}`,
  'branch of the overview': ({ v, p, c, o }) =>
    `(SELECT * FROM ${v} WHERE ${p} AND ${c} ORDER BY ${o} LIMIT 25) UNION ALL ` +
    `(SELECT * FROM ${v} WHERE ${p} ORDER BY ${o} LIMIT 25) ORDER BY ${o} LIMIT 25`,
  'self join': ({ v, p, c, k }) =>
    `SELECT COUNT(*) FROM (SELECT ${k} AS k FROM ${v} LIMIT 5) a JOIN ${v} b ON b.${k} >= a.k WHERE ${p} AND ${c}`,
  'locked rows': ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c} LOCK IN SHARE MODE`,
  'for update': ({ v, p, c }) => `SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c} FOR UPDATE`,
  'do': ({ v, p, c }) => `DO (SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c})`,
  'set': ({ v, p, c }) => `SET @told = (SELECT COUNT(*) FROM ${v} WHERE ${p} AND ${c})`,
};

export const WRITE_FORMS = {
  update: ({ v, p, c, w }) => `UPDATE ${v} SET ${w} = ${w} WHERE ${p} AND ${c}`,
  'update, condition first': ({ v, p, c, w }) => `UPDATE ${v} SET ${w} = ${w} WHERE ${c} AND ${p}`,
  'update by join': ({ v, p, c, w }) =>
    `UPDATE (SELECT 1 AS one) t STRAIGHT_JOIN ${v} ON ${p} SET ${w} = ${w} WHERE ${c}`,
  'update in order': ({ v, p, c, w }) => `UPDATE ${v} SET ${w} = ${w} WHERE ${p} ORDER BY ${c} LIMIT 5`,
  'delete': ({ v, p, c }) => `DELETE FROM ${v} WHERE ${p} AND ${c} AND 1 = 0`,
};

// The optimizer's freedoms that a session may take. Each is tried with a selection of the above.
export const SWITCHES = [
  `optimizer_switch = 'derived_merge=off'`,
  `optimizer_switch = 'derived_merge=off,derived_with_keys=off,condition_pushdown_for_derived=off'`,
  `optimizer_switch = 'index_condition_pushdown=off'`,
  `optimizer_switch = 'semijoin=off,materialization=off,exists_to_in=off'`,
  `optimizer_switch = 'firstmatch=off,loosescan=off,semijoin_with_cache=off'`,
  `optimizer_switch = 'index_merge_sort_intersection=on,rowid_filter=on'`,
  `optimizer_switch = 'index_merge=off,extended_keys=off,split_materialized=off'`,
  `optimizer_switch = 'mrr=on,mrr_cost_based=off,mrr_sort_keys=on'`,
  `optimizer_switch = 'not_null_range_scan=on,condition_pushdown_from_having=off,orderby_uses_equalities=off'`,
  `join_cache_level = 0`,
  `join_cache_level = 4, optimizer_switch = 'outer_join_with_cache=on,join_cache_hashed=on'`,
  `join_cache_level = 8, optimizer_switch = 'mrr=on,mrr_cost_based=off,mrr_sort_keys=on,join_cache_bka=on'`,
  `join_cache_level = 6, optimizer_switch = 'optimize_join_buffer_size=off', join_buffer_size = 131072`,
  `optimizer_search_depth = 1, optimizer_prune_level = 0`,
  `optimizer_use_condition_selectivity = 1, use_stat_tables = never`,
  `optimizer_use_condition_selectivity = 5, use_stat_tables = preferably, histogram_size = 254`,
  `eq_range_index_dive_limit = 1, optimizer_max_sel_arg_weight = 0`,
  `optimizer_extra_pruning_depth = 0, optimizer_search_depth = 62`,
  `big_tables = 1, max_heap_table_size = 16384, sort_buffer_size = 1024`,
  `sql_select_limit = 1, sql_buffer_result = 1`,
  `sql_mode = '', sql_safe_updates = 1`,
  `sql_mode = 'ORACLE'`,
  `sql_mode = 'HIGH_NOT_PRECEDENCE,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH'`,
  `join_cache_level = 8, optimizer_switch = 'join_cache_bka=off,join_cache_incremental=off'`,
  `join_cache_level = 3, max_seeks_for_key = 1`,
  `max_seeks_for_key = 1, sql_big_selects = 1`,
  `tx_isolation = 'READ-UNCOMMITTED'`,
  `character_set_connection = latin1, collation_connection = latin1_bin`,
];

// All probes of one view for one foreign row. `forms` is SELECT_FORMS or WRITE_FORMS, or a part of them.
export function* probes(view, columns, foreign, own, forms, channels = CHANNELS) {
  const k = 'participant_id';
  const w = ['navn', 'kode', 'provetype'].find((name) => columns.has(name)) ?? k;
  const o = columns.has('changed_at') ? 'changed_at DESC, participant_id DESC' : `${k} DESC`;
  const [f, l] = [quote(foreign[k]), quote(foreign.kommunenummer)];
  for (const { name: where, sql: p } of predicates(columns, foreign, own)) {
    for (const channel of channels) {
      const c = conditionOf(channel, columns, foreign);
      for (const [form, make] of Object.entries(forms)) {
        const sql = make({ v: view, p, c, e: reportOf(columns), k, w, o, f, l });
        yield { sql, channel: channel.name, form, where, name: `${view}: ${channel.name}, ${form}, ${where}` };
      }
    }
  }
}
