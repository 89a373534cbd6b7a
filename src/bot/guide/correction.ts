import { type Answer, type Call, said } from "../call.ts";
import { notToCorrect } from "../commands/edit.ts";
import { toldAnew } from "../records/confirmation.ts";
import { seenRecord } from "../records/sight.ts";
import { recordLine } from "../replies/describe.ts";
import { shows } from "../replies/plain.ts";
import { correctionForm } from "./form.ts";
import { guideCorrection } from "./guided.ts";

/** Opens what corrects a record: a form where the platform shows one, else what to correct as buttons. */
export async function startCorrection(call: Call, id: number): Promise<Answer> {
  const record = await seenRecord(call, id);
  if (record === undefined) return said("refused", `没有找到 #${id}。`);
  const refused = notToCorrect(call, record);
  if (refused !== undefined) return refused;
  if (record.state === "void") return said("refused", `#${id} 已经撤销。`);
  return shows(call, "forms") ? correctionForm(call, record) : guideCorrection(call, id);
}

/** Leaves a record as it is, and shows again what was confirmed of it. */
export async function keepRecord(call: Call, id: number): Promise<Answer> {
  const record = await seenRecord(call, id);
  if (record === undefined) return said("refused", `没有找到 #${id}。`);
  const text = `没有改：${recordLine(record, call.now.today)}`;
  return { outcome: "answered", records: [id], replies: [{ text, ...(await toldAnew(call, record.sourceKey)) }] };
}
