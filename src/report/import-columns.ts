import type { Table } from "./table-file.ts";

/** What a column of an old ledger says about an activity. */
export const ROLES = [
  "编号",
  "状态",
  "日期",
  "结束日期",
  "类别",
  "题目",
  "人数",
  "参加人",
  "时长",
  "地点",
  "数量",
  "时段",
  "说明",
  "组织",
  "记录人",
] as const;
export type Role = (typeof ROLES)[number];

/** Headings as people write them; the first role that fits takes the column. */
const HEADINGS: readonly (readonly [role: Role, heading: RegExp])[] = [
  ["编号", /^(编号|记录编号|id)$/i],
  ["状态", /^状态$/],
  ["结束日期", /^(结束|截止|终止)(日期|时间)$/],
  ["日期", /^(开始|活动|举办|召开|学习|会议)?(日期|时间)$/],
  ["类别", /^(活动|会议|学习)?(类别|类型|种类|形式|项目)$/],
  ["题目", /^(活动|会议|学习)?(题目|主题|标题|名称|内容|议题)$/],
  ["人数", /^(参加|参会|实到|出席|到会|参学|参与)?人数$/],
  ["参加人", /^(参加|参会|出席|参学|参与|与会)(人|人员|者|名单|党员)$|^名单$/],
  ["时长", /^(活动|学习|会议)?(时长|用时|学时|课时|小时|小时数)(（.*）|\(.*\))?$/],
  ["地点", /^(活动|会议|学习)?(地点|场所|地址)$/],
  ["数量", /^(数量|成果|其他数量|金额|篇数|件数)(（.*）|\(.*\))?$/],
  ["时段", /^(时段|上下午)$/],
  ["说明", /^说明$/],
  ["组织", /^(组织|支部|所属支部|党组织)$/],
  ["记录人", /^(记录人|登记人|填报人)$/],
];

/** Which column is what; `unused` are headings that nothing fits. */
export type Columns = {
  readonly table: Table;
  /** The row of the headings, from 0. */
  readonly head: number;
  readonly at: ReadonlyMap<Role, number>;
  /** Each column that is used: its heading and what it is taken for. */
  readonly used: readonly (readonly [heading: string, role: Role])[];
  readonly unused: readonly string[];
  /** Further sheets with the same headings, such as one a month. */
  readonly alike: readonly Headed[];
  /** Sheets that hold something else and are not read. */
  readonly passed: readonly string[];
};

/** A table and the row of its headings, from 0. */
type Headed = Pick<Columns, "table" | "head">;

const LOOKED_AT = 10;

/** Proposes what the columns are, by the headings; the first table with a day and a kind is taken, and those like it. Null where there is none. */
export function proposeColumns(tables: readonly Table[]): Columns | null {
  for (const table of tables) {
    for (const [head, row] of table.rows.slice(0, LOOKED_AT).entries()) {
      const headings = row.map((cell) => plain(cell));
      const columns = columnsOf(headings);
      if (columns.at.has("日期") && columns.at.has("类别")) {
        return { table, head, ...columns, ...others(tables, { table, headings }) };
      }
    }
  }
  return null;
}

type Taken = { readonly table: Table; readonly headings: readonly string[] };

function others(tables: readonly Table[], { table, headings }: Taken): Pick<Columns, "alike" | "passed"> {
  const wanted = JSON.stringify(trimmed(headings));
  const alike: Headed[] = [];
  const passed: string[] = [];
  for (const other of tables) {
    if (other === table) continue;
    const rows = other.rows.slice(0, LOOKED_AT);
    const head = rows.findIndex((row) => JSON.stringify(trimmed(row.map((cell) => plain(cell)))) === wanted);
    if (head >= 0) alike.push({ table: other, head });
    else if (other.rows.length > 0) passed.push(other.sheet ?? "");
  }
  return { alike, passed };
}

/** Without the empty cells at the end. */
function trimmed(headings: readonly string[]): readonly string[] {
  return headings.slice(0, headings.findLastIndex((one) => one !== "") + 1);
}

function columnsOf(headings: readonly string[]): Pick<Columns, "at" | "used" | "unused"> {
  const at = new Map<Role, number>();
  const used: [string, Role][] = [];
  const unused: string[] = [];
  for (const [i, heading] of headings.entries()) {
    const role = HEADINGS.find(([one, fits]) => fits.test(heading) && !at.has(one))?.[0];
    if (role !== undefined) {
      at.set(role, i);
      used.push([heading, role]);
    } else if (heading !== "") unused.push(heading);
  }
  return { at, used, unused };
}

function plain(cell: unknown): string {
  return typeof cell === "string" ? cell.normalize("NFKC").replace(/[\s*:]+/g, "") : "";
}
