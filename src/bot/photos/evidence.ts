import { existsSync } from "node:fs";
import * as z from "zod";
import { clockIn, yearPeriod } from "../../ledger/calendar.ts";
import { isSensitive } from "../../ledger/discreet.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { findAttachments, type PlacedAttachment } from "../../store/attachment-links.ts";
import { getOrganisation } from "../../store/organisations.ts";
import type { Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { readable } from "../files/readable-files.ts";
import { asked } from "../work/payload.ts";
import { bytesPath } from "./bytes.ts";
import { type Evidence, evidenceList, kindOf } from "./evidence-list.ts";
import { type Kept, packParts } from "./packing.ts";

export const evidenceJob = asked.extend({ organisation: z.number(), year: z.number() });

export type EvidenceJob = Readonly<z.infer<typeof evidenceJob>>;

type Found = Evidence & { readonly files: readonly Kept[] };

/**
 * A year's photos and files as archives: a folder for each kind, in it one for each activity, and a list that
 * opens them. What is not there, or not yet, is told.
 */
export async function makeEvidence(deps: Deps, { organisation, year }: EvidenceJob): Promise<Outbound[]> {
  const { name, zone } = await getOrganisation(deps.db, organisation);
  const { found, coming } = await evidenceOf(deps, { organisation, year, zone });
  const lost = found.flatMap(({ files }) => files).filter(({ sha256 }) => !existsSync(bytesPath(deps.dataDir, sha256)));
  const notes = [
    ...(coming === 0 ? [] : [`还有 ${coming} 个文件正在取，取到以后请再发一次“佐证材料 ${year}”。`]),
    ...(lost.length === 0 ? [] : [`有 ${lost.length} 个文件在机器上找不到，没有装进去，请告诉管理员。`]),
  ];
  if (found.length === 0 && notes.length === 0) notes.push(`${year} 年还没有照片和文件。`);
  const title = `${readable(name, 30)}${year}年佐证材料`;
  const archive = { dataDir: deps.dataDir, stem: `evidence-${deps.random()}`, title };
  const now = clockIn(zone, deps.clock());
  // Archives are often unpacked into one folder: there none of their lists takes the place of another.
  const made = await packParts(archive, found, (part, which) => ({
    path: `目录${which}.html`,
    text: evidenceList({ title: title + which, madeOn: now.day, all: which === "" ? [] : found }, part),
    at: now,
  }));
  return [...made, ...notes.map((plain): Outbound => ({ kind: "card", card: { plain } }))];
}

type Whose = Pick<EvidenceJob, "organisation" | "year"> & { readonly zone: string };

/** In the order of kinds, then of days; and how many files are still to come. */
async function evidenceOf(
  deps: Deps,
  { organisation, year, zone }: Whose,
): Promise<{ readonly found: readonly Found[]; readonly coming: number }> {
  const all = await findLedger(deps.db, {
    organisations: [organisation],
    period: yearPeriod(year),
    states: ["counted"],
  });
  const records = all.filter(({ kinds }) => !isSensitive(kinds, deps.catalogue));
  const ids = records.map(({ id }) => id);
  const placed = (await findAttachments(deps.db, ids)).filter((file) => file.organisation_id === organisation);
  const byRecord = new Map<number, PlacedAttachment[]>(ids.map((id) => [id, []]));
  for (const file of placed) byRecord.get(file.activity)?.push(file);
  const found = records.flatMap((record): Found[] => {
    const files = (byRecord.get(record.id) ?? []).flatMap((file, n) => keptOf(record, file, { n: n + 1, zone }));
    return files.length === 0 ? [] : [{ record, files }];
  });
  const order = new Map(deps.catalogue.kinds.map(({ name }, n) => [name, n]));
  const placeOf = ({ record }: Found) => order.get(kindOf(record)) ?? order.size;
  return {
    found: found.toSorted((a, b) => placeOf(a) - placeOf(b)),
    coming: placed.filter(({ sha256 }) => sha256 === null).length,
  };
}

/** What is kept of a file, as of when it was sent; nothing as long as it is coming. */
function keptOf(
  record: StoredActivity,
  { sha256, mime, name, kind, sent_at }: PlacedAttachment,
  { n, zone }: { readonly n: number; readonly zone: string },
): Kept[] {
  if (sha256 === null) return [];
  const number = String(n).padStart(2, "0");
  const shown = kind === "image" || name === null ? `${number}.${endingOf(name, mime)}` : `${number} ${name}`;
  return [{ sha256, path: `${folderOf(record)}/${shown}`, at: clockIn(zone, new Date(sent_at)) }];
}

const ENDINGS: ReadonlyMap<string, string> = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
  ["image/bmp", "bmp"],
  ["image/tiff", "tif"],
  ["image/heic", "heic"],
  ["application/pdf", "pdf"],
  ["text/plain", "txt"],
]);

/** The ending for a file's name: of its content where that is known, else its own. */
export function endingOf(name: string | null, mime: string | null): string {
  return ENDINGS.get(mime ?? "") ?? /\.([a-z0-9]{1,5})$/.exec(name ?? "")?.[1] ?? "bin";
}

const LONGEST_TITLE = 40;

/** `集中学习/2025-03-04 二十大报告 #12`: the number keeps two of one day and title apart. */
function folderOf(record: StoredActivity): string {
  const { start, title, id } = record;
  const cut = [...(title ?? "")].length > LONGEST_TITLE ? "…" : "";
  const named = title === null ? "" : ` ${readable(title, LONGEST_TITLE)}${cut}`;
  return `${readable(kindOf(record), 20)}/${start ?? "日期待定"}${named} #${id}`;
}
