import type { Day, Half } from "../../src/ledger/activity.ts";

/** One activity as a line of chat tells it. */
export type Told = {
  readonly kinds: readonly string[];
  readonly start: Day | null;
  readonly end: Day | null;
  readonly half: Half | null;
  readonly title: string | null;
  readonly headcount: number | null;
  /** 心得 in 篇, where the line says how many. */
  readonly essays: number | null;
  readonly names: readonly string[];
  readonly doubts: readonly About[];
};

export type About = "kind" | "date" | "participants";

/** A line of chat with all that it may mean. */
export type Line = {
  readonly text: string;
  readonly tells: readonly Told[];
  /** 是 and 不是, or the words that answer 又一次，还是重复发送 alone. */
  readonly yes?: boolean;
  readonly again?: boolean;
  readonly day?: Day;
  readonly number?: number;
  readonly kind?: string;
};

export const TODAY: Day = "2027-01-03";
export const YEARS = [2026, 2027] as const;
export const DAYS = ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"] as const satisfies readonly Day[];

/** Titles of each branch; those of one are nowhere in the other. */
export const TITLES = {
  first: ["两会精神", "两会精神及其重要启示", "乡村振兴战略", "乡村振兴策略", "第三讲", "第四讲"],
  second: ["海洋强国纪要", "海洋强国纪要汇编", "垃圾分类"],
} as const;
/** What titles are corrected to; no line tells it by itself. */
export const CORRECTED = { first: "民法典", second: "节约用水" } as const;

/** Equal, contained or near: the pairs that may be one, written down by hand. */
const NEAR: readonly (readonly [string, string])[] = [
  ["两会精神", "两会精神及其重要启示"],
  ["乡村振兴战略", "乡村振兴策略"],
  ["海洋强国纪要", "海洋强国纪要汇编"],
];

export function titlesMayBeOne(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b || NEAR.some((pair) => pair.includes(a) && pair.includes(b));
}

/** Kinds as they are written, and whether several reports of one may be one event. */
export const KINDS: readonly (readonly string[])[] = [
  ["集中学习"],
  ["集中学习"],
  ["党课"],
  ["主题党日", "党课"],
  ["总支会议"],
  ["总支扩大会议"],
  ["集中学习", "心得体会"],
];

export const ADDING: ReadonlySet<string> = new Set(["心得体会"]);

/** The kinds of an activity and those that it also is. */
export function impliedKinds(kinds: readonly string[]): string[] {
  return kinds.includes("总支扩大会议") ? [...kinds, "总支会议"] : [...kinds];
}

/** What a line is made of; each number picks. */
export type Pick = {
  readonly kinds: number;
  readonly day: number;
  readonly half: number;
  readonly title: number;
  readonly count: number;
  readonly form: number;
};

const HALVES: readonly (readonly [Half | null, string])[] = [
  [null, ""],
  [null, ""],
  ["morning", "上午"],
  ["afternoon", "下午"],
];

const NOTHING = { end: null, half: null, title: null, headcount: null, essays: null, names: [], doubts: [] } as const;

/** Writes one activity and says what it tells. */
export function tell(pick: Pick, side: keyof typeof TITLES, members: readonly string[]): { text: string; told: Told } {
  if (pick.form === 0) return tellEssays(pick);
  const day = dayOf(pick);
  const [half, halfText] = HALVES[pick.half % HALVES.length] ?? [null, ""];
  const titles = [null, null, null, null, ...TITLES[side]];
  const title = titles[pick.title % titles.length] ?? null;
  const kinds = pick.form === 1 ? [] : (KINDS[pick.kinds % KINDS.length] ?? []);
  const count = countOf(pick.count, members);
  const words = kinds.length === 0 ? "开会" : kinds.join(" ");
  const shown = kinds.length === 0 ? null : title;
  const text = [`${day.text}${halfText}${words}`, shown, count.text].filter(Boolean).join(" ");
  const doubts: About[] = [...day.doubts, ...(kinds.length === 0 ? ["kind" as const] : []), ...count.doubts];
  const { start, end } = day;
  return { text, told: { ...NOTHING, kinds, start, end, half, title: shown, ...count.facts, doubts } };
}

function tellEssays(pick: Pick): { text: string; told: Told } {
  const { text, start, end, doubts } = dayOf({ ...pick, day: pick.day % (2 * DAYS.length) });
  const essays = pick.count % 2 === 0 ? null : (pick.count % 3) + 1;
  const words = essays === null ? "心得体会" : `写了${essays}篇心得`;
  return { text: text + words, told: { ...NOTHING, kinds: ["心得体会"], start, end, essays, doubts } };
}

type DayTold = { text: string; start: Day | null; end: Day | null; doubts: About[] };

function dayOf({ day }: Pick): DayTold {
  const choice = day % (2 * DAYS.length + 3);
  const start = DAYS[choice >> 1];
  if (start !== undefined) return { text: dayText(start), start, end: null, doubts: [] };
  if (choice === 2 * DAYS.length) return { text: "2026年11月31日", start: null, end: null, doubts: ["date"] };
  return { text: "2026年12月31日至2027年1月1日", start: "2026-12-31", end: "2027-01-01", doubts: [] };
}

function countOf(
  choice: number,
  [first = "", second = ""]: readonly string[],
): { text: string; facts: { headcount: number | null; names: readonly string[] }; doubts: About[] } {
  switch (choice % 6) {
    case 0:
      return { text: "15人", facts: { headcount: 15, names: [] }, doubts: [] };
    case 1:
      return { text: "18人", facts: { headcount: 18, names: [] }, doubts: [] };
    case 2:
      return { text: "十几人", facts: { headcount: null, names: [] }, doubts: ["participants"] };
    case 3:
      return { text: `参加人：${first}、${second}`, facts: { headcount: 2, names: [first, second] }, doubts: [] };
    default:
      return { text: "", facts: { headcount: null, names: [] }, doubts: [] };
  }
}

export function dayText(day: Day): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** Several activities in one message. */
export function message(picks: readonly Pick[], side: keyof typeof TITLES, members: readonly string[]): Line {
  const all = picks.map((pick) => tell(pick, side, members));
  return { text: all.map(({ text }) => text).join("；"), tells: all.map(({ told }) => told) };
}

/** What answers each question; `number` is one that nobody said before. */
function answers(choice: number, number: number): Readonly<Record<"same" | "again" | About, readonly Line[]>> {
  const day = DAYS[choice % DAYS.length] ?? TODAY;
  return {
    same: [
      { text: "是", tells: [], yes: true },
      { text: "是，我也参加了", tells: [], yes: true },
      { text: "同一次", tells: [], yes: true },
      { text: "不是", tells: [], yes: false },
    ],
    again: [
      { text: "又一次", tells: [], again: false },
      { text: "重复", tells: [], again: true },
    ],
    date: [{ text: dayText(day), tells: [], day }],
    participants: [{ text: String(number), tells: [], number }],
    kind: [{ text: "党课", tells: [{ ...NOTHING, kinds: ["党课"], start: TODAY }], kind: "党课" }],
  };
}

/** Words that answer a question, or any where there is none. */
export function reply(choice: number, number: number, about?: "same" | "again" | About): Line {
  const all = answers(choice, number);
  const lines = about === undefined ? Object.values(all).flat() : all[about];
  return lines[choice % lines.length] ?? { text: "是", tells: [], yes: true };
}
