import type { Day } from "../../ledger/activity.ts";
import type { StoredActivity } from "../../store/activities.ts";
import { detailsText } from "../replies/describe.ts";

/** An activity with its photos and files, by their paths in the archive. */
export type Evidence = { readonly record: StoredActivity; readonly files: readonly { readonly path: string }[] };

const HEAD = ["编号", "日期", "类别", "题目", "情况", "照片和文件"];

const STYLE = `body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top}tr{page-break-inside:avoid}`;

/** `all` is what several archives hold together, of which the list tells one. */
type About = { readonly title: string; readonly madeOn: Day; readonly all: readonly Evidence[] };

/** A page that any browser opens and prints, beside the folders and in their order; each file opens by a click. */
export function evidenceList({ title, madeOn, all }: About, part: readonly Evidence[]): string {
  const kinds = [...new Set(part.map(({ record }) => kindOf(record)))];
  const tables = kinds.map((kind) => {
    const own = part.filter(({ record }) => kindOf(record) === kind);
    return `<h2>${escaped(kind)}（${countText(own)}）</h2>\n${tableOf(own)}`;
  });
  const told = all.length === 0 ? `共 ${countText(part)}` : `这个包里 ${countText(part)}；全年共 ${countText(all)}`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>${escaped(title)}</title>
<style>${STYLE}</style>
<h1>${escaped(title)}</h1><p>${told}。${madeOn} 整理。</p>
${tables.join("\n")}
</html>
`;
}

/** The kind under which an activity is filed. */
export function kindOf({ kinds }: Pick<StoredActivity, "kinds">): string {
  return kinds[0] ?? "其他";
}

function countText(part: readonly Evidence[]): string {
  const activities = new Set(part.map(({ record }) => record.id)).size;
  return `${activities} 次活动，${part.reduce((sum, { files }) => sum + files.length, 0)} 个文件`;
}

function tableOf(part: readonly Evidence[]): string {
  const head = HEAD.map((cell) => `<th>${cell}</th>`).join("");
  const rows = part.map(({ record, files }) => {
    const links = files.map(({ path }) => `<a href="${hrefOf(path)}">${escaped(path.split("/").at(-1) ?? "")}</a>`);
    const { id, start, kinds, title } = record;
    const cells = [`#${id}`, start ?? "", kinds.join("、"), title ?? "", detailsText(record)];
    return `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}<td>${links.join("<br>")}</td></tr>`;
  });
  return `<table><tr>${head}</tr>\n${rows.join("\n")}\n</table>`;
}

function hrefOf(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
