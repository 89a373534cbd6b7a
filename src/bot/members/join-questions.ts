import { hash } from "node:crypto";
import { cleanName } from "../../ledger/names.ts";
import { findRoots, getOrganisation } from "../../store/organisations.ts";
import type { JoiningTable } from "../../store/schema/people.ts";
import { type Answer, said } from "../call.ts";
import { ROLE_NAMES } from "../permissions.ts";
import type { Met } from "./met.ts";

/** The first organisation, where the ledger has none yet; 改名 renames it. */
export const FIRST_BRANCH = "示范党支部";

const NAME_WORDS = ["是"];
const CONSENT_WORDS = ["同意", "不同意"];

/** Somebody on the way in whose name is known. */
export type Named = JoiningTable & { readonly name: string };

/** Says where the way leads. */
export async function welcome(met: Met, pending: JoiningTable): Promise<string> {
  return `您好，这是“${await placeName(met, pending)}”的台账，请您以${ROLE_NAMES[pending.role]}的身份加入。`;
}

/** The organisation of an invite by its name; for the first admin what stands at the top. */
export async function placeName(
  { db }: Met,
  { organisation_id: id }: Pick<JoiningTable, "organisation_id">,
): Promise<string> {
  if (id !== null) return (await getOrganisation(db, id)).name;
  const roots = await findRoots(db);
  return roots.length === 0 ? FIRST_BRANCH : roots.map(({ name }) => name).join("、");
}

/** Asks for the name, below what is said first. */
export function askName({ inbound }: Met, pending: JoiningTable, first: string): Answer {
  const shown = cleanName(inbound.from.name ?? "");
  if (shown === undefined) return said("asked", `${first}请回复您的姓名。`);
  const text = `${first}您的姓名是“${shown}”吗？是就回复“是”，不是请直接回复姓名。`;
  return askStep(pending, text, NAME_WORDS);
}

/** Tells what is kept, and asks whether that is agreed to. */
export async function askConsent(met: Met, pending: Named): Promise<Answer> {
  const place = await placeName(met, pending);
  const text = [
    `${pending.name}，您将以${ROLE_NAMES[pending.role]}的身份加入“${place}”。`,
    "台账会保存您的姓名、账号编号、您发来的活动记录和原话，只放在本支部自己的机器上。",
    "本支部的成员和检查员能查看记录，书记和管理员还能查看成员名单；您随时可以退出。",
    "同意请回复“同意”，不同意请回复“不同意”，就什么都不保存。姓名不对请回复“姓名 张三”这样的话。",
  ].join("\n");
  return askStep(pending, text, CONSENT_WORDS);
}

/**
 * A step's question with its buttons. Nobody is a member yet for whom they could be kept:
 * each is the digest of its word and of the step, which is that one account's, expires, and
 * is another one once it is answered.
 */
function askStep(step: JoiningTable, text: string, words: readonly string[]): Answer {
  const buttons = words.map((label) => ({ action: actionOf(step, label), label }));
  const blocks = [{ block: "text", text } as const, { block: "buttons", rows: [buttons] } as const];
  return { outcome: "asked", records: [], replies: [{ text, card: { blocks } }] };
}

/** The word that a pressed button of this step stands for. */
export function wordPressed(step: JoiningTable, action: string): string | undefined {
  return (step.name === null ? NAME_WORDS : CONSENT_WORDS).find((word) => actionOf(step, word) === action);
}

function actionOf(step: JoiningTable, word: string): string {
  const { channel, external_id: account, organisation_id: organisation, invite_id: invite } = step;
  const parts = [channel, account, organisation, invite, step.via_chat, step.name, step.expires_at, word];
  return hash("sha256", JSON.stringify(parts), "base64url");
}
