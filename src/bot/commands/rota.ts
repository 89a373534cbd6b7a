import type { Day } from "../../ledger/activity.ts";
import { addDays, weekPeriod } from "../../ledger/calendar.ts";
import { findNames } from "../../store/people.ts";
import { type Answer, type Call, isAnswer, may, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { readPlanTime } from "../plans/days.ts";
import { findRota, nextMonday, type Rota, rotaLines, saveRota, skipMonday, swapped, without } from "../plans/rota.ts";
import { type Regrouping, ROTA_WORDS, readRotaWish, type Skipping } from "../plans/rota-wishes.ts";
import type { Command } from "./command.ts";
import { membersIn } from "./members.ts";
import { way } from "./spoken.ts";

const HOW = "书记发“领学 名单 张三 李四 王五”排好名单，每周一轮一位。";

/** Who leads the reading on Mondays, by turns. */
export const rota: Command = {
  name: "领学",
  latin: "rota",
  usage: "领学",
  summary:
    "看每周一轮到谁领学；书记可排：领学 名单 张三 李四、领学 换 李四、领学 加 王五、领学 减 王五、领学 跳过下周、领学 停",
  permission: "anyone",
  rest: ROTA_WORDS,
  // 下周一谁领学, 跳过本周的领学, 停止领学
  spoken: {
    hint: /领学/,
    ways: [
      way("(?:今天|[这本下上]周一?|周一|下次|该|轮到|现在)*(?:轮到)?谁来?领学(?:了|呢)?", "领学"),
      way("跳过([本这下]周)的?领学", "领学 跳过$1"),
      way("(停止|停掉|取消|不排|不再排)领学(?:名单)?(?:了|吧)*", "领学 $1"),
    ],
  },
  async run(call, [words = ""]) {
    const wish = readRotaWish(words);
    if (wish.do === "show") return shown(call);
    if (!may(call, "manage")) return said("refused", "领学的名单只有书记、管理员可以改。");
    if (wish.do === "ask") return said("asked", wish.text);
    if (wish.do === "list") return list(call, wish.names);
    if (wish.do === "stop") return stopped(call);
    const known = await findRota(call.db, call.organisation.id, call.now.today);
    if (known === undefined) return said("asked", `还没有领学名单。${HOW}`);
    switch (wish.do) {
      case "swap":
        return swap(call, known, wish.names);
      case "add":
      case "take":
        return regroup(call, known, wish);
      default:
        return skip(call, known, wish);
    }
  },
};

async function shown({ db, organisation: { id }, now: { today } }: Call): Promise<Answer> {
  const line = (await rotaLines(db, [id], today)).get(id);
  if (line === undefined) return said("answered", `还没有领学名单。${HOW}`);
  const { people = [] } = (await findRota(db, id, today)) ?? {};
  if (people.length < 3) return said("answered", line);
  const names = await findNames(db, people);
  return said("answered", `${line}\n依次：${people.map((person) => names.get(person) ?? "（已离开）").join("、")}`);
}

async function list(call: Call, names: string): Promise<Answer> {
  const people = await membersIn(call, names);
  return isAnswer(people) ? people : save(call, { people, monday: nextMonday(call.now.today), skipped: [] });
}

/** Who is new reads last, and who is taken away has no more turns. */
async function regroup(call: Call, known: Rota, wish: Regrouping): Promise<Answer> {
  const some = await membersIn(call, wish.names);
  if (isAnswer(some)) return some;
  if (wish.do === "add") return save(call, { ...known, people: [...new Set([...known.people, ...some])] });
  const left = without(known, some);
  return left === undefined ? stopped(call) : save(call, left);
}

async function swap(call: Call, known: Rota, names: string): Promise<Answer> {
  const typed = await membersIn(call, names);
  // 换成李四; 成国强 is a name too.
  const people = isAnswer(typed) && /^[成为给]/.test(names) ? await membersIn(call, names.slice(1)) : typed;
  if (isAnswer(people)) return people;
  const [person, other] = people;
  return person === undefined ? shown(call) : save(call, swapped(known, person, other));
}

/** 跳过, 跳过下周, 不跳过12月7日: nobody reads on the next Monday, or in the week that is named; or somebody does again. */
async function skip(call: Call, known: Rota, wish: Skipping): Promise<Answer> {
  const isOff = wish.do === "skip";
  const monday = wish.week === "" ? nearest(known, isOff) : mondayOf(wish.week, call.now.today);
  if (monday === undefined) return said("asked", "没有读懂是哪一周，请写成：领学 跳过下周。换人请发：领学 换 李四。");
  await skipMonday(call.db, call.organisation.id, { monday, isOff });
  await journalCommand(call, "rota", { monday, isOff });
  return shown(call);
}

/** The next Monday with a turn, or the next that is left out. */
function nearest({ monday, skipped }: Rota, isOff: boolean): Day | undefined {
  if (!isOff) return skipped.toSorted()[0];
  let day = monday;
  while (skipped.includes(day)) day = addDays(day, 7);
  return day;
}

/** The Monday of 本周, 下周 or of a day to come. */
function mondayOf(words: string, today: Day): Day | undefined {
  const { first } = weekPeriod(today);
  if (/^[本这下]周一?$/.test(words)) return words.startsWith("下") ? addDays(first, 7) : first;
  const day = readPlanTime(words, today)?.day;
  return day === undefined || day < first ? undefined : weekPeriod(day).first;
}

async function save(call: Call, wanted: Rota): Promise<Answer> {
  await saveRota(call.db, call.organisation.id, wanted);
  await journalCommand(call, "rota", { people: wanted.people });
  return shown(call);
}

async function stopped(call: Call): Promise<Answer> {
  await saveRota(call.db, call.organisation.id, undefined);
  await journalCommand(call, "rota", { people: [] });
  return said("answered", "好的，不再排领学。");
}
