import * as z from "zod";
import type { Doubt } from "../../ledger/understand/reading.ts";
import type { ImportRow } from "../../report/tables/rows.ts";
import { isDoubt } from "../../store/database/json.ts";
import { dropWaitingFile, findWaitingFile, waitingContent } from "../../store/waiting-files.ts";
import { type Answer, type Call, may, said } from "../call.ts";
import { facts } from "../records/kept-values.ts";
import { doImport } from "./importing.ts";
import { planImport } from "./plan.ts";
import { problemsText } from "./text.ts";

const rows: z.ZodType<readonly ImportRow[]> = z.array(
  z.object({
    place: z.string(),
    facts,
    doubts: z.array(z.custom<Doubt>(isDoubt)),
    people: z.array(z.string()),
    reporter: z.string().nullable(),
    id: z.number().nullable(),
    content: z.string(),
  }),
);

/** Writes the rows that were shown, all of them or nothing, as the ledger stands now. */
export async function load(call: Call): Promise<Answer> {
  const asked = askedOf(call);
  const row = await findWaitingFile(call.db, asked);
  const content = await waitingContent(call.db, asked);
  if (row === undefined || content === undefined || row.organisation_id !== call.organisation.id) {
    return said("refused", "那份台账已经不在了，请重新发一次。");
  }
  if (!may(call, "manage")) return said("refused", "这一步只有书记、管理员可以办。");
  const plan = await planImport(call, rows.parse(JSON.parse(content)));
  if (plan.problems.length > 0) return said("refused", problemsText(plan.problems));
  const written = await doImport(call, plan, row.name);
  await dropWaitingFile(call.db, asked);
  const text = written === 0 ? "这些记录都已经有了，没有新增。" : `已导入 ${written} 条。撤回请发“撤销导入”。`;
  return said("answered", text);
}

export function askedOf({ chat, speaker }: Call): { chat: string; personId: number; purpose: "import" } {
  return { chat, personId: speaker.id, purpose: "import" };
}
