import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { pngOf } from "../../report/chart.ts";
import { comparison } from "../../report/charts/compare.ts";
import { makeFolder } from "../../store/folder.ts";
import { addJob } from "../../store/jobs.ts";
import { findOutbox, releaseQueued } from "../../store/outbox.ts";
import type { Trx } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import { writeApart } from "../../store/whole-file.ts";
import type { Deps } from "../call.ts";
import type { Card, Chart, OutFile } from "../channel.ts";
import { readable } from "../files/readable-files.ts";
import { queuedIn } from "../outbox/queued.ts";
import { slicesOf } from "../work/slices.ts";

/** A message waits this long for its picture; then it goes in words alone. */
const PATIENCE_MS = 10 * 60_000;

/** So many messages are let go in one commit: messages of members wait behind fewer. */
const RELEASED_AT_ONCE = 10;

/** A queued message whose picture has to be drawn, and when it may go then. */
export type Drawing = { readonly key: string; readonly at: string };

export type DrawJob = { readonly drawings: readonly Drawing[] };

export const drawJob: z.ZodType<DrawJob> = z.object({
  drawings: z.array(z.object({ key: z.string(), at: z.string() })),
});

/** Words with a chart, and the picture of it for channels that draw none. */
export function illustrated(plain: string, chart: Chart, picture: OutFile): Card {
  return {
    plain,
    blocks: [
      { block: "text", text: plain },
      { block: "chart", ...chart },
    ],
    picture,
  };
}

/** Where a picture goes: one of the same stem takes its place. `name` is what people read. */
export function pictureFile(dataDir: string, stem: string, name: string): OutFile {
  return { path: join(resolve(dataDir, "pictures"), `${stem}.png`), name: `${readable(name, 60)}.png` };
}

/** When a message that may go at `at` goes without its picture. */
export function lastCall(at: Date, now: Date): Date {
  return new Date(Math.max(at.getTime(), now.getTime() + PATIENCE_MS));
}

/** Leaves pictures of queued messages to be drawn, in the commit that queues them. */
export async function addDrawings(trx: Trx, drawings: readonly Drawing[], now: Date): Promise<void> {
  const payload = JSON.stringify({ drawings } satisfies DrawJob);
  await addJob(trx, { kind: "draw", payload, created_at: now.toISOString() });
}

/**
 * Draws what a job wants and lets each message go, also where its picture fails: it was
 * queued with its words. Done twice, nothing changes. `onDrawn` hears when some may go.
 */
export async function drawAll(
  deps: Pick<Deps, "db" | "dataDir">,
  { drawings }: DrawJob,
  onDrawn: () => void,
): Promise<void> {
  let failure: unknown;
  for (const some of slicesOf(drawings, RELEASED_AT_ONCE)) {
    for (const { key } of some) {
      try {
        await draw(deps, key);
      } catch (error) {
        failure ??= error;
      }
    }
    await writing(deps.db, async (trx) => {
      for (const { key, at } of some) await releaseQueued(trx, key, at);
    });
    onDrawn();
  }
  if (failure !== undefined) throw failure;
}

async function draw({ db, dataDir }: Pick<Deps, "db" | "dataDir">, key: string): Promise<void> {
  const row = await findOutbox(db, key);
  const waits = row?.state === "queued" ? queuedIn(row) : undefined;
  if (waits?.kind !== "card") return;
  const { blocks, picture } = waits.card;
  const chart = blocks?.find(({ block }) => block === "chart");
  if (picture !== undefined && chart?.block === "chart") await drawChart(chart, picture, dataDir);
}

/** Draws a chart in a worker thread; whoever reads the file finds all of it or none. */
export async function drawChart(chart: Chart, { path }: OutFile, dataDir: string): Promise<void> {
  const bytes = await pngOf(comparison(chart), dataDir);
  makeFolder(dirname(path));
  await writeApart(path, bytes);
}
