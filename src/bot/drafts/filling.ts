import * as z from "zod";
import { yearOf } from "../../ledger/calendar.ts";
import type { Field } from "../../ledger/fields.ts";
import { readCorrection, readWithdrawal, understand } from "../../ledger/understand/message.ts";
import { wordsAround } from "../../report/free-blank.ts";
import { readSource } from "../../report/layout.ts";
import { readManual } from "../../report/manual.ts";
import type { Value } from "../../report/values.ts";
import { getMark, setMark } from "../../store/marks.ts";
import { findOpenQuestion } from "../../store/questions.ts";
import { type Answer, type Call, isAnswer, may, offered, said, saying } from "../call.ts";
import { yearBehind } from "../commands/report-year.ts";
import { plainWords } from "../questions/yes-no.ts";
import { allowedIn, saveStated, splitStated } from "./filled.ts";
import { valuesOf } from "./ledger-rows.ts";
import { templateOf } from "./own-template.ts";
import { reportFields } from "./report-fields.ts";

const walk = z.object({
  organisation: z.number(),
  year: z.number(),
  /** The field that was asked about. */
  field: z.string(),
  skipped: z.array(z.string()),
  askedAt: z.string(),
});

/** Somebody on the way through the blanks of a year's report. */
type Walk = z.infer<typeof walk>;

const SKIPPED: ReadonlySet<string> = new Set(["跳过", "下一个", "不知道", "不清楚", "不记得", "不记得了", "先空着"]);

/** A number alone is an answer, be it one that does not fit: then it is told why. */
const AMOUNT =
  /^(?:大?约|大概|一?共|总共|有)*\s*(?:\d+(?:\.\d+)?\s*(?:万?元|万|小时|学时|人次|[人名户篇件个项条次场])?|[一二两三四五六七八九十百千]+\s*(?:万?元|万|小时|学时|人次|[人名户篇件个项条次场]))(?:左右|上下)?$/;

/** Asks about the first blank of a year's report. */
export async function startWalk(call: Call, year: number): Promise<Answer> {
  return ask(call, { organisation: call.organisation.id, year, skipped: [] }, "");
}

/**
 * Takes the words as an answer to the blank that was asked about, if they are one: a value,
 * 跳过 or 停. Anything else stays a message of its own, and the blank stays asked about.
 */
export async function answerBlank(call: Call): Promise<Answer | undefined> {
  if (call.place !== "private" || !may(call, "manage")) return undefined;
  const open = await openWalk(call);
  if (open === undefined) return undefined;
  const words = plainWords(call.text);
  if (words === "停" || words === "停止" || words === "结束") return stop(call, open);
  if (SKIPPED.has(words)) {
    return ask(call, { ...open, skipped: [...open.skipped, open.field] }, "好的，先空着。\n");
  }
  const field = await fieldOf(call, open.field);
  if (field === undefined) return undefined;
  const bare = { ...call, text: splitStated(field, call.text).value };
  if (!(isValue(bare, field) || AMOUNT.test(plainWords(bare.text)))) return undefined;
  const again = `${bare.text} 原因 补填`;
  const allowed = await allowedIn(call, { field, year: open.year, value: call.text.trim() }, again);
  if (isAnswer(allowed)) return allowed;
  const kept = await saveStated(call, { field, year: open.year, value: allowed.value });
  if (isAnswer(kept)) return kept;
  return ask(call, open, `已填 ${ofYear(call, open.year, "")}${field.label}：${kept.shown}。\n`);
}

/** The blank that is being asked about in this chat, as a question. */
export async function blankAsked(call: Call): Promise<string | undefined> {
  if (call.place !== "private" || !may(call, "manage")) return undefined;
  const open = await openWalk(call);
  const field = open && (await fieldOf(call, open.field));
  return field && `${asked(field)}是多少？${howTo(field)}`;
}

/** The walk of this chat, unless a question about a record was asked later: the newest is answered. */
async function openWalk(call: Call): Promise<Walk | undefined> {
  const kept = await getMark(call.db, markOf(call));
  if (kept === undefined || kept === "") return undefined;
  const open = walk.parse(JSON.parse(kept));
  if (open.organisation !== call.organisation.id) return undefined;
  const question = await findOpenQuestion(call.db, { chat: call.chat, personId: call.speaker.id });
  return question !== undefined && question.opened_at > open.askedAt ? undefined : open;
}

/** Whether the words state the field's value; a list in words must not be a message about an activity. */
function isValue(call: Call, field: Field): boolean {
  const read = readManual(field, call.text.trim());
  if (!read.ok) return false;
  if (read.items.length === 0) return true;
  const { intent, records } = understand(call.text, call.now, call.deps.vocabulary);
  if (intent === "log" && records.some(({ kinds, start }) => kinds.length > 0 && start !== null)) return false;
  if (intent === "query" || intent === "delete" || intent === "edit") return false;
  return readWithdrawal(call.text) === null && readCorrection(call.text, call.now, call.deps.vocabulary) === null;
}

async function fieldOf(call: Call, id: string): Promise<Field | undefined> {
  return (await reportFields(call)).find((field) => field.id === id);
}

async function ask(call: Call, on: Omit<Walk, "field" | "askedAt">, before: string): Promise<Answer> {
  const blanks = await blanksOf(call, on.year);
  if (blanks === undefined) return said("refused", "模板有问题，请先改好模板。");
  const open = blanks.filter(({ field }) => !on.skipped.includes(field));
  const [next] = open;
  const field = next && (await fieldOf(call, next.field));
  if (next === undefined || field === undefined) {
    await setMark(call.db, markOf(call), "");
    const left = blanks.length === 0 ? "没有空着的字段了。" : `看完了，还空着 ${blanks.length} 项。`;
    return said("answered", `${before}${on.year} 年的报告${left}`);
  }
  const kept: Walk = { ...on, field: next.field, askedAt: call.sentAt };
  await setMark(call.db, markOf(call), JSON.stringify(kept));
  const hint = await lastYears(call, field, on.year - 1);
  const skipped = blanks.length - open.length;
  const left = `${ofYear(call, on.year, "报告")}还空着 ${blanks.length} 项${skipped === 0 ? "" : `（跳过 ${skipped} 项）`}。`;
  const text = `${before}${left}${asked(field)}是多少？${await placeText(call, field)}${hint}${howTo(field)}`;
  return offered(
    "asked",
    text,
    ["跳过", "停"].map((words) => saying(words)),
  );
}

/** Said where it is not this year: in January the report of the last one is filled in. */
function ofYear({ now }: Call, year: number, what: string): string {
  return year === yearOf(now.today) ? "" : `${year} 年${what === "" ? " " : `的${what}`}`;
}

/** 党员献血（毫升）; of a number without a unit its name alone. */
function asked({ label, unit }: Field): string {
  return unit === "" ? label : `${label}（${unit}）`;
}

function howTo({ measure }: Field): string {
  const how = measure.by === "list" ? "可以逐条写，用分号隔开，也可以只写条数" : "回复数字";
  return `${how}，或发“跳过”“停”。`;
}

/** The fields that the template names and nobody knows, in its order; nothing where the template cannot be read. */
async function blanksOf({ db, deps, organisation }: Call, year: number): Promise<Value[] | undefined> {
  const read = readSource(await templateOf(db, organisation.id, deps.template), deps);
  if (!read.ok) return undefined;
  const { fields } = read.layout;
  const wanted = { organisation: organisation.id, year, withSubUnits: false };
  const { values } = await valuesOf(db, { catalogue: deps.catalogue, fields }, wanted);
  return values.filter(({ source }) => source === "blank");
}

/** Where a blank that names no known field stands in the report. */
async function placeText({ db, deps, organisation }: Call, field: Field): Promise<string> {
  if (deps.fields.some(({ id }) => id === field.id)) return "";
  const around = wordsAround((await templateOf(db, organisation.id, deps.template)).text, field, deps.fields);
  return around === "" ? "" : `文中是“${around}”。`;
}

/** Last year's value as a hint: it is never filled in by itself. */
async function lastYears({ db, deps, organisation }: Call, field: Field, year: number): Promise<string> {
  const wanted = { organisation: organisation.id, year, withSubUnits: false };
  const [value] = (await valuesOf(db, { catalogue: deps.catalogue, fields: [field] }, wanted)).values;
  return value === undefined || value.source === "blank" ? "" : `${year} 年是 ${value.display}，仅供参考。`;
}

async function stop(call: Call, open: Walk): Promise<Answer> {
  await setMark(call.db, markOf(call), "");
  const left = (await blanksOf(call, open.year))?.length ?? 0;
  return said(
    "answered",
    `好的，先到这里，还空着 ${left} 项。再填请发“填空${yearBehind(open.year, call.now.today)}”。`,
  );
}

function markOf({ chat, speaker }: Call): string {
  return `filling:${chat}:${speaker.id}`;
}
