import { Buffer } from "node:buffer";
import { hash } from "node:crypto";
import { join, resolve } from "node:path";
import * as z from "zod";
import type { TemplateSource } from "../../report/form.ts";
import { readForm } from "../../report/form.ts";
import { readSource } from "../../report/layout.ts";
import type { Decision } from "../../report/learn/decision.ts";
import { makeFolder } from "../../store/folder.ts";
import { saveOwnTemplate } from "../../store/own-templates.ts";
import type { Trx } from "../../store/schema.ts";
import { dropWaitingFile, findWaitingFile, waitingContent } from "../../store/waiting-files.ts";
import { writeWhole } from "../../store/whole-file.ts";
import type { Deps } from "../call.ts";
import type { Outbound } from "../channel.ts";
import { keepForm } from "../drafts/kept-forms.ts";
import { readable } from "../files/readable-files.ts";
import { asked } from "../work/payload.ts";
import { readState } from "./state.ts";
import { type Learnt, learnFrom } from "./use.ts";

/** What the maker of a learnt template needs. */
export const learnJob = asked.extend({
  waiting: z.object({ chat: z.string(), personId: z.number(), purpose: z.literal("learn") }),
  organisation: z.number(),
  person: z.number(),
});

export type LearnJob = Readonly<z.infer<typeof learnJob>>;

/** A template that was made: what is sent of it, and how it is kept inside the transaction that closes the job. */
type Made = { readonly sent: readonly Outbound[]; keep(trx: Trx): Promise<void> };

const GONE = "那份报告已经不在了，请重新发一次。";

/** Makes the branch's template of the report that waits, by what its sender said of the doubtful numbers. */
export async function makeLearnt(deps: Deps, job: LearnJob, report: (error: unknown) => void): Promise<Made> {
  const row = await findWaitingFile(deps.db, job.waiting);
  const content = await waitingContent(deps.db, job.waiting);
  if (row === undefined || content === undefined) return told(GONE);
  const { decisions } = readState(row.state);
  const file = { name: row.name, bytes: new Uint8Array(Buffer.from(content, "base64")) };
  const learnt = await learnFrom(deps, { file, decisions: decisions as readonly Decision[] }, report);
  if (!learnt.ok) return told(learnt.problem);
  const source = sourceOf(row.name, learnt.template);
  if (typeof source === "string") return told(`模板没有做成：${source}`);
  const checked = readSource(source, deps);
  if (!checked.ok) return told(`模板没有做成：${checked.faults.slice(0, 3).join("；")}`);
  keepForm(deps.dataDir, source);
  const text = `模板做好了，以后“生成述职报告”就用它。请打开看一遍，要改的地方改好再发给我；换回原来的请发“模板 默认”。${unchangedText(learnt)}`;
  return {
    sent: [textOf(text), fileOf(deps, row.name, learnt.template)],
    async keep(trx) {
      await saveOwnTemplate(trx, {
        organisation_id: job.organisation,
        name: row.name,
        digest: source.word?.digest ?? null,
        words: source.text,
        slots: source.word?.slots ?? [],
        person_id: job.person,
        set_at: deps.clock().toISOString(),
      });
      await dropWaitingFile(trx, job.waiting);
    },
  };
}

const MOST_UNCHANGED = 20;

/** Last year's numbers that nobody would miss in this year's draft, if they were not named. */
function unchangedText({ unchanged: numbers, template }: Pick<Learnt, "unchanged" | "template">): string {
  if (numbers.length === 0) return "";
  const lit = typeof template === "string" ? "" : "已标黄，";
  const more = numbers.length > MOST_UNCHANGED ? "……" : "";
  const shown = numbers.slice(0, MOST_UNCHANGED).join("；");
  return `\n没有替换、仍是去年原文的数字和日期 ${numbers.length} 处，${lit}请逐个核对：${shown}${more}`;
}

function told(text: string): Made {
  return { sent: [textOf(text)], keep: async () => {} };
}

function textOf(plain: string): Outbound {
  return { kind: "card", card: { plain } };
}

/** A string is what is wrong with it. */
function sourceOf(name: string, template: string | Uint8Array): TemplateSource | string {
  if (typeof template === "string") return { name, text: template };
  const form = readForm({ name, bytes: template });
  return form.ok ? form.source : form.faults.join("；");
}

function fileOf({ dataDir }: Deps, name: string, template: string | Uint8Array): Outbound {
  const folder = resolve(dataDir, "drafts");
  makeFolder(folder);
  const base = readable(name.replace(/\.[A-Za-z]+$/, ""), 40);
  const digest = hash("sha256", template).slice(0, 8);
  const ending = typeof template === "string" ? "md" : "docx";
  const path = join(folder, `模板-${digest}.${ending}`);
  writeWhole(path, template);
  const shown = `${base}（模板）.${ending}`;
  return { kind: "file", file: { path, name: shown }, caption: shown };
}
