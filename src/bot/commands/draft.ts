import type { Draft } from "../../report/draft.ts";
import { addJob } from "../../store/jobs.ts";
import type { Call } from "../call.ts";
import { said } from "../call.ts";
import type { Command } from "../command.ts";
import { type DraftWanted, draftOf, keepDraft } from "../drafting.ts";
import { blanksIn } from "../filling.ts";
import { type Asked, askedHere } from "../payload.ts";
import { isAhead, reportYear } from "./report-year.ts";

/** What the maker of documents needs, kept until they are sent. */
export type DraftJob = Asked &
  Pick<DraftWanted, "organisation" | "year"> & {
    readonly number: number;
    /** Whether the ledger follows the text as tables. */
    readonly annex?: boolean;
    /** Whether the year follows the text as pictures. */
    readonly pictures?: boolean;
  };

export const draft: Command = {
  name: "生成",
  latin: "draft",
  usage: "生成 2023 年述职报告（可加 含下级、含附表、含附图）",
  summary: "生成述职报告初稿和台账工作簿",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?度?)?\s*(?:述职报告|报告|初稿)?\s*((?:含下级|含附表|含附图|\s)*)$/,
  async run(call, [yearText, more = ""]) {
    const wanted: DraftWanted = {
      organisation: call.organisation.id,
      year: reportYear(call.now.today, yearText),
      withSubUnits: more.includes("含下级"),
      compared: true,
    };
    if (isAhead(call.now.today, wanted.year)) return said("refused", `${wanted.year} 年还没有到，没有生成。`);
    const madeAt = new Date(call.sentAt);
    const drafted = await draftOf(call.db, call.deps, wanted, madeAt);
    if (!drafted.ok) return said("refused", `模板有问题，没有生成：${drafted.faults.join("；")}`);
    const number = await keepDraft(call.db, drafted.draft, wanted, madeAt);
    const { organisation, year } = wanted;
    await enqueueFiles(call, { organisation, year, number, ...behindText(more) });
    const { held, checks, rows } = drafted.draft;
    const asked = wanted.year === reportYear(call.now.today, undefined) ? "" : ` ${wanted.year}`;
    const lines = [
      `${wanted.year} 年述职报告 草稿${number}：${sourcesText(drafted.draft)}`,
      ...(rows.length === 0 ? [`${wanted.year} 年还没有记录。`] : []),
      ...blankText(drafted.draft, asked),
      ...(held.length === 0 ? [] : [`待定未计入 ${held.length} 条，发“待办”查看。`]),
      ...checks.map(({ text }) => `请核对：${text}`),
      "文件生成后发给您。",
    ];
    return said("answered", lines.join("\n"));
  },
};

/** Of the numbers that the report names, how many the records give and how many a person stated. */
function sourcesText({ values, named, rows }: Draft): string {
  const wanted = new Set(named);
  const shown = values.filter(({ field }) => wanted.has(field));
  const count = (of: string) => shown.filter(({ source }) => source === of).length;
  const counted = rows.filter(({ state }) => state === "counted").length;
  return `报告里的数字，${count("records")} 项由 ${counted} 条记录得出，${count("manual")} 项由人填写。`;
}

function blankText(draft: Draft, asked: string): string[] {
  const blanks = blanksIn(draft).length;
  return blanks === 0 ? [] : [`还空着 ${blanks} 项，发“填空${asked}”逐个填。`];
}

/** What follows the text, as people ask for it. */
export function behindText(words: string): Pick<DraftJob, "annex" | "pictures"> {
  return { annex: words.includes("含附表"), pictures: words.includes("含附图") };
}

/** Lets the documents of a kept draft be made and sent to this chat. */
export async function enqueueFiles(call: Call, wanted: Omit<DraftJob, keyof Asked>): Promise<void> {
  const job: DraftJob = { ...wanted, ...askedHere(call) };
  await addJob(call.db, {
    kind: "draft",
    payload: JSON.stringify(job),
    created_at: call.deps.clock().toISOString(),
  });
}
