// The statements a page asks, as the server's own log shows them, with the values the workers bound filled in.
const EVERYBODY = {};

// What a demo login's scope binds.
const BOUND = {
  trondheim: { kommunenummer: "'5001'" },
  oslo: { kommunenummer: "'0301'" },
  imdi: EVERYBODY,
};

// An id as the addresses show it.
const numberOf = (shown) => String([...shown].reduce((sum, letter) => sum * 16n + BigInt('bcdfghjkmnpqrstv'.indexOf(letter)), 0n));

// Ids are those of the page's rows, in their order.
function filled(text, user, session, year, ids) {
  let id = 0;
  const inOrder = [...ids].sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1)).join();
  const sql = text.replace('list_opened(?, ?)', `list_opened('oversikt', '${inOrder}')`).replace(/CAST\(\? AS UNSIGNED\)/g, () => `CAST('${ids[id++]}' AS UNSIGNED)`).replace(/ctx\.open\(\?\)/, `ctx.open('${session}')`).replace(/report_progress\(\?\)/, `report_progress(${year})`)
    .replace(/(\w+) = \?/g, (whole, column) => (BOUND[user][column] ? `${column} = ${BOUND[user][column]}` : whole));
  if (sql.includes('?')) throw new Error(`nothing is known for a value of: ${sql}`);
  return sql.replace(/\s+/g, ' ');
}

// `ask` makes one request for the page. The first statement is the one that makes the context.
export async function statementsOf(admin, workers, user, session, year, ask) {
  const [{ output }] = await admin.query('SELECT @@GLOBAL.log_output AS output');
  await admin.query("SET GLOBAL log_output = 'TABLE'");
  await admin.query('TRUNCATE mysql.general_log');
  await admin.query('SET GLOBAL general_log = ON');
  let html;
  try {
    html = (await ask()).text;
  } finally {
    await admin.query('SET GLOBAL general_log = OFF');
    await admin.query('SET GLOBAL log_output = ?', [output]);
  }
  const said = await admin.query("SELECT CONVERT(argument USING utf8mb4) AS text FROM mysql.general_log WHERE command_type = 'Execute' AND user_host LIKE CONCAT(?, '%')", [workers]);
  if (!said[0]?.text.includes('ctx.open')) throw new Error('the page did not begin by telling who asks');
  const ids = [...new Set([...html.matchAll(/deltakere\/([a-z]{16})\/person-og-prosjekt/g)].map((found) => numberOf(found[1])))];
  return said.map(({ text }) => filled(text, user, session, year, ids));
}
