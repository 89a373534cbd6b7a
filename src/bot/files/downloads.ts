import {
  claimDownloads,
  closeDownload,
  type DownloadRow,
  nextDownload,
  postponeDownload,
} from "../../store/downloads.ts";
import { findSpeaker } from "../../store/people.ts";
import type { Trx } from "../../store/schema.ts";
import { writing } from "../../store/transaction.ts";
import { type Answer, type Call, type Deps, IGNORED } from "../call.ts";
import { type Channel, type Inbound, isChannelName, SendError } from "../channel.ts";
import { callIn, callOf } from "../intake/place.ts";
import { metOf } from "../members/met.ts";
import { againAt, faultIn, isForNow, reasonOf } from "../outbox/refusals.ts";
import { fileKey } from "../replies/reply-keys.ts";
import { sendReplies } from "../replies/replying.ts";
import { DAMAGED, parsed } from "../work/payload.ts";
import { type Look, openPump, type Pump } from "../work/pump.ts";
import {
  type DownloadJob,
  downloadJob,
  type FetchedFile,
  type FileUse,
  type Lost,
  type WantedFile,
} from "./file-use.ts";

/** So many files are in memory at the same time. */
const BESIDE = 3;
const TRIES = 12;
const BACKOFF = { firstMs: 10_000, longestMs: 60 * 60_000 };
const LOOK_AGAIN_MS = 1_000;
/** A file taken by a program that stopped is fetched by another one after this. */
const LEASE_MS = 10 * 60_000;

type DownloadOptions = {
  readonly deps: Deps;
  readonly channels: ReadonlyMap<string, Channel>;
  /** Loaded with the first file. */
  readonly uses: () => Promise<readonly FileUse[]>;
  /** Something was queued to be sent. */
  readonly onDone: () => void;
  readonly onError: (error: unknown, about: string) => void;
};

/**
 * Fetches what members sent, outside of every transaction. What fails for now is tried
 * again, later each time; what fails for good is told to its sender in one sentence. A
 * restart goes on where it stopped.
 */
export function openDownloads(options: DownloadOptions): Pump {
  return openPump({
    look: () => fetchDue(options),
    againMs: LOOK_AGAIN_MS,
    onError: (error) => options.onError(error, "downloads"),
  });
}

/** Fetches some of what is due. */
async function fetchDue(options: DownloadOptions): Promise<Look> {
  const { deps, channels } = options;
  const now = deps.clock();
  const next = await nextDownload(deps.db);
  if (next === undefined) return "empty";
  if (next > now.toISOString()) return "waits";
  const due = await claimDownloads(deps.db, {
    now: now.toISOString(),
    until: new Date(now.getTime() + LEASE_MS).toISOString(),
    limit: BESIDE,
    channels: [...channels.values()].flatMap(({ name, fetch }) => (fetch === undefined ? [] : [name])),
  });
  await Promise.all(due.map((row) => fetchOne(options, row)));
  return due.length > 0 ? "done" : "waits";
}

/** What is said and kept of a file once it is clear what became of it. */
type Ending = {
  readonly job: DownloadJob;
  readonly finish: (call: Call) => Promise<Answer>;
  readonly abandon: (trx: Trx) => Promise<void>;
  readonly error: string | null;
};

async function fetchOne(options: DownloadOptions, row: DownloadRow): Promise<void> {
  const read = downloadJob.safeParse(parsed(row.payload));
  const use = (await options.uses()).find(({ name }) => name === row.purpose);
  const report = (error: unknown) => options.onError(error, `download ${row.id} (${row.purpose})`);
  if (!read.success) {
    report(new Error(DAMAGED));
    return forget(options, row, use);
  }
  const job = read.data;
  const wanted: WantedFile = { file: job.file, key: row.source_key, n: row.source_n };
  let known: WantedFile | FetchedFile = wanted;
  const abandon = async (trx: Trx) => use?.abandon?.(options.deps, trx, known);
  try {
    if (use === undefined) throw new SendError("invalid", `nothing is called ${row.purpose}`);
    const fetched = { ...wanted, bytes: await bytesOf(options, use, { ...wanted, channel: row.channel }) };
    known = fetched;
    if (use.isSlow === true) {
      const hinted = options.channels.get(row.channel)?.hint?.(job.chat, "typing");
      hinted?.catch(report);
    }
    const finish = await use.receive(options.deps, fetched, report);
    await end(options, row, { job, finish, abandon, error: null });
  } catch (error) {
    report(error);
    const why = lostFor(error);
    if (why === undefined && row.attempts < TRIES) return putOff(options, row, error);
    const finish = async (call: Call) => (await use?.lost(call, wanted, why ?? "failed")) ?? IGNORED;
    await end(options, row, { job, finish, abandon, error: error instanceof Error ? error.message : "failed" });
  }
}

/** Nobody is told of a file that is not known to be anybody's. */
async function forget({ deps }: DownloadOptions, row: DownloadRow, use: FileUse | undefined): Promise<void> {
  await writing(deps.db, async (trx) => {
    await closeDownload(trx, row.id, "damaged");
    await use?.abandon?.(deps, trx, { key: row.source_key, n: row.source_n });
  });
}

async function bytesOf(
  { channels }: DownloadOptions,
  { maxBytes }: FileUse,
  { file, channel }: WantedFile & { channel: string },
): Promise<Uint8Array> {
  if ((file.size ?? 0) > maxBytes) throw new SendError("too-large", "the file is above the cap");
  const from = channels.get(channel);
  if (from?.fetch === undefined) throw new SendError("transient", "the channel is not there");
  return from.fetch(file.handle, maxBytes);
}

/** Why it will never come; nothing where it may still. */
function lostFor(error: unknown): Lost | undefined {
  const fault = faultIn(error);
  if (fault === "too-large") return "too-large";
  return isForNow(fault) ? undefined : "failed";
}

async function putOff({ deps }: DownloadOptions, row: DownloadRow, error: unknown): Promise<void> {
  const until = againAt(deps.clock(), error, { failures: row.attempts - 1, ...BACKOFF });
  await postponeDownload(deps.db, { id: row.id, until, error: reasonOf(error) });
}

/** Keeps what became of a file, and tells its sender what there is to tell. */
async function end({ deps, onDone }: DownloadOptions, row: DownloadRow, ending: Ending) {
  await writing(deps.db, async (trx) => {
    await closeDownload(trx, row.id, ending.error);
    const call = await senderOf(deps, trx, { row, job: ending.job });
    if (call === undefined) return ending.abandon(trx);
    const { met, speaking } = call;
    await sendReplies(met, await ending.finish(speaking), speaking);
  });
  onDone();
}

/** Who sent it, as a member now; nothing where they are none any more. */
async function senderOf(deps: Deps, trx: Trx, { row, job }: { row: DownloadRow; job: DownloadJob }) {
  if (!isChannelName(row.channel)) return undefined;
  const inbound: Inbound = {
    kind: "message",
    key: fileKey(row.source_key, row.source_n),
    channel: row.channel,
    chat: job.chat,
    chatType: job.chatType,
    from: { id: job.from },
    sentAt: new Date(job.sentAt),
    message: job.message,
    text: "",
    addressed: true,
  };
  const speaker = await findSpeaker(trx, row.channel, job.from);
  const met = metOf(deps, trx, { inbound, speaker });
  const somewhere = await callOf(met);
  const speaking = somewhere && (await callIn(somewhere, job.organisation));
  return speaking && { met, speaking: { ...speaking, key: row.source_key } };
}
