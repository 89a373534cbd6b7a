/** How a number is written: 12, 十二, or a blank that a person was to fill in. */
export type Style = "latin" | "chinese" | "blank";

/** A number at a place of the cleaned text. `end` closes the number alone, `rest` is where its unit begins. */
export type Numeral = {
  readonly end: number;
  readonly rest: number;
  readonly value: number | null;
  readonly style: Style;
  /** 余, 多, 来 stand by it. */
  readonly approx: boolean;
  /** 3-5, 三至五: the first is the value. */
  readonly range: boolean;
  /** 万, 亿 left to the unit: 12万元, XX万元. */
  readonly scale: string;
};

const LATIN = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;
const CHINESE = /[廿卅]?[零〇一二两三四五六七八九十百千万亿]{1,16}|[廿卅]/y;
const BLANK = /[xX×]{1,8}|_{1,40}|〇{1,6}|□{1,6}|\*{1,6}|【[xX×_ .…]{0,20}】|\([xX×_ .…]{0,20}\)|\[[xX×_ .…]{0,20}\]/y;
const MORE = /([余多来]?)([百千]?[万亿]|[百千](?![瓦米克伏]))?([余多来]?)/y;
const RANGE = /(?:-{1,2}|~|至|到)/y;
const DIGITS = "零一二三四五六七八九";
const TENS: ReadonlyMap<string, number> = new Map([
  ["十", 10],
  ["百", 100],
  ["千", 1000],
]);
const SCALES: ReadonlyMap<string, number> = new Map([
  ["百", 1e2],
  ["千", 1e3],
  ["万", 1e4],
  ["百万", 1e6],
  ["千万", 1e7],
  ["亿", 1e8],
  ["百亿", 1e10],
  ["千亿", 1e11],
]);

/** Reads the number or blank that begins at `i`. What begins like one and is none, such as 二〇二三, has value NaN. */
export function numeralAt(s: string, i: number): Numeral | null {
  const code = s.charCodeAt(i);
  if (code >= 0x30 && code <= 0x39) return latin(s, i);
  const char = s.charAt(i);
  if (char === "〇" && !/[零一二三四五六七八九十]/.test(s.charAt(i + 1))) return blank(s, i);
  if (/[零〇一二两三四五六七八九十百千万亿廿卅]/.test(char)) return chinese(s, i);
  return /[xX×_□*【([]/.test(char) ? blank(s, i) : null;
}

function latin(s: string, i: number): Numeral | null {
  LATIN.lastIndex = i;
  const found = LATIN.exec(s)?.[0];
  if (found === undefined) return null;
  const first = scaled(s, i + found.length, Number(found.replaceAll(",", "")), "latin");
  return withRange(s, first, (at) => {
    LATIN.lastIndex = at;
    const next = LATIN.exec(s)?.[0];
    return next === undefined ? null : at + next.length;
  });
}

function chinese(s: string, i: number): Numeral | null {
  CHINESE.lastIndex = i;
  const found = CHINESE.exec(s)?.[0] ?? "";
  const stripped = /[^万亿][万亿]$/.test(found) && s.charAt(i + found.length) === "元" ? found.slice(0, -1) : found;
  const end = i + stripped.length;
  const value = chineseValue(stripped, isRound(s, i, end));
  if (value === null || /[几数]/.test(s.charAt(end)) || /[几数]/.test(s.charAt(i - 1))) {
    return {
      end: i + found.length,
      rest: i + found.length,
      value: Number.NaN,
      style: "chinese",
      approx: false,
      range: false,
      scale: "",
    };
  }
  return withRange(s, scaled(s, end, value, "chinese"), (at) => {
    CHINESE.lastIndex = at;
    const next = CHINESE.exec(s)?.[0];
    return next === undefined ? null : at + next.length;
  });
}

/** 百, 千 and 万 alone are numbers only in 近百次, 百余次. */
function isRound(s: string, i: number, end: number): boolean {
  return /[近上逾超约过]/.test(s.charAt(i - 1)) || /[余多]/.test(s.charAt(end));
}

/** 一百二十, 两千零五, 三万五千; null for runs of digits such as 二〇二三 and 三四. */
function chineseValue(written: string, round: boolean): number | null {
  const text = written.replace("廿", "二十").replace("卅", "三十");
  if (/^[百千万亿]/.test(text)) return round && text.length === 1 ? (TENS.get(text) ?? SCALES.get(text) ?? null) : null;
  if (text === "零" || /[一二两三四五六七八九][零〇]?[一二两三四五六七八九]/.test(text)) return null;
  return [...text.matchAll(/([^万亿]*)([万亿]?)/g)].reduce(
    (total, [, section = "", scale = ""]) => (total + sectionValue(section)) * (SCALES.get(scale) ?? 1),
    0,
  );
}

/** What stands between 万 and 万: 两千零五 is 2005. */
function sectionValue(text: string): number {
  return [...text.matchAll(/([零〇一二两三四五六七八九]*)([十百千]?)/g)].reduce((sum, [all, digits = "", ten = ""]) => {
    const digit = digits === "" ? (all === "" ? 0 : 1) : digitOf(digits.at(-1) ?? "");
    return sum + digit * (TENS.get(ten) ?? 1);
  }, 0);
}

function digitOf(char: string): number {
  return char === "两" ? 2 : Math.max(0, DIGITS.indexOf(char));
}

function blank(s: string, i: number): Numeral | null {
  if (/[0-9A-Za-z]/.test(s.charAt(i - 1))) return null;
  BLANK.lastIndex = i;
  const found = BLANK.exec(s)?.[0];
  if (found === undefined) return null;
  const end = i + found.length;
  if (/[0-9A-Za-z]/.test(s.charAt(end))) return null;
  return scaled(s, end, null, "blank");
}

/** Takes 余, 多 and the 万 of 9万多名 in; the 万 of 9万元 is left to the unit. */
function scaled(s: string, end: number, value: number | null, style: Style): Numeral {
  MORE.lastIndex = end;
  const [all = "", before = "", scale = "", after = ""] = MORE.exec(s) ?? [];
  const rest = end + all.length;
  const approx = before !== "" || after !== "";
  const base = { rest, style, approx, range: false };
  if (scale === "") return { ...base, end, value, scale: "" };
  if (style === "blank" || (/[万亿]/.test(scale) && s.charAt(rest) === "元")) return { ...base, end, value, scale };
  const factor = SCALES.get(scale) ?? 1;
  const product = value === null ? null : Number((value * factor).toPrecision(15));
  const inner = end + before.length + scale.length;
  return plusTail(s, { ...base, end: inner, value: product, scale: "" }, factor);
}

/** The 5千 of 3万5千. */
function plusTail(s: string, number: Numeral, factor: number): Numeral {
  if (number.style !== "latin" || factor < 1e4 || number.approx) return number;
  const tail = /([1-9])([千百])/y;
  tail.lastIndex = number.rest;
  const [all, digit = "", ten = ""] = tail.exec(s) ?? [];
  if (all === undefined) return number;
  const end = number.rest + all.length;
  return { ...number, end, rest: end, value: (number.value ?? 0) + Number(digit) * (TENS.get(ten) ?? 0) };
}

function withRange(s: string, first: Numeral, next: (at: number) => number | null): Numeral {
  RANGE.lastIndex = first.rest;
  const joint = RANGE.exec(s)?.[0];
  const end = joint === undefined ? null : next(first.rest + joint.length);
  if (end === null) return first;
  const second = scaled(s, end, 0, first.style);
  return { ...second, value: first.value, range: true };
}
