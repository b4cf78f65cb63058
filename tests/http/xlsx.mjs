// A workbook as openpyxl reads it (../xlsx_read.py): sheets with headings and rows. A cell is null, a text, a number
// (as text) or a date (as dd.mm.yyyy), and `kinds` tells which; a formula is refused (requirement D4).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOP } from './environment.mjs';

export function readXlsx(bytes) {
  const directory = mkdtempSync(join(tmpdir(), 'xlsx-'));
  try {
    const file = join(directory, 'file.xlsx');
    writeFileSync(file, bytes);
    return sheetsOf(execFileSync(join(TOP, 'tests/xlsx_read.py'), [file], { encoding: 'utf8', maxBuffer: 1e9, stdio: 'pipe' }));
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function sheetsOf(lines) {
  const sheets = [];
  for (const line of lines.trimEnd().split('\n').map((text) => JSON.parse(text))) {
    if (!Array.isArray(line)) sheets.push({ name: line.sheet, frozen: line.frozen, filter: line.filter, headings: null, rows: [], kinds: [] });
    else if (sheets.at(-1).headings === null) sheets.at(-1).headings = line.map(headingOf);
    else {
      sheets.at(-1).rows.push(line.map(valueOf));
      sheets.at(-1).kinds.push(line.map((cell) => cell && cell[0]));
    }
  }
  return sheets;
}

function headingOf(cell) {
  if (!cell?.startsWith('bs:')) throw new Error(`a heading is not a bold text: ${cell}`);
  return cell.slice(3);
}

function valueOf(cell) {
  if (cell === null) return null;
  const [kind, value] = [cell[0], cell.slice(2)];
  if (!'snd'.includes(kind) || cell[1] !== ':') throw new Error(`a cell is neither text, number nor date: ${cell}`);
  return kind === 'd' ? value.split('-').reverse().join('.') : value;
}
