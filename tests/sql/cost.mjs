// Rows read by a sentence, by the session's own counters.
export async function rowsRead(connection, sql, values = []) {
  const count = async () => {
    const rows = await connection.query(`SHOW SESSION STATUS LIKE 'Handler_read%'`);
    return rows.reduce((sum, row) => sum + Number(row.Value), 0);
  };
  await connection.query(sql, values);
  const [one, two] = [await count(), await count()];
  await connection.query(sql, values);
  return await count() - two - (two - one);
}
