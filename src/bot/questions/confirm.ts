import { saveConfirmation } from "../../store/confirmations.ts";
import { type Answer, type Call, offered, saying } from "../call.ts";

/** How long a 是 is taken for what was asked. */
const PATIENCE_MS = 60 * 60_000;

/** Something grave that is done only after a 是. Ids alone, since it is kept. */
export type Grave =
  | { readonly do: "erase"; readonly person: number }
  | { readonly do: "learn" }
  | { readonly do: "import" }
  | { readonly do: "merge-units"; readonly from: number; readonly into: number };

/** Says what will happen and waits for 是 or 不是. */
export async function askToConfirm(call: Call, grave: Grave, text: string): Promise<Answer> {
  const now = call.deps.clock();
  const id = call.deps.random().slice(0, 8);
  await saveConfirmation(call.db, {
    chat: call.chat,
    person_id: call.speaker.id,
    id,
    operation: JSON.stringify(grave),
    opened_at: call.sentAt,
    expires_at: new Date(now.getTime() + PATIENCE_MS).toISOString(),
  });
  const choices = ["是", "不是"].map((label) => saying(`${label} ${id}`, label));
  return offered("asked", `${text}\n确定请回复“是”，不办请回复“不是”。`, choices);
}
