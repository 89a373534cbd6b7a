/** A year or date in a text, in code points, with what a template says instead. */
export type YearEdit = { readonly start: number; readonly end: number; readonly text: string };

const WORDS: ReadonlyMap<number, string> = new Map([
  [-1, "{{上年度}}"],
  [0, "{{年度}}"],
  [1, "{{下年度}}"],
]); // biome-ignore-end format: a table
const DIGITS = "〇一二三四五六七八九";
const YEAR = /(?<!\d)(\d{4}|[〇○零一二三四五六七八九]{4})(\s*年(?:\s*\d{1,2}\s*月\s*\d{1,2}\s*日)?)/gu;

/** The years Y−1, Y and Y+1 of a report as words that roll; a day of the past year becomes a blank, titles keep theirs. */
export function yearsIn(points: readonly string[], year: number | null): YearEdit[] {
  if (year === null) return [];
  // One unit for every code point, so that indexes are code points.
  const text = points.map((point) => (point.length === 1 ? point : "\uFFFD")).join("");
  const titles = [...text.matchAll(/《[^》\n]{0,80}》|〔[^〕\n]{0,12}〕/g)].map(
    ({ index, 0: all }) => [index, index + all.length] as const,
  );
  return [...text.matchAll(YEAR)].flatMap(({ index, 1: digits = "", 2: rest = "" }) => {
    const word = WORDS.get(numberOf(digits) - year);
    if (word === undefined || titles.some(([from, to]) => index >= from && index < to)) return [];
    if (rest.includes("日"))
      return [{ start: index, end: index + digits.length + rest.length, text: "【待填：日期】" }];
    return [{ start: index, end: index + digits.length, text: word }];
  });
}

function numberOf(digits: string): number {
  return Number(
    [...digits].map((digit) => (/\d/.test(digit) ? digit : DIGITS.indexOf(digit.replace(/[○零]/, "〇")))).join(""),
  );
}
