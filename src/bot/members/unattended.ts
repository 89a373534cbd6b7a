import { findMembers } from "../../store/members.ts";
import { getOrganisation } from "../../store/organisations.ts";
import { isOfficer } from "../../store/roles.ts";
import type { Db, Trx } from "../../store/schema.ts";
import type { Reply } from "../call.ts";
import { toOfficers } from "./twins.ts";

/** What is to be said of an organisation that nobody looks after any more, and which one above it is to hear that. */
type Unattended = { readonly text: string; readonly above: number };

/** Whether an organisation has neither secretary nor admin while one above it has: what is due would reach nobody. */
export async function unattended(db: Db, organisationId: number): Promise<Unattended | undefined> {
  if (await isAttended(db, organisationId)) return undefined;
  const { name, parent_id } = await getOrganisation(db, organisationId);
  let above = parent_id;
  while (above !== null && !(await isAttended(db, above))) above = (await getOrganisation(db, above)).parent_id;
  if (above === null) return undefined;
  const text = `“${name}”现在没有书记，到期要办的没有人收到提醒。请发“设为 ${name} 李四 书记”，或“邀请 书记 ${name}”。`;
  return { text, above };
}

async function isAttended(db: Db, organisationId: number): Promise<boolean> {
  return (await findMembers(db, organisationId)).some(({ role }) => isOfficer(role));
}

/** Tells those above who can name another secretary. */
export async function unattendedNotices(db: Trx, organisationId: number): Promise<Reply[]> {
  const found = await unattended(db, organisationId);
  return found === undefined ? [] : toOfficers({ db }, { organisationId: found.above }, found.text);
}
