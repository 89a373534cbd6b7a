/** What the signs of a numeral have come to so far. */
export type Sum = {
  /** The part counted in 亿. */
  high: number;
  total: number;
  section: number;
  /** A digit that waits for its 十, 百, 千; null when none does. */
  digit: number | null;
  run: number;
  unit: number;
  zero: boolean;
  latin: boolean;
  vague: "approximate" | "either" | null;
  choices: number[];
};

export function newSum(): Sum {
  return {
    high: 0,
    total: 0,
    section: 0,
    digit: null,
    run: 0,
    unit: 0,
    zero: false,
    latin: false,
    vague: null,
    choices: [],
  };
}

/** Adds Latin digits; one of them alone behind a unit waits as a Chinese one does: 2千5. */
export function addLatin(sum: Sum, value: number, waits: boolean): void {
  if (waits) sum.digit = value;
  else sum.section += value;
  sum.run = 1;
}

export function addDigit(sum: Sum, digit: number): void {
  if (sum.digit === null) {
    addFirstDigit(sum, digit);
    return;
  }
  if (sum.run === 1 && isPair(sum.digit, digit)) {
    sum.vague = "either";
    sum.choices = [sum.digit, digit];
  } else if (sum.run >= 2) {
    sum.vague = null;
    sum.choices = [];
  }
  sum.digit = sum.digit * 10 + digit;
  sum.run += 1;
}

/** A 零 inside a number only marks a gap: 一百零二. */
function addFirstDigit(sum: Sum, digit: number): void {
  const gap = digit === 0 && sum.unit !== 0;
  if (digit === 0) sum.zero = true;
  sum.digit = gap ? null : digit;
  sum.run = gap ? 0 : 1;
}

/** 五六, 两三, 三五: one or the other. */
function isPair(first: number, second: number): boolean {
  return (second - first === 1 && second > 1) || (first === 3 && (second === 5 || second === 2));
}

/** The 百 of 五百 and, of two choices, of 五六百. */
export function addTens(sum: Sum, ten: number): void {
  if (sum.choices.length === 2) {
    const base = sum.section;
    sum.choices = sum.choices.map((choice) => base + choice * ten);
    sum.section = sum.choices[0] ?? 0;
  } else {
    sum.section += (sum.digit ?? 1) * ten;
  }
  open(sum, ten);
}

/** 廿三, 卅. */
export function addScore(sum: Sum, score: number): void {
  sum.section += score;
  sum.unit = 10;
}

/** 3千, 1百01. */
export function scaleLatin(sum: Sum, ten: number): void {
  sum.section *= ten;
  sum.unit = ten;
  sum.run = 0;
}

/** 万 and 亿 count all that stands before them. */
export function addMyriad(sum: Sum, myriad: number): void {
  const section = sum.section + (sum.digit ?? 0);
  if (sum.choices.length === 2 && sum.digit !== null) {
    const base = sum.section;
    sum.choices = sum.choices.map((choice) => (base + choice) * myriad);
    sum.total += sum.choices[0] ?? 0;
  } else if (myriad >= 1e8) {
    sum.high += (sum.total + section) * myriad;
    sum.total = 0;
  } else {
    sum.total = section === 0 ? sum.total * myriad : sum.total + section * myriad;
    if (sum.vague !== null) sum.choices = [];
  }
  sum.section = 0;
  open(sum, myriad);
}

/** Behind a unit the next digit begins. */
function open(sum: Sum, unit: number): void {
  sum.digit = null;
  sum.run = 0;
  sum.unit = unit;
  sum.zero = false;
}

/** 几 stands for a digit that nobody knows; in front it is one at least. */
export function addUnknown(sum: Sum, first: boolean): void {
  sum.vague = "approximate";
  sum.digit = first ? 1 : 0;
  sum.run = 9;
}

/** The value of the whole, and what it may be where its words leave a choice. */
export function resultOf(sum: Sum): { readonly value: number; readonly choices: readonly number[] } {
  const { digit, vague } = sum;
  const base = sum.high + sum.total + sum.section;
  if (vague === "approximate") return { value: base + tailOf(sum), choices: [] };
  if (sum.choices.length !== 2 || digit === null) return { value: base + tailOf(sum), choices: sum.choices };
  const tail = digit > 9 ? Math.floor(digit / 10) : digit;
  return { value: base + tail, choices: sum.choices.map((choice) => base + choice) };
}

/** The 六 of 两千六 are hundreds; that of 两千零六 is none. */
function tailOf({ digit, unit, zero, run, vague }: Sum): number {
  if (digit === null) return 0;
  return unit >= 100 && !zero && run === 1 && vague === null ? (digit * unit) / 10 : digit;
}
