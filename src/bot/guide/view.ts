import { isSensitive } from "../../ledger/discreet.ts";
import type { Reading } from "../../ledger/understand/reading.ts";
import { findFrequentKinds } from "../../store/activities.ts";
import type { Call, Choice, Reply } from "../call.ts";
import { mustFind } from "../records.ts";
import { daysText, detailsText, nameText, recordLine } from "../replies/describe.ts";
import { shows } from "../replies/plain.ts";
import { EMPTY, emptied } from "./emptying.ts";
import { entryOf, FIELD_NAMES, type Reader, readingOf } from "./entry.ts";
import { BACK, CANCEL, CHOICES, fieldOf, KEEP, MORE_KINDS, OTHER_DAY, placeOf, RECORD, SKIP } from "./path.ts";
import { aboutGuide, type Guide } from "./state.ts";

const OFFERED_KINDS = 8;
const DAYS = ["今天", "昨天", "前天"];

export function readerOf({ now, deps: { vocabulary, catalogue } }: Call): Reader {
  return { now, vocabulary, catalogue };
}

/** The message of a guide as it stands now, with what was wrong with the last answer. */
export async function shown(call: Call, guide: Guide, problem?: string): Promise<Reply> {
  const question = await questionOf(call, guide);
  const answers = await answersOf(call, guide);
  const words = [...answers, ...waysOut(guide)];
  const list = shows(call, "buttons") ? "" : listed(guide, words);
  const text = [problem, question, list].filter(Boolean).join("\n");
  const choices = words.map(
    (label): Choice => ({ label, operation: { do: "guide", guide: guide.id, step: guide.step, words: label } }),
  );
  const about = aboutGuide(guide);
  return { text, choices, about, inPlace: { of: about, text, choices } };
}

/** Where an answer is a number itself, the others have none. */
function takesNumbers({ step }: Guide): boolean {
  return step === "people" || step === "hours";
}

function listed(guide: Guide, words: readonly string[]): string {
  if (takesNumbers(guide)) return `也可以回复：${words.join("、")}`;
  return `${words.map((word, n) => `${n + 1} ${word}`).join("  ")}\n请回复编号，或直接写。`;
}

/** The words that a number typed without buttons stands for. */
export async function numbered(call: Call, guide: Guide, typed: string): Promise<string | undefined> {
  if (shows(call, "buttons") || takesNumbers(guide) || !/^\d{1,2}$/.test(typed)) return undefined;
  return [...(await answersOf(call, guide)), ...waysOut(guide)][Number(typed) - 1];
}

/** What every step offers besides its answers. */
function waysOut(guide: Guide): string[] {
  if (guide.record !== null) return guide.step === "choose" ? [KEEP] : [BACK, KEEP];
  if (guide.step === "confirm") return [BACK, CANCEL];
  return guide.step === "kind" ? [SKIP, CANCEL] : [SKIP, BACK, CANCEL];
}

async function answersOf(call: Call, guide: Guide): Promise<string[]> {
  switch (guide.step) {
    case "kind":
      return [...(await offeredKinds(call)), MORE_KINDS];
    case "kinds": {
      const offered = await offeredKinds(call);
      return call.deps.catalogue.kinds.map(({ name }) => name).filter((name) => !offered.includes(name));
    }
    case "date":
      return [...DAYS, OTHER_DAY];
    case "choose": {
      const record = await mustFind(call, guide.record ?? 0);
      const hidden = isSensitive(record.kinds, call.deps.catalogue) ? ["题目", "地点"] : [];
      return [...CHOICES.keys()].filter((name) => !hidden.includes(name));
    }
    case "confirm":
      return [RECORD];
    default:
      return (await mayEmpty(call, guide)) ? [EMPTY] : [];
  }
}

/** Whether the value that is asked for is one that a record has and can do without. */
async function mayEmpty(call: Call, { record, step }: Guide): Promise<boolean> {
  const field = fieldOf(step);
  if (record === null || field === undefined || emptied(field).field === "problem") return false;
  return entryOf(await mustFind(call, record))[field] !== undefined;
}

/** What the branch holds most, else what branches hold most. */
async function offeredKinds(call: Call): Promise<string[]> {
  const { organisation, deps, db, now } = call;
  const known = new Set(deps.catalogue.kinds.map(({ name }) => name));
  const since = `${Number(now.today.slice(0, 4)) - 1}${now.today.slice(4)}`;
  const own = await findFrequentKinds(db, { organisation: organisation.id, since });
  const likely = (readingOf({}, readerOf(call)).doubts[0]?.options ?? []).filter((kind) => kind !== "其他");
  return [...new Set([...own.filter((kind) => known.has(kind)), ...likely])].slice(0, OFFERED_KINDS);
}

async function questionOf(call: Call, guide: Guide): Promise<string> {
  if (guide.record !== null) return correctionText(call, guide, guide.record);
  const reading = readingOf(guide.entered, readerOf(call));
  if (guide.step === "confirm") return `${told(call, reading)}\n这样记下吗？`;
  const [n, of] = placeOf(guide, call.deps.catalogue);
  const sofar = Object.keys(guide.entered).length === 0 ? "" : `\n${toldSoFar(call, guide, reading)}`;
  return `记一条（${n}/${of}）${sofar}\n${ASKED[guide.step]}`;
}

const ASKED: Readonly<Record<Guide["step"], string>> = {
  kind: "是哪一类活动？",
  kinds: "是哪一类活动？",
  date: "是哪一天办的？",
  day: "请发日期，如 11-21、上周五、11月20日至22日。",
  title: "学了、议了或办了什么？请发题目。",
  people: "多少人参加？请发人数，也可以发姓名，如 张三、李四。",
  hours: "用了多长时间？如 2小时。",
  place: "在哪里？",
  choose: "改哪一项？",
  confirm: "",
};

function toldSoFar(call: Call, { entered }: Guide, reading: Reading): string {
  const name = entered.kind === undefined && entered.title === undefined ? "" : nameText(reading);
  const days = entered.date === undefined ? "" : daysText(reading, call.now.today);
  return [name, days, detailsText(reading)].filter(Boolean).join(" · ");
}

function told(call: Call, reading: Reading): string {
  const names = reading.names.length === 0 ? "" : reading.names.join("、");
  return [nameText(reading), daysText(reading, call.now.today), detailsText(reading), names].filter(Boolean).join("\n");
}

async function correctionText(call: Call, guide: Guide, id: number): Promise<string> {
  const record = await mustFind(call, id);
  const field = fieldOf(guide.step);
  const line = recordLine(record, call.now.today);
  return field === undefined ? `${line}\n${ASKED.choose}` : `${line}\n请发新的${FIELD_NAMES[field]}。`;
}
