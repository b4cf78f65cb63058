// Rows read by a sentence, by the session's own counters: those an index gives, and those it passes by.
const COUNTERS = `SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%' OR Variable_name = 'Handler_icp_attempts'`;

export async function rowsRead(connection, sql, values = []) {
  const count = async () => {
    const rows = await connection.query(COUNTERS);
    const of = (wanted) => rows.filter(({ Variable_name: name }) => wanted(name)).reduce((sum, row) => sum + Number(row.Value), 0);
    // what an index passes by is tried first, and counted as read only where it is let through
    return { read: of((name) => name.startsWith('Handler_read')), tried: of((name) => name === 'Handler_icp_attempts') };
  };
  await connection.query(sql, values);
  const [one, two] = [await count(), await count()];
  await connection.query(sql, values);
  const three = await count();
  return Math.max(three.read - two.read - (two.read - one.read), three.tried - two.tried);
}

// How many temporary tables and sorts it takes.
export async function gathered(connection, sql) {
  const count = async () => {
    const rows = await connection.query(`SHOW SESSION STATUS WHERE Variable_name IN ('Created_tmp_tables', 'Sort_scan', 'Sort_range')`);
    return rows.reduce((sum, row) => sum + Number(row.Value), 0);
  };
  const [one, two] = [await count(), await count()];
  await connection.query(sql);
  return await count() - two - (two - one);
}
