type Line = { readonly start: number; readonly text: string };

const HEAD =
  /^[一-龥]{0,6}?(?:(次|场次|场|人次|篇|户|件|条)数?|(人)数|(学时|课时)数?|(?:数量|金额|合计)(?=\())(?:\(([一-龥]{1,3})\))?$/;
const LONGEST_HEAD = 10;
const LONGEST_LABEL = 16;
const MOST_COLUMNS = 8;
const NUMBER = /^\d+(?:\.\d+)?$/;
/** Headings of columns that hold no numbers. */
const OTHER_HEAD = /^(?:序号|编号|备注|说明|时间|地点|内容|主题|完成情况|责任人|负责人)$/;
const NOTHING = /^[-—–/无]?$/;

/**
 * The units of numbers that stand alone in the cells of a table, by where they begin: under 次数 and 人次 the row
 * 支部党员大会 | 4 | 76 tells of 4次 and 76人次. A table comes as its cells, a line each, row by row.
 */
export function cellUnits(s: string): ReadonlyMap<number, string> {
  const units = new Map<number, string>();
  if (!/数|人次|学时|课时|场次/.test(s)) return units;
  const lines = linesOf(s);
  for (let i = 0; i < lines.length; ) {
    const table = unitOf(lines[i]) === null ? null : tableAround(lines, i);
    for (const [start, unit] of table?.cells ?? []) units.set(start, unit);
    i = Math.max(i + 1, table?.end ?? 0);
  }
  return units;
}

function linesOf(s: string): Line[] {
  let start = 0;
  return s.split("\n").map((text) => {
    const line = { start, text };
    start += text.length + 1;
    return line;
  });
}

/** The unit that the heading of a column gives its numbers; null where it gives none. */
function unitOf(line: Line | undefined): string | null {
  if (line === undefined || line.text.length > LONGEST_HEAD) return null;
  const [, times, people, hours, told] = HEAD.exec(line.text) ?? [];
  return told ?? times ?? people ?? hours ?? null;
}

type Table = { readonly cells: readonly (readonly [start: number, unit: string])[]; readonly end: number };

/** The table whose first column of numbers has its heading at `at`: the one of most cells, since lines tell no width. */
function tableAround(lines: readonly Line[], at: number): Table | null {
  let best: Table | null = null;
  for (let before = 1; before < MOST_COLUMNS && before <= at; before++) {
    for (let columns = before + 1; columns <= MOST_COLUMNS; columns++) {
      const table = tableOf(lines, at - before, columns);
      if (table !== null && table.cells.length > (best?.cells.length ?? 0)) best = table;
    }
  }
  return best;
}

function tableOf(lines: readonly Line[], from: number, columns: number): Table | null {
  const heads = lines.slice(from, from + columns);
  if (heads.some(({ text }) => text === "" || text.length > LONGEST_HEAD || /[\d，。；：]/.test(text))) return null;
  const units = heads.map(unitOf);
  const label = heads.findIndex(({ text }, n) => units[n] === null && !OTHER_HEAD.test(text));
  if (label < 0) return null;
  const cells: (readonly [start: number, unit: string])[] = [];
  let end = from + columns;
  for (; end + columns <= lines.length; end += columns) {
    const row = lines.slice(end, end + columns);
    if (!isRow(row, units, label)) break;
    for (const [n, { start, text }] of row.entries()) {
      const unit = units[n] ?? null;
      if (unit !== null && NUMBER.test(text)) cells.push([start, unit]);
    }
  }
  return { cells, end };
}

function isRow(row: readonly Line[], units: readonly (string | null)[], label: number): boolean {
  const name = row[label]?.text ?? "";
  if (!/[一-龥]/.test(name) || OTHER_HEAD.test(name) || name.length > LONGEST_LABEL || /[。；]/.test(name))
    return false;
  return row.every(
    ({ text }, n) => units[n] === null || NUMBER.test(text) || NOTHING.test(text) || /^\d+[一-龥]{1,2}$/.test(text),
  );
}
