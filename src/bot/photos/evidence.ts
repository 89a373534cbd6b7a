import { yearPeriod } from "../../ledger/calendar.ts";
import { findLedger, type StoredActivity } from "../../store/activities.ts";
import { findAttachments, type PlacedAttachment } from "../../store/attachments.ts";
import { isNumber } from "../../store/json.ts";
import { getOrganisation } from "../../store/organisations.ts";
import type { Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { detailsText } from "../describe.ts";
import { ASKED, type Asked, shape } from "../payload.ts";
import { readable } from "../readable-files.ts";
import { isSensitive } from "../records.ts";
import { type Kept, packParts } from "./packing.ts";

export type EvidenceJob = Asked & { readonly organisation: number; readonly year: number };

export const isEvidenceJob = shape<EvidenceJob>({ ...ASKED, organisation: isNumber, year: isNumber });

type Evidence = { readonly record: StoredActivity; readonly files: readonly Kept[] };

/** A year's photos and files as archives: a folder for each kind, in it one for each activity, and a list that opens them. */
export async function makeEvidence(deps: Deps, { organisation, year }: EvidenceJob): Promise<Outbound[]> {
  const { name } = await getOrganisation(deps.db, organisation);
  const found = await evidenceOf(deps, { organisation, year });
  if (found.length === 0) return [{ kind: "card", card: { plain: `${year} 年还没有照片和文件。` } }];
  const title = `${readable(name, 30)}${year}年佐证材料`;
  const archive = { dataDir: deps.dataDir, stem: `evidence-${deps.random()}`, title };
  return packParts(archive, found, (part) => ({ path: "目录.html", text: listOf(title, part) }));
}

async function evidenceOf(deps: Deps, { organisation, year }: Pick<EvidenceJob, "organisation" | "year">) {
  const all = await findLedger(deps.db, {
    organisations: [organisation],
    period: yearPeriod(year),
    states: ["counted"],
  });
  const records = all.filter(({ kinds }) => !isSensitive(kinds, deps.catalogue));
  const placed = await findAttachments(
    deps.db,
    records.map(({ id }) => id),
  );
  return records.flatMap((record): Evidence[] => {
    const own = placed.filter((file) => file.activity === record.id && file.organisation_id === organisation);
    const files = own.flatMap((file, n) => keptOf(record, file, n + 1));
    return files.length === 0 ? [] : [{ record, files }];
  });
}

/** What is kept of a file; nothing as long as it is coming. */
function keptOf(record: StoredActivity, { sha256, mime, name, kind }: PlacedAttachment, n: number): Kept[] {
  if (sha256 === null) return [];
  const number = String(n).padStart(2, "0");
  const shown = kind === "image" || name === null ? `${number}.${endingOf(name, mime)}` : `${number} ${name}`;
  return [{ sha256, path: `${folderOf(record)}/${shown}` }];
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

export function endingOf(name: string | null, mime: string | null): string {
  return ENDINGS.get(mime ?? "") ?? /\.([a-z0-9]{1,5})$/.exec(name ?? "")?.[1] ?? "bin";
}

/** `集中学习/2025-03-04 二十大报告 #12`: the number keeps two of one day and title apart. */
function folderOf({ kinds, start, title, id }: StoredActivity): string {
  const named = title === null ? "" : ` ${readable(title, 40)}`;
  return `${readable(kinds[0] ?? "其他", 20)}/${start ?? "日期待定"}${named} #${id}`;
}

/** A page that any browser opens, beside the folders. */
function listOf(title: string, part: readonly Evidence[]): string {
  const rows = part.map(({ record, files }) => {
    const links = files.map(({ path }) => `<a href="${hrefOf(path)}">${escaped(path.split("/").at(-1) ?? "")}</a>`);
    const cells = [
      `#${record.id}`,
      record.start ?? "",
      record.kinds.join("、"),
      record.title ?? "",
      detailsText(record),
    ];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}<td>${links.join("<br>")}</td></tr>`;
  });
  const head = ["编号", "日期", "类别", "题目", "情况", "照片和文件"].map((cell) => `<th>${cell}</th>`).join("");
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>body{font-family:sans-serif}table{border-collapse:collapse}td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}</style>
<h1>${escaped(title)}</h1><table><tr>${head}</tr>
${rows.join("\n")}
</table></html>
`;
}

function hrefOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
