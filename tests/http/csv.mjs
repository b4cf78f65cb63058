// A strict reader of the register's CSV in its two profiles (requirements D2, D3): it refuses what a lenient
// one would mend. Gives headings and rows of cells as texts.
export function readCsv(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.startsWith('\ufeff')) throw new Error('the file does not begin with a byte-order mark');
  return tableOf(readRows(text.slice(1), ';'));
}

export function readPlainCsv(bytes) {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  if (text.startsWith('\ufeff')) throw new Error('the file begins with a byte-order mark');
  return tableOf(readRows(text, ','));
}

function tableOf(rows) {
  const [headings, ...body] = rows;
  if (new Set(headings).size !== headings.length) throw new Error('two columns have the same heading');
  body.forEach((row, i) => {
    if (row.length !== headings.length) {
      throw new Error(`row ${i + 2} has ${row.length} cells, the headings are ${headings.length}`);
    }
    row.forEach((cell) => refuseFormula(cell, i + 2));
  });
  return { headings, rows: body, records: body.map((row) => Object.fromEntries(row.map((cell, i) => [headings[i], cell]))) };
}

function readRows(text, separator) {
  const rows = [];
  let row = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1);
      cell = text.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    } else {
      const start = at;
      while (at < text.length && !`${separator}\r\n"`.includes(text[at])) at += 1;
      cell = text.slice(start, at);
    }
    row.push(cell);
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) throw new Error('the file ends inside a row');
    } else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else {
      throw new Error(`row ${rows.length + 1}: a cell is followed by neither separator nor CRLF`);
    }
  }
  if (rows.length === 0) throw new Error('the file has no headings');
  return rows;
}

function closingQuote(text, from) {
  for (let at = from; ; at += 1) {
    at = text.indexOf('"', at);
    if (at < 0) throw new Error('a quote is never closed');
    if (text[at + 1] !== '"') return at;
    at += 1;
  }
}

// Numbers may begin with a minus; any other cell that a spreadsheet could run is refused (D4).
function refuseFormula(cell, line) {
  if (/^[=+@\t\r]/.test(cell) || (cell.startsWith('-') && !/^-\d+(,\d+)?$/.test(cell))) {
    throw new Error(`row ${line} holds a cell that could run as a formula: ${JSON.stringify(cell.slice(0, 20))}`);
  }
}
