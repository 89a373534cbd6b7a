import type { Catalogue } from "../../ledger/kinds.ts";
import type { Table } from "./file.ts";
import { type Head, headsAt } from "./head.ts";

/** Headings as people write them; the first role that fits takes the column. */
const HEADINGS = [
  ["编号", /^(编号|记录编号|id)$/i],
  ["状态", /^状态$/],
  ["结束日期", /^(结束|截止|终止)(日期|时间)$/],
  ["日期", /^(开始|活动|举办|召开|学习|会议)?(日期|时间)$/],
  ["类别", /^(活动|会议|学习)?(类别|类型|种类|形式|项目)$/],
  ["题目", /^(活动|会议|学习)?(题目|主题|标题|名称|内容|议题)$/],
  ["人数", /^(参加|参会|实到|出席|到会|参学|参与)?人数$|^实到$/],
  ["参加人", /^(参加|参会|出席|参学|参与|与会)(人|人员|者|名单|党员)$|^名单$/],
  ["时长", /^(活动|学习|会议)?(时长|用时|学时|课时|小时|小时数)(（.*）|\(.*\))?$/],
  ["地点", /^(活动|会议|学习)?(地点|场所|地址)$/],
  ["数量", /^(数量|成果|其他数量)(（.*）|\(.*\))?$/],
  ["时段", /^(时段|上下午)$/],
  ["说明", /^说明$/],
  ["组织", /^(组织|支部|所属支部|党组织)$/],
  ["记录人", /^(记录人|登记人|填报人)$/],
] as const satisfies readonly (readonly [role: string, heading: RegExp])[];

/** What a column of an old ledger says about an activity. */
export type Role = (typeof HEADINGS)[number][0];

/** Which column is what; `unused` are headings that nothing fits. */
export type Columns = {
  readonly table: Table;
  /** The first and the last row of the headings, from 0. */
  readonly head: number;
  readonly last: number;
  readonly at: ReadonlyMap<Role, number>;
  /** Columns of numbers that are one amount each. */
  readonly amounts: readonly AmountColumn[];
  /** Each column that is used: its heading, and the role or the amount that it is taken for. */
  readonly used: readonly (readonly [heading: string, meaning: string])[];
  readonly unused: readonly string[];
  /** Further sheets with the same headings, such as one a month. */
  readonly alike: readonly Headed[];
  /** Sheets that hold something else and are not read. */
  readonly passed: readonly string[];
};

/** A column such as 议定事项 or 慰问金（元）: the amount's name, and the unit that the heading tells. */
export type AmountColumn = { readonly at: number; readonly name: string; readonly unit: string };

/** A table and the rows of its headings, from 0. */
type Headed = Pick<Columns, "table" | "head" | "last">;

const LOOKED_AT = 10;

/** A number, with a unit or without: 3, 3项, 0.5万元. */
export const NUMBER = /^\s*(\d+(?:\.\d+)?)\s*([^\d\s]{0,3})\s*$/;

/** Proposes what the columns are, by the headings; the first table with a day and a kind is taken, and those like it. Null where there is none. */
export function proposeColumns(tables: readonly Table[], catalogue: Catalogue): Columns | null {
  const names = amountNames(catalogue);
  const isName = (heading: string, i: number) =>
    HEADINGS.some(([, fits]) => fits.test(heading)) || amountColumn(heading, i, names) !== undefined;
  for (const table of tables) {
    const found = headsOf(table, isName).find(({ headings }) => isComplete(headings));
    if (found === undefined) continue;
    const { headings, head, last } = found;
    const { at, used } = rolesOf(headings);
    const other = others(tables, { table, headings, isName });
    const isTaken = new Set(at.values());
    const amounts = headings
      .flatMap((heading, i) => (isTaken.has(i) ? [] : (amountColumn(heading, i, names) ?? [])))
      .filter((column) => holdsNumbers([{ table, head, last }, ...other.alike], column));
    for (const { at: i } of amounts) isTaken.add(i);
    return {
      ...{ table, head, last, at, amounts, ...other },
      used: [...used, ...amounts.map((one) => [headings[one.at] ?? "", one.name] as const)],
      unused: headings.filter((heading, i) => heading !== "" && !isTaken.has(i)),
    };
  }
  return null;
}

type IsName = (heading: string, at: number) => boolean;

/** What the first rows would be as headings. */
function headsOf({ rows }: Table, isName: IsName): Head[] {
  return rows
    .slice(0, LOOKED_AT)
    .flatMap((row, head) => headsAt(head, { row, below: rows.slice(head + 1, head + 3), isName }));
}

function isComplete(headings: readonly string[]): boolean {
  const { at } = rolesOf(headings);
  return at.has("日期") && at.has("类别");
}

type Taken = { readonly table: Table; readonly headings: readonly string[]; readonly isName: IsName };

function others(tables: readonly Table[], { table, headings, isName }: Taken): Pick<Columns, "alike" | "passed"> {
  const wanted = JSON.stringify(trimmed(headings));
  const alike: Headed[] = [];
  const passed: string[] = [];
  for (const other of tables) {
    if (other === table) continue;
    const found = headsOf(other, isName).find((one) => JSON.stringify(trimmed(one.headings)) === wanted);
    if (found !== undefined) alike.push({ table: other, head: found.head, last: found.last });
    else if (other.rows.length > 0) passed.push(other.sheet ?? "");
  }
  return { alike, passed };
}

/** Without the empty cells at the end. */
function trimmed(headings: readonly string[]): readonly string[] {
  return headings.slice(0, headings.findLastIndex((one) => one !== "") + 1);
}

function rolesOf(headings: readonly string[]): Pick<Columns, "at" | "used"> {
  const at = new Map<Role, number>();
  const used: [string, string][] = [];
  for (const [i, heading] of headings.entries()) {
    const role = HEADINGS.find(([one, fits]) => fits.test(heading) && !at.has(one))?.[0];
    if (role === undefined) continue;
    at.set(role, i);
    used.push([heading, role]);
  }
  return { at, used };
}

/** What headings may call amounts, each with the amount's name and usual unit: 慰问金 is 金额 in 元. */
type AmountNames = ReadonlyMap<string, Omit<AmountColumn, "at">>;

function amountNames({ kinds }: Catalogue): AmountNames {
  const all = kinds.flatMap(({ quantities }) => quantities);
  const called = all.flatMap(({ name, units: [unit = ""], words }) =>
    [...words.filter((word) => word.length > 1), name].map((word) => [word, { name, unit }] as const),
  );
  // A name is also a word of other amounts; it comes last and so is itself.
  return new Map(
    called.toSorted(([one, { name }], [other, { name: same }]) => Number(one === name) - Number(other === same)),
  );
}

const AMOUNT = /^(.+?)(?:\(([^()]{1,3})\))?$/;

function amountColumn(heading: string, at: number, names: AmountNames): AmountColumn | undefined {
  const [, told = "", unit] = AMOUNT.exec(heading) ?? [];
  const found = names.get(told) ?? names.get(told.replace(/数量?$/, "")) ?? endingOf(told, names);
  return found && { ...found, at, ...(unit === undefined ? {} : { unit }) };
}

/** 慰问户数, 捐款金额: a name with words before it. */
function endingOf(told: string, names: AmountNames): Omit<AmountColumn, "at"> | undefined {
  return [...names].find(([called, { name }]) => called === name && told.endsWith(name))?.[1];
}

/** Old ledgers write under 议定事项 how many there were, or what was decided; the latter is no amount. */
function holdsNumbers(headed: readonly Headed[], { at }: AmountColumn): boolean {
  const cells = headed.flatMap(({ table, last }) => table.rows.slice(last + 1).map((row) => row[at] ?? null));
  const told = cells.filter((cell) => cell !== null);
  return told.length > 0 && told.every((cell) => NUMBER.test(String(cell).normalize("NFKC")));
}
