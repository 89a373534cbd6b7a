import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { keptDocuments } from "../report/documents.ts";
import { findDraft } from "../store/drafts.ts";
import { closeJob, dropJob, findJobs, type JobRow } from "../store/jobs.ts";
import { enqueue } from "../store/outbox.ts";
import { writing } from "../store/transaction.ts";
import type { Address, Deps } from "./call.ts";
import type { Outbound } from "./channel.ts";
import type { DraftJob } from "./commands/draft.ts";
import type { EraseJob } from "./commands/erase.ts";
import { type DrawJob, drawAll } from "./drawings.ts";
import { erasePersonWhole } from "./erasing.ts";
import { type ExportJob, makeExportFiles } from "./exporting.ts";
import { makeLearnt } from "./learning/make.ts";
import type { LearnJob } from "./learning/offer.ts";
import { type EvidenceJob, makeEvidence } from "./photos/evidence.ts";
import type { ForgetJob } from "./photos/placing.ts";
import { forgetUnused } from "./photos/receive.ts";
import { type ChartJob, makeChart, makePictureFile, type PictureJob } from "./pictures.ts";
import { type Look, openPump, type Pump } from "./pump.ts";

/** One that could not be ended is done again after this. */
const LOOK_AGAIN_MS = 60_000;

export type JobOptions = {
  /** Files are being made for a chat. */
  readonly onStart: (to: Address) => void;
  readonly onDone: () => void;
  readonly onError: (error: unknown, about: string) => void;
};

/** Does slow work outside of every transaction, one job after the other; a restart goes on where it stopped. */
export function openJobs(deps: Deps, { onStart, onDone, onError }: JobOptions): Pump {
  async function look(): Promise<Look> {
    let found: Look = "empty";
    const tried = new Set<number>();
    for (let job = await next(tried); job !== undefined; job = await next(tried)) {
      try {
        await finish(job);
      } catch (error) {
        found = "waits";
        failed(error, job);
      }
    }
    return found;
  }

  function failed(error: unknown, { id, kind }: JobRow): void {
    onError(error, `job ${id} (${kind})`);
  }

  /** Looked for anew after each, so that somebody who waits comes before a long row of pictures. */
  async function next(tried: Set<number>): Promise<JobRow | undefined> {
    const job = (await findJobs(deps.db)).find(({ id }) => !tried.has(id));
    if (job !== undefined) tried.add(job.id);
    return job;
  }

  async function finish(job: JobRow): Promise<void> {
    if (job.kind === "erase") return eraseAndTell(job);
    if (job.kind === "draw") return drawAndClose(job);
    if (job.kind === "learn") return learnAndTell(job);
    if (job.kind === "forget-bytes") return forget(job);
    onStart(JSON.parse(job.payload) as Address);
    const sent = await makeFiles(deps, job).catch((error: unknown) => {
      failed(error, job);
      return undefined;
    });
    await writing(deps.db, async (trx) => {
      await enqueue(trx, outgoing(deps, job, sent));
      await closeJob(trx, job.id, sent === undefined ? "failed" : null);
    });
    onDone();
  }

  /** One that fails waits to be done again: half an erasure is none. */
  async function eraseAndTell(job: JobRow): Promise<void> {
    const { person, tell } = JSON.parse(job.payload) as EraseJob;
    const { templates } = await erasePersonWhole(deps, person);
    await writing(deps.db, async (trx) => {
      if (tell !== undefined) await enqueue(trx, [erasedNotice(deps, tell, templates)]);
      await closeJob(trx, job.id);
    });
    onDone();
  }

  /** The template is the branch's from the commit on that tells of it. */
  async function learnAndTell(job: JobRow): Promise<void> {
    const made = await makeLearnt(deps, JSON.parse(job.payload) as LearnJob).catch((error: unknown) => {
      failed(error, job);
      return undefined;
    });
    await writing(deps.db, async (trx) => {
      await made?.keep(trx);
      await enqueue(trx, outgoing(deps, job, made?.sent));
      await closeJob(trx, job.id, made === undefined ? "failed" : null);
    });
    onDone();
  }

  /** Its messages were queued with their words, and go in any case. */
  async function drawAndClose(job: JobRow): Promise<void> {
    const problem = await drawAll(deps, JSON.parse(job.payload) as DrawJob, onDone).catch((error: unknown) => {
      failed(error, job);
      return "failed";
    });
    await closeJob(deps.db, job.id, problem ?? null);
  }

  async function forget(job: JobRow): Promise<void> {
    await writing(deps.db, async (trx) => {
      await forgetUnused(trx, deps.dataDir, JSON.parse(job.payload) as ForgetJob);
      await dropJob(trx, job.id);
    });
  }

  return openPump({ look, againMs: LOOK_AGAIN_MS, onError: (error) => onError(error, "jobs") });
}

function erasedNotice(deps: Deps, { channel, chat, key }: NonNullable<EraseJob["tell"]>, templates: number) {
  const left =
    templates === 0 ? "" : `有 ${templates} 份报告模板里可能还有这个姓名，机器改不了，请打开看一遍，改好再用。`;
  const now = deps.clock().toISOString();
  const done: Outbound = {
    kind: "card",
    card: { plain: `数据已经抹除，支部的数字没有变化。以前的备份按保留份数过期。${left}` },
  };
  return { key: `${key}/erased`, channel, chat, payload: JSON.stringify(done), not_before: now, created_at: now };
}

async function makeFiles(deps: Deps, job: JobRow): Promise<Outbound[]> {
  if (job.kind === "export") return makeExportFiles(deps, JSON.parse(job.payload) as ExportJob);
  if (job.kind === "chart") return makeChart(deps, JSON.parse(job.payload) as ChartJob);
  if (job.kind === "picture") return makePictureFile(deps, JSON.parse(job.payload) as PictureJob);
  if (job.kind === "evidence") return makeEvidence(deps, JSON.parse(job.payload) as EvidenceJob);
  return makeDraftFiles(deps, job);
}

/** Makes the documents of a kept draft and writes them under readable names. */
async function makeDraftFiles(deps: Deps, job: JobRow): Promise<Outbound[]> {
  const wanted = JSON.parse(job.payload) as DraftJob;
  const row = await findDraft(deps.db, {
    organisationId: wanted.organisation,
    year: wanted.year,
    number: wanted.number,
  });
  if (row === undefined) throw new Error(`draft ${wanted.number} of ${wanted.year} is gone`);
  const { catalogue, dataDir } = deps;
  const made = await keptDocuments({ snapshot: row.snapshot, annex: wanted.annex === true, catalogue, dataDir });
  const folder = resolve(deps.dataDir, "drafts");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${fileName(made.organisation)}${wanted.year}年述职报告（草稿${wanted.number}）`;
  return [fileOf(folder, `${name}.docx`, made.word), fileOf(folder, `${name}台账.xlsx`, made.workbook)];
}

function fileOf(folder: string, name: string, bytes: Uint8Array): Outbound {
  const path = join(folder, name);
  writeFileSync(path, bytes, { mode: 0o600 });
  return { kind: "file", file: { path, name }, caption: name };
}

/** The last part of an organisation's path, without what a file name may not hold. */
export function fileName(organisation: string): string {
  const last = organisation.split(">").at(-1)?.trim() ?? "";
  return last.replace(/[\\/:*?"<>|\p{Cc}\p{Cf}]/gu, "").slice(0, 40) || "台账";
}

/** What people send to have a job done again. */
const AGAIN: ReadonlyMap<string, string> = new Map([
  ["export", "导出我的数据"],
  ["evidence", "佐证材料"],
  ["learn", "模板 继续"],
]);

function outgoing(deps: Deps, job: JobRow, sent: readonly Outbound[] | undefined) {
  const { channel, chat, key } = JSON.parse(job.payload) as DraftJob | ExportJob | LearnJob;
  const again = AGAIN.get(job.kind) ?? "生成";
  const plain = `文件没有生成成功，已经记下原因，请稍后再发一次“${again}”。`;
  const failed: Outbound = { kind: "card", card: { plain } };
  const now = deps.clock().toISOString();
  return (sent ?? [failed]).map((outbound, n) => ({
    key: `${key}/file/${n}`,
    channel,
    chat,
    payload: JSON.stringify(outbound),
    not_before: now,
    created_at: now,
  }));
}
