import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PizZip from "pizzip";
import { afterEach, beforeEach, expect, test } from "vitest";
import { commands } from "../../src/bot/commands/index.ts";
import { draftOf } from "../../src/bot/drafts/drafting.ts";
import { ledgerRows } from "../../src/bot/drafts/ledger-rows.ts";
import { weeklyOf, weeklyText } from "../../src/bot/weekly.ts";
import { documents } from "../../src/report/documents.ts";
import { type Branch, openBranch } from "../helpers/branch.ts";
import { type Account, account, codeIn, enrolled, organisation } from "../helpers/people.ts";
import { example } from "../helpers/permissions-page.ts";

let branch: Branch;
let second: number;
beforeEach(async () => {
  branch = await openBranch("示范党总支 > 第一党支部");
  second = await organisation(branch, "示范党总支 > 第二党支部");
});
afterEach(() => branch.close());

/** Words that stand nowhere else, in a title, a place, a name and a number. */
const THEIRS = { title: "题甲子丙寅", place: "戊辰庚午会议室", name: "韩壬申", headcount: "7654" };
const OURS = { title: "题乙丑丁卯", place: "己巳辛未会议室", name: "韩癸酉", headcount: "21" };

type Marks = typeof THEIRS;

/** A year of a branch with its marks wherever words of people go. */
async function fill(people: { secretary: Account; member: Account; recorder: Account }, mark: Marks): Promise<void> {
  const { secretary, member, recorder } = people;
  await member.says(`今天上午集中学习 ${mark.title} ${mark.headcount}人 2小时 地点${mark.place}`);
  await recorder.says(`上午集中学习 ${mark.title} 12人`);
  await recorder.says("是");
  await member.says(`下午支委会 议定3项 ${mark.title}`);
  await member.says(`学习${mark.title} 十几人`);
  await member.says(`上月集中学习 ${mark.title}`);
  await secretary.says(`填 重点工作项数 ${mark.headcount}`);
  await secretary.says("设为 记录员甲 记录员");
}

async function peopleOf(place: number, prefix: string, name: string) {
  return {
    secretary: await enrolled(branch, `${prefix}s`, { name: `${name}书`, role: "secretary", organisation: place }),
    member: await enrolled(branch, `${prefix}m`, { name, organisation: place }),
    recorder: await enrolled(branch, `${prefix}r`, { name: `${name}记`, role: "recorder", organisation: place }),
  };
}

function leaked(text: string, mark: Marks): string[] {
  return Object.values(mark).filter((one) => text.includes(one));
}

test("nothing of one branch shows in anything that is said to another", async () => {
  await fill(await peopleOf(branch.organisation, "a", THEIRS.name), THEIRS);
  const mine = await peopleOf(second, "b", OURS.name);
  const admin = await enrolled(branch, "ba", { name: `${OURS.name}管`, role: "admin", organisation: second });
  await fill(mine, OURS);

  const said = await wordsFor([mine.secretary, mine.member, mine.recorder, admin]);
  const last = said.filter((text) => leaked(text, THEIRS).length > 0);
  expect(last).toEqual([]);
  expect(said.some((text) => leaked(text, OURS).length > 0)).toBe(true);
});

/** What each of them hears to every command, and to every way of naming a record of the other branch. */
async function wordsFor(people: readonly Account[]): Promise<string[]> {
  const usages = [...new Set(commands.values())].map(example).filter((one) => !/^(退出|改名|移出)/.test(one));
  const numbers = Array.from({ length: 8 }, (_, n) => n + 1);
  const named = numbers.flatMap((n) => [
    `为什么 #${n}`,
    `历史 #${n}`,
    `#${n} 改 人数 16`,
    `撤销 #${n}`,
    `合并 #${n} #${n + 1}`,
    `分开 #${n}`,
    `恢复 #${n}`,
    `确认 #${n}`,
    `计入 #${n} 原因 补记`,
    `移出 ${n}号`,
    `设为 ${n}号 记录员`,
  ]);
  const more = [
    "这个月学习了几次？",
    "今天上午集中学习 21人",
    "是",
    "不是",
    "绑定 第一党支部",
    "切换 第一党支部",
    "邀请 第一党支部",
  ];
  const heard: string[] = [];
  for (const speaker of people) {
    for (const words of [...usages, ...named, ...more]) {
      heard.push((await speaker.says(words)).text, (await speaker.saysIn("-9", words)).text);
    }
  }
  return heard;
}

test("nor in its draft, its documents, its workbook and its weekly summary", async () => {
  await fill(await peopleOf(branch.organisation, "a", THEIRS.name), THEIRS);
  await fill(await peopleOf(second, "b", OURS.name), OURS);
  const { deps } = branch;
  const wanted = { organisation: second, year: 2026, withSubUnits: false };

  const drafted = await draftOf(deps.db, deps, { ...wanted, madeAt: deps.clock() });
  if (!drafted.ok) throw new Error(drafted.faults.join("；"));
  const made = await documents(drafted.draft);
  const weekly = weeklyText(
    await weeklyOf(deps, second, { week: { first: "2026-11-23", last: "2026-11-29" }, on: "2026-11-30" }),
  );
  const files = [made.word, made.workbook].flatMap(partsOf);
  const text = JSON.stringify([drafted.draft, await ledgerRows(deps.db, [second]), weekly, files]);

  expect(leaked(text, THEIRS)).toEqual([]);
  expect(leaked(text, OURS)).not.toEqual([]);
  expect(files.join().length).toBeGreaterThan(10_000);
});

/** The text of every part of a Word file or a workbook. */
function partsOf(bytes: Uint8Array): string[] {
  return Object.values(new PizZip(bytes).files).map((file) => file.asText());
}

test("a record is found by a number that a person typed in one place alone, which knows the branch", () => {
  const looking = readdirSync("src/bot", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && readFileSync(join("src/bot", file), "utf8").includes("findActivity("))
    .sort();
  expect(looking).toEqual(["records.ts", "records/sight.ts"]);
});

test("a stranger and a refused code tell nothing of any branch", async () => {
  const { secretary } = await peopleOf(branch.organisation, "a", THEIRS.name);
  const code = codeIn(await secretary.says("邀请"));
  const stranger = account(branch, "x", "路人");
  const heard = [
    await stranger.says("统计"),
    await stranger.says("加入 AAAA-AAAA-AAAA-AAAA"),
    await stranger.says(`关联 ${code}`),
    await stranger.saysIn("-9", "统计"),
  ].map(({ text }) => text);
  for (const text of heard) {
    expect(text).not.toMatch(/第一党支部|第二党支部|示范党总支/);
    expect(leaked(text, THEIRS)).toEqual([]);
  }
});
