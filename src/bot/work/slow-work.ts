import * as z from "zod";
import { enqueue } from "../../store/outbox.ts";
import type { Trx } from "../../store/schema.ts";
import type { Address, Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { compareJob, compareKept } from "../drafts/compare-job.ts";
import { type DraftJob, draftJob, makeDraftFiles } from "../drafts/files.ts";
import { fillValues } from "../drafts/values.ts";
import { type LearnJob, learnJob, makeLearnt } from "../learning/make.ts";
import { outgoing } from "../outbox/telling.ts";
import { erasePersonWhole } from "../own-data/erasing.ts";
import { exportJob, makeExportFiles } from "../own-data/exporting.ts";
import { evidenceJob, makeEvidence } from "../photos/evidence.ts";
import { type ForgetJob, forgetJob, forgetUnused } from "../photos/receive.ts";
import { type DrawJob, drawAll, drawJob } from "../pictures/drawings.ts";
import { chartJob, makeChart, makePictureFile, pictureJob } from "../pictures.ts";
import { type Asked, asked, DAMAGED } from "./payload.ts";

/** What is told of work while it is done. */
export type Around = {
  /** Files are being made for a chat. */
  readonly onStart: (to: Address) => void;
  /** Something may be sent. */
  readonly onDone: () => void;
  readonly report: (error: unknown) => void;
};

/** How work ended: what is kept in the commit that closes it, why it failed, and whether no trace of it stays. */
export type Ended = {
  readonly keep?: (trx: Trx) => Promise<void>;
  readonly error?: string;
  readonly traceless?: boolean;
};

/**
 * Does one kind of work, outside of every transaction; what it was left with has been read
 * but not checked. Throws where it is to be done again.
 */
type Work = (deps: Deps, payload: unknown, around: Around) => Promise<Ended>;

/** What the eraser needs; `tell` is where the admin who asked for it is told. */
const eraseJob = z.object({ person: z.number(), tell: asked.exactOptional() });

export type EraseJob = Readonly<z.infer<typeof eraseJob>>;

/** By the kind that is kept with a job: never to be renamed. */
export const WORK: ReadonlyMap<string, Work> = new Map([
  ["draft-values", checked(draftJob, values)],
  ["compare", checked(compareJob, compareKept)],
  ["draft", making(draftJob, makeDraftFiles, "生成")],
  ["export", making(exportJob, makeExportFiles, "导出我的数据")],
  ["evidence", making(evidenceJob, makeEvidence, "佐证材料")],
  ["chart", making(chartJob, makeChart, "周报")],
  ["picture", making(pictureJob, makePictureFile, "图")],
  ["learn", checked(learnJob, learn)],
  ["erase", checked(eraseJob, erase)],
  ["draw", checked(drawJob, draw)],
  ["forget-bytes", checked(forgetJob, forget)],
]);

function checked<T>(shape: z.ZodType<T>, work: (deps: Deps, job: T, around: Around) => Promise<Ended>): Work {
  return async (deps, payload, around) => {
    const read = shape.safeParse(payload);
    if (read.success) return work(deps, read.data, around);
    around.report(new Error(DAMAGED));
    return { error: "damaged" };
  };
}

/** Makes files and sends them, or says what to send to have them made again. */
function making<T extends Asked>(
  shape: z.ZodType<T>,
  make: (deps: Deps, job: T) => Promise<readonly Outbound[]>,
  again: string,
): Work {
  return checked(shape, async (deps, job, { onStart, report }) => {
    onStart(job);
    const sent = await made(make(deps, job), report);
    return sending(deps, job, { sent, again });
  });
}

function values(deps: Deps, job: DraftJob, around: Around): Promise<Ended> {
  around.onStart(job);
  return fillValues(deps, job, around);
}

/** The template is the branch's from the commit on that tells of it. */
async function learn(deps: Deps, job: LearnJob, { report }: Around): Promise<Ended> {
  const learnt = await made(makeLearnt(deps, job, report), report);
  const ended = sending(deps, job, { sent: learnt?.sent, again: "模板 继续" });
  return {
    ...ended,
    async keep(trx) {
      await learnt?.keep(trx);
      await ended.keep(trx);
    },
  };
}

async function made<T>(making: Promise<T>, report: Around["report"]): Promise<T | undefined> {
  try {
    return await making;
  } catch (error) {
    report(error);
    return undefined;
  }
}

type Made = { readonly sent: readonly Outbound[] | undefined; readonly again: string };

function sending({ clock }: Deps, to: Asked, { sent, again }: Made) {
  const plain = `文件没有生成成功，已经记下原因，请稍后再发一次“${again}”。`;
  const outbounds = sent ?? [{ kind: "card", card: { plain } } as const];
  return {
    keep: (trx: Trx) =>
      enqueue(
        trx,
        outbounds.map((outbound, n) => outgoing({ ...to, key: `${to.key}/file/${n}` }, outbound, clock())),
      ),
    ...(sent === undefined ? { error: "failed" } : {}),
  };
}

/** One that fails waits to be done again: half an erasure is none. */
async function erase(deps: Deps, { person, tell }: EraseJob): Promise<Ended> {
  const { templates } = await erasePersonWhole(deps, person);
  if (tell === undefined) return {};
  const row = outgoing({ ...tell, key: `${tell.key}/erased` }, erased(templates), deps.clock());
  return { keep: (trx) => enqueue(trx, [row]) };
}

function erased(templates: number): Outbound {
  const left =
    templates === 0 ? "" : `有 ${templates} 份报告模板里可能还有这个姓名，机器改不了，请打开看一遍，改好再用。`;
  return {
    kind: "card",
    card: { plain: `数据已经抹除，支部的数字没有变化。以前的备份按保留份数过期。${left}` },
  };
}

/** Its messages were queued with their words, and go in any case. */
async function draw(deps: Deps, job: DrawJob, { onDone, report }: Around): Promise<Ended> {
  try {
    await drawAll(deps, job, onDone);
    return {};
  } catch (error) {
    report(error);
    return { error: "failed" };
  }
}

async function forget({ dataDir }: Deps, job: ForgetJob): Promise<Ended> {
  return { keep: (trx) => forgetUnused(trx, dataDir, job), traceless: true };
}
