import type fc from "fast-check";
import { erasePersonWhole } from "../../src/bot/own-data/erasing.ts";
import {
  changeOf,
  clock,
  lineOf,
  membersOf,
  numberOf,
  officer,
  pairOf,
  personOf,
  questionFor,
  recent,
  speaker,
  targetOf,
} from "./choose.ts";
import { checkInvariants, compareNumbers, compareRecords, same } from "./compare.ts";
import { HOMES, type Ledger } from "./ledger.ts";
import { type Line, reply, YEARS } from "./lines.ts";
import { accept, close, confirm, correct, merge, restore, split, supply, withdrawBy } from "./office.ts";
import { command, hears, keep, say, turnOf } from "./saying.ts";
import type { Step, What } from "./step.ts";
import { editMessage, hear, recallMessage } from "./talk.ts";
import type { Result, Turn } from "./types.ts";
import { deliver, GROUP, inboundOf, restart, type World } from "./world.ts";

/** Plays a step in both ledgers; what they answer must be the same. */
export class Played implements fc.AsyncCommand<Ledger, World> {
  readonly step: Step;

  constructor(played: Step) {
    this.step = played;
  }

  check(): boolean {
    return true;
  }

  async run(ledger: Ledger, world: World): Promise<void> {
    world.minute += this.step.minutes;
    await PLAY[this.step.what](this.step, ledger, world);
  }
}

type Play = (step: Step, ledger: Ledger, world: World) => Promise<void>;

const PLAY: Readonly<Record<What, Play>> = {
  log: (one, ledger, world) => {
    const who = speaker(one, ledger, world);
    return say(one, ledger, world, { who, line: lineOf(one, who, world), does: hear });
  },
  answer: (one, ledger, world) => {
    const question = questionFor(one, ledger);
    const line = reply(one.a, ledger.nextNumber(), question?.about);
    const reasoned = one.withReason && line.tells.length === 0;
    const words: Line = reasoned ? { ...line, text: `${line.text} 原因 补记` } : line;
    if (question === undefined) return say(one, ledger, world, { line: words, reason: reasoned, does: hear });
    const who = personOf(world, question.person);
    const there = { ...one, inGroup: question.chat === GROUP };
    return say(there, ledger, world, { who, line: words, reason: reasoned, does: hear });
  },
  retry: (one, ledger, world) => {
    const said = recent(
      one,
      ledger.said.filter(({ isMessage, line, person }) => isMessage && line?.tells.length && !ledger.gone.has(person)),
    );
    if (said?.line == null) return Promise.resolve();
    const who = personOf(world, said.person);
    const text = one.b % 2 === 0 ? said.line.text : said.line.text.replace(" ", "  ");
    const inGroup = one.inGroup;
    return say({ ...one, inGroup }, ledger, world, { who, line: said.line, text, does: hear });
  },
  redeliver: redeliver,
  correct: (one, ledger, world) => {
    const who = speaker(one, ledger, world);
    const [change, words] = changeOf(one, ledger, who, world);
    const target = targetOf(one, ledger, who);
    const text = target === "newest" ? `改 ${words}` : `#${target} 改 ${words}`;
    return command(one, ledger, world, { who, text, does: (turn) => correct(ledger, turn, target, change) });
  },
  withdraw: (one, ledger, world) => {
    const who = speaker(one, ledger, world);
    const target = targetOf(one, ledger, who);
    const text = target === "newest" ? "撤销" : `撤销 #${target}`;
    return command(one, ledger, world, { who, text, does: (turn) => withdrawBy(ledger, turn, target) });
  },
  merge: (one, ledger, world) => {
    const who = officer(one, ledger, world);
    const [from, into] = pairOf(one, ledger, who);
    return command(one, ledger, world, {
      who,
      text: `合并 #${from} #${into}`,
      does: (turn) => merge(ledger, turn, from, into),
    });
  },
  split: decision("分开", split, ({ joined, twin }) => joined || twin !== null),
  restore: decision("恢复", restore, ({ state, joined }) => state === "void" && !joined),
  accept: decision("计入", accept, ({ heldFor }) => heldFor === "closed"),
  confirm: (one, ledger, world) => decision("确认", confirm)({ ...one, withReason: false }, ledger, world),
  supply: (one, ledger, world) => decision("补数", supply)({ ...one, withReason: false }, ledger, world),
  close: closing("封账", true),
  reopen: closing("解封", false),
  edit,
  recall,
  move,
  erase,
  restart: async (_, ledger, world) => {
    ledger.script.push("（程序重新启动）");
    restart(world);
  },
  compare: (_, ledger, world) => compareRecords(ledger, world),
};

export async function compareAll(ledger: Ledger, world: World): Promise<void> {
  await compareRecords(ledger, world);
  await compareNumbers(ledger, world);
  await checkInvariants(ledger, world);
}

function decision(
  word: string,
  does: (ledger: Ledger, turn: Turn, number: number) => Result,
  fits: (record: Ledger["records"][number]) => boolean = () => true,
): Play {
  return (one, ledger, world) => {
    const who = officer(one, ledger, world);
    const fitting = ledger.records.filter((record) => record.org === who.org && fits(record));
    const number = one.b % 5 === 0 ? numberOf(one.a, ledger, who) : (fitting[one.a % fitting.length]?.id ?? 1);
    return command(one, ledger, world, { who, text: `${word} #${number}`, does: (turn) => does(ledger, turn, number) });
  };
}

function closing(word: string, isClosing: boolean): Play {
  return (one, ledger, world) => {
    const who = officer(one, ledger, world);
    const year = YEARS[one.a % YEARS.length] ?? YEARS[0];
    const text = isClosing ? `${word} ${year}` : `${word} ${year} 补记`;
    const private_ = { ...one, withReason: false, inGroup: false };
    return command(private_, ledger, world, { who, text, does: (turn) => close(ledger, turn, year, isClosing) });
  };
}

/** Any message again, at any time, and perhaps twice at once. */
async function redeliver(one: Step, ledger: Ledger, world: World): Promise<void> {
  const inbound = ledger.inbounds[one.a % Math.max(1, ledger.inbounds.length)];
  const said = ledger.said.find(({ key }) => key === inbound?.key);
  if (inbound === undefined || said === undefined) return;
  ledger.script.push(`（再次送达 ${inbound.key}）`);
  const expected = { outcome: "duplicate", records: said.result.records } as const;
  const answers = await Promise.all([deliver(world, inbound), ...(one.b % 2 === 0 ? [deliver(world, inbound)] : [])]);
  for (const answer of answers) same(answer, expected);
}

async function edit(one: Step, ledger: Ledger, world: World): Promise<void> {
  const said = recent(
    one,
    ledger.said.filter(({ isMessage, person }) => isMessage && !ledger.gone.has(person)),
  );
  if (said === undefined) return;
  const who = personOf(world, said.person);
  const line =
    one.b % 6 === 0 ? (said.line ?? lineOf(one, who, world)) : one.b % 6 === 1 ? CHAT : lineOf(one, who, world);
  const turn = turnOf({ ...one, inGroup: said.chat === GROUP }, ledger, world, who, line, false);
  ledger.script.push(`${clock(world.minute)} ${who.name} 把 ${said.key} 改成: ${line.text}`);
  const expected = editMessage(ledger, turn, said.key, membersOf(ledger, world));
  keep(ledger, turn, expected, { line: null, isMessage: false });
  await hears(ledger, world, inboundOf(turn, { kind: "edit", text: line.text, of: said.key }), expected);
}

const CHAT: Line = { text: "哈哈好的", tells: [] };

async function recall(one: Step, ledger: Ledger, world: World): Promise<void> {
  const said = recent(
    one,
    ledger.said.filter(({ isMessage, person }) => isMessage && !ledger.gone.has(person)),
  );
  if (said === undefined) return;
  const who = personOf(world, said.person);
  const turn = turnOf({ ...one, inGroup: said.chat === GROUP }, ledger, world, who, CHAT, false);
  ledger.script.push(`${clock(world.minute)} ${who.name} 撤回 ${said.key}`);
  const expected = recallMessage(ledger, turn, said.key);
  keep(ledger, turn, expected, { line: null, isMessage: false });
  await hears(ledger, world, inboundOf(turn, { kind: "recall", text: "", of: said.key }), expected);
}

async function move(_: Step, ledger: Ledger, world: World): Promise<void> {
  const from = ledger.home;
  const to = from === HOMES[0] ? HOMES[1] : HOMES[0];
  ledger.home = to;
  const text = `移动 ${from} > 第二党支部 到 ${to}`;
  const turn: Turn = {
    key: ledger.nextKey(),
    person: world.admin,
    chat: world.admin.name,
    at: world.minute,
    line: CHAT,
  };
  ledger.script.push(`${clock(world.minute)} ${world.admin.name}: ${text}`);
  keep(ledger, turn, { outcome: "answered", records: [] }, { line: null, isMessage: false });
  await hears(ledger, world, inboundOf(turn, { kind: "message", text, of: "" }), { outcome: "answered", records: [] });
}

/** At most one of the members, and seldom. */
async function erase(one: Step, ledger: Ledger, world: World): Promise<void> {
  const gone = world.people[1];
  if (gone === undefined || ledger.gone.has(gone.id) || one.b % 3 !== 0) return;
  ledger.script.push(`（抹除 ${gone.name}）`);
  ledger.erase(gone.id);
  await erasePersonWhole(world.deps, gone.id, { patienceMs: 0 });
}
