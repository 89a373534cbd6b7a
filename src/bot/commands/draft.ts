import { readSource } from "../../report/layout.ts";
import { reserveDraft } from "../../store/drafts.ts";
import { getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";
import { type Call, said } from "../call.ts";
import type { DraftJob } from "../drafts/files.ts";
import { templateOf } from "../drafts/own-template.ts";
import { type Asked, askedHere, leaveWork } from "../work/payload.ts";
import { scopeText } from "./asked-scope.ts";
import type { Command } from "./command.ts";
import { isAhead, reportYear } from "./report-year.ts";

export const draft: Command = {
  name: "生成",
  latin: "draft",
  usage: "生成 2023 年述职报告（可加 含下级、含附表、含附图）",
  summary: "生成述职报告初稿和台账工作簿",
  permission: "manage",
  rest: /^(?:(\d{4})\s*年?度?的?)?\s*(?:述职报告|报告|初稿)?\s*((?:含下级|含附表|含附图|[\s,，、和及])*)$/,
  async run(call, [yearText, more = ""]) {
    const year = reportYear(call.now.today, yearText);
    if (isAhead(call.now.today, year)) return said("refused", `${year} 年还没有到，没有生成。`);
    const organisation = call.organisation.id;
    const template = readSource(await templateOf(call.db, organisation, call.deps.template), call.deps);
    if (!template.ok) return said("refused", `模板有问题，没有生成：${template.faults.join("；")}`);
    const withSubUnits = more.includes("含下级");
    const number = await reserveDraft(call.db, {
      organisation_id: organisation,
      year,
      with_sub_units: withSubUnits ? 1 : 0,
      created_at: call.sentAt,
    });
    const behind = behindText(more);
    await keepBehind(call.db, { organisation, year, number }, behind);
    await enqueue(call, "draft-values", { organisation, year, number, ...behind });
    const text = `${year} 年述职报告 草稿${number}${scopeText(withSubUnits)} 正在生成，好了发给您。`;
    return { outcome: "answered", records: [], replies: [{ text, about: call.key }] };
  },
};

/** What follows the text, as people ask for it. */
function behindText(words: string): Pick<DraftJob, "annex" | "pictures"> {
  return { annex: words.includes("含附表"), pictures: words.includes("含附图") };
}

type Numbered = Pick<DraftJob, "organisation" | "year" | "number">;

/** Keeps what follows the text of a draft, so that it is sent again as it was. */
async function keepBehind(db: Db, draft: Numbered, behind: ReturnType<typeof behindText>): Promise<void> {
  const { annex, pictures } = behind;
  await setMark(db, behindMark(draft), [annex ? "含附表" : "", pictures ? "含附图" : ""].join(""));
}

/** What follows the text of a kept draft: as it was asked for at first, and what is asked for now. */
export async function behindKept(db: Db, draft: Numbered, more: string): Promise<ReturnType<typeof behindText>> {
  return behindText(`${(await getMark(db, behindMark(draft))) ?? ""}${more}`);
}

function behindMark({ organisation, year, number }: Numbered): string {
  return `draft-behind:${organisation}:${year}:${number}`;
}

/** Lets the documents of a kept draft be made and sent to this chat. */
export function enqueueFiles(call: Call, wanted: Omit<DraftJob, keyof Asked>): Promise<void> {
  return enqueue(call, "draft", wanted);
}

async function enqueue(call: Call, kind: string, wanted: Omit<DraftJob, keyof Asked>): Promise<void> {
  const job: DraftJob = { ...wanted, ...askedHere(call) };
  await leaveWork(call, kind, job);
}
