import type { Day } from "../../ledger/activity.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import type { Change } from "../../ledger/understand/reading.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { isClosed } from "../../store/closings.ts";
import type { Answer, Call, Form, Operation, Reply } from "../call.ts";
import { said } from "../call.ts";
import type { FormField } from "../channel.ts";
import { correct, notToCorrect } from "../commands/edit.ts";
import { log } from "../records/log.ts";
import { seenRecord } from "../records/sight.ts";
import { recordLine } from "../replies/describe.ts";
import { emptied } from "./emptying.ts";
import {
  ENTRY_FIELDS,
  type Entry,
  entryOf,
  problemsOf,
  readField,
  readingOf,
  withoutBlanks,
  wordsOfEntry,
} from "./entry.ts";
import { readerOf } from "./view.ts";

/** One card for a whole new record. */
export function entryForm(call: Call): Answer {
  const entry: Entry = { date: call.now.today };
  return { outcome: "answered", records: [], replies: [formReply(call, { entry, before: {} })] };
}

/** The same card with what a record says, to correct it. */
export async function correctionForm(call: Call, record: StoredActivity): Promise<Answer> {
  const entry = entryOf(record);
  const needsReason = await isClosed(call.db, record.organisation, record);
  const reply = formReply(call, { entry, before: entry, record, needsReason });
  return { outcome: "answered", records: [record.id], replies: [reply] };
}

type Filled = {
  readonly entry: Entry;
  readonly before: Entry;
  readonly record?: StoredActivity;
  readonly needsReason?: boolean;
  readonly reason?: string;
  readonly problems?: readonly string[];
};

function formReply(call: Call, filled: Filled): Reply {
  const { record, problems = [] } = filled;
  const head = record === undefined ? "填好以后点“提交”，不清楚的可以空着。" : recordLine(record, call.now.today);
  const text = [...problems, head].join("\n");
  const operation: Operation = { do: "enter", record: record?.id, before: filled.before };
  const form: Form = { fields: fieldsOf(call, filled), submit: "提交", operation };
  const back = { label: "不改了", operation: { do: "keep", record: record?.id ?? 0 } } as const;
  if (record !== undefined) return { text, form, choices: [back] };
  // An old app shows the title and nothing else.
  return { text, form, card: { title: "记一条（看不到表单的，请发“不用卡片”）" } };
}

function fieldsOf({ deps }: Call, { entry, record, needsReason, reason }: Filled): FormField[] {
  const valued = (value: string | undefined) => (value === undefined ? {} : { value });
  const kinds = deps.catalogue.kinds.map(({ name }) => name);
  const several = entry.kind?.includes("、") === true ? [entry.kind] : [];
  const hidden = record !== undefined && isSensitive(record.kinds, deps.catalogue);
  const words = (name: string, label: string, value: string | undefined): FormField => ({
    field: "text",
    name,
    label,
    ...valued(value),
  });
  return [
    { field: "choice", name: "kind", label: "类别", options: [...several, ...kinds], ...valued(entry.kind) },
    { field: "date", name: "date", label: "日期", ...valued(entry.date) },
    ...(hidden ? [] : [words("title", "题目", entry.title)]),
    words("people", "人数", entry.people),
    words("hours", "时长（小时）", entry.hours),
    ...(hidden ? [] : [words("place", "地点", entry.place)]),
    ...(needsReason === true ? [words("reason", "更正原因（这一年已经封账）", reason)] : []),
  ];
}

type Submitted = {
  readonly wanted: Extract<Operation, { do: "enter" }>;
  readonly values: Readonly<Record<string, string>>;
};

/** Takes a filled-in form: logs or corrects, or shows it again with what is wrong and all that was entered. */
export async function submitForm(call: Call, { wanted, values }: Submitted): Promise<Answer> {
  const entry = withoutBlanks(values);
  if (wanted.record !== undefined)
    return submitCorrection(call, wanted.record, { entry, before: wanted.before, values });
  const reader = readerOf(call);
  const problems = problemsOf(entry, reader).map(({ text }) => text);
  const nothing = Object.keys(entry).every((field) => field === "date");
  if (nothing) problems.push("还没有填是什么活动。");
  if (problems.length > 0) return again(call, { entry, before: {}, problems });
  return log({ ...call, text: wordsOfEntry(entry, call.now.today) }, [readingOf(entry, reader)]);
}

/** What a sensitive kind may not keep is not shown again either. */
function again(call: Call, filled: Filled): Answer {
  const { title: _, place: __, ...discreet } = filled.entry;
  const kinds = filled.entry.kind?.split("、") ?? [];
  const entry = isSensitive(kinds, call.deps.catalogue) ? discreet : filled.entry;
  const reply = formReply(call, { ...filled, entry });
  return { outcome: "asked", records: [], replies: [reply], unkept: true };
}

type Correcting = Omit<Submitted, "wanted"> & { readonly entry: Entry; readonly before: Entry };

async function submitCorrection(call: Call, id: number, { entry, before, values }: Correcting): Promise<Answer> {
  const record = await seenRecord(call, id);
  if (record === undefined || record.state === "void") return said("refused", `#${id} 已经撤销。`);
  const refused = notToCorrect(call, record);
  if (refused !== undefined) return refused;
  const { changes, problems } = changesOf(call, entry, before);
  const { reason: written = "" } = values;
  const reason = written.trim() === "" ? undefined : written.trim();
  const needsReason = await isOfClosedYear(call, record, changes);
  if (needsReason && reason === undefined) problems.push("这一年已经封账，改它请写明原因。");
  const filled = { entry, before, record, needsReason, ...(reason === undefined ? {} : { reason }) };
  if (problems.length > 0) return again(call, { ...filled, problems });
  if (changes.length === 0) return again(call, { ...filled, problems: ["没有改动；不用改请点“不改了”。"] });
  return correct(call, record, { changes, reason });
}

/** Only what differs from what the form showed at first: somebody else may have corrected the rest meanwhile. */
function changesOf(call: Call, entry: Entry, before: Entry): { changes: Change[]; problems: string[] } {
  const changes: Change[] = [];
  const problems: string[] = [];
  for (const field of ENTRY_FIELDS) {
    const words = entry[field];
    if (words === before[field]) continue;
    const read = words === undefined ? emptied(field) : readField(field, words, readerOf(call));
    if (read.field === "problem") problems.push(read.text);
    else if (read.field === "names") problems.push("人数请写一个数，如 15。");
    else changes.push(read);
  }
  return { changes, problems };
}

async function isOfClosedYear(call: Call, record: StoredActivity, changes: readonly Change[]): Promise<boolean> {
  const days: { start: Day | null }[] = [record, ...changes.flatMap((one) => (one.field === "date" ? [one] : []))];
  for (const day of days) if (await isClosed(call.db, record.organisation, day)) return true;
  return false;
}
