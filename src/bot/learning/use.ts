import { Buffer } from "node:buffer";
import type { LearnInput, LearnResult } from "../../report/learn/file.ts";
import { builtFile, runWorker } from "../../report/threads.ts";
import { saveWaitingFile } from "../../store/waiting-files.ts";
import { type Answer, type Call, type Deps, may, said } from "../call.ts";
import { type FetchedFile, type FileCall, type FileUse, fetchLater, notReceived } from "../files/file-use.ts";
import { recordBefore } from "../photos/spot.ts";
import { askedOf, type Learning, stateText } from "./state.ts";
import { askNext } from "./walk.ts";

const MAX_BYTES = 5 * 1024 * 1024;
const LIMIT_MS = 20_000;
const MEMORY_MB = 512;
const MOST_SHOWN = 40;

const DOCUMENT = /\.(?:docx?|docm|dot[xm]?|wps|txt|md|markdown)$/i;
const REPORT = /报告|述职|总结|模板|样稿|汇报/;

/** A past report that an officer sends in private: it is learnt, and becomes the branch's template after a 是. */
export const learning: FileUse = {
  name: "learn",
  maxBytes: MAX_BYTES,
  take,
  receive,
  isSlow: true,
  lost: async (call, _, why) => notReceived(call, why, MAX_BYTES),
};

async function take(call: FileCall): Promise<Answer | undefined> {
  const n = await officersFile(call, { ending: DOCUMENT, surely: REPORT });
  if (n === undefined) return undefined;
  await fetchLater(call, learning, n);
  return said("answered", `收到 ${nameOf(call, n)}，正在读，读完告诉您。`);
}

/**
 * The file of a message that only an officer sends in private, and not as what belongs to the record just told:
 * what its name surely says it is, is that in any case.
 */
export async function officersFile(
  call: FileCall,
  { ending, surely }: { ending: RegExp; surely: RegExp },
): Promise<number | undefined> {
  if (call.place !== "private" || !may(call, "manage")) return undefined;
  const n = call.sent.files.findIndex(({ kind, name }) => kind === "file" && ending.test(name?.trim() ?? ""));
  if (n < 0) return undefined;
  if (surely.test(nameOf(call, n)) || (await recordBefore(call)) === undefined) return n;
  return undefined;
}

/** The name of a sent file, to be shown: without signs that cannot be seen, its end where it is long. */
export function nameOf({ sent }: FileCall, n: number): string {
  return (sent.files[n]?.name ?? "")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(-60);
}

async function receive(
  deps: Deps,
  { file, bytes }: FetchedFile,
  report: (error: unknown) => void,
): Promise<(call: Call) => Promise<Answer>> {
  const name = file.name ?? "";
  const learnt = await learnFrom(deps, { file: { name, bytes }, decisions: [] }, report);
  return (call) =>
    learnt.ok ? begin(call, { name, bytes }, learnt) : Promise.resolve(said("refused", learnt.problem));
}

const UNREAD = "这份文件没有读完，已经停下并记下原因，请另存一份再发，还不行请告诉管理员。";

/** Reads a report in a thread of its own, with limits of time and memory; `report` hears why it was not read whole. */
export async function learnFrom(
  { fields, catalogue }: Pick<Deps, "fields" | "catalogue">,
  input: Omit<LearnInput, "names">,
  report: (error: unknown) => void,
): Promise<LearnResult> {
  const data: LearnInput = { ...input, names: { fields, catalogue } };
  const options = { failure: "the report was not read", limitMs: LIMIT_MS, memoryMb: MEMORY_MB };
  return runWorker<LearnResult>(builtFile("report/learn/worker"), data, options).catch((error: unknown) => {
    report(error);
    return { ok: false, problem: UNREAD } as const;
  });
}

export type Learnt = Extract<LearnResult, { ok: true }>;

async function begin(call: Call, file: { name: string; bytes: Uint8Array }, learnt: Learnt): Promise<Answer> {
  const { year, proposals, problems, promises } = learnt;
  const { numbers, known, manual, doubts } = proposals;
  const learning: Learning = {
    ...{
      year,
      numbers,
      known: known.length,
      manual,
      problems: [...problems],
      resting: false,
      answered: 0,
      decisions: [],
    },
    doubts: doubts.map((one) => ({ ...one, options: [...one.options] })),
    promises: [...promises],
  };
  await saveWaitingFile(call.db, {
    ...{ chat: call.chat, person_id: call.speaker.id, purpose: askedOf(call).purpose },
    organisation_id: call.organisation.id,
    name: file.name,
    content: Buffer.from(file.bytes).toString("base64"),
    state: stateText(learning),
    asked_at: call.sentAt,
  });
  return askNext(call, learning, `${foundText(file.name, learnt)}\n`);
}

function foundText(name: string, { year, proposals, problems, promises }: Learnt): string {
  const { numbers, known, manual, doubts } = proposals;
  const more = known.length > MOST_SHOWN ? "……" : "";
  return [
    `读完 ${name}（${year} 年度）：找到 ${numbers} 处数字，认得字段的 ${known.length} 处，由人填写的 ${manual} 处，拿不准的 ${doubts.length} 处；定额、期限等承诺 ${promises.length} 条，存在的问题 ${problems.length} 个。`,
    ...(known.length === 0 ? [] : [`对应的字段：${known.slice(0, MOST_SHOWN).join("；")}${more}`]),
  ].join("\n");
}
