import { lookOf } from "../../ledger/names.ts";
import { findAccounts } from "../../store/links.ts";
import { findMembers, findOfficerAccounts } from "../../store/members.ts";
import { chatsOf, type Reply } from "../call.ts";
import { heardOn } from "./heard.ts";
import type { Met } from "./met.ts";

/**
 * Tells those who look after a branch of a new name that can be taken for a member's: the
 * same, or one that only looks the same.
 */
export async function twinNotices(
  { db }: Pick<Met, "db">,
  { organisationId, personId, name }: { organisationId: number; personId: number; name: string },
): Promise<Reply[]> {
  const look = lookOf(name);
  const others = (await findMembers(db, organisationId)).filter(({ id }) => id !== personId);
  const twin = others.find((other) => lookOf(other.name) === look);
  if (twin === undefined) return [];
  const how = twin.name === name ? "姓名相同" : `姓名看上去和“${twin.name}”一样，写法不同`;
  const text = `请核对：新成员“${name}”（${personId}号）与 ${twin.id}号 ${how}。不是本人请发“移出 ${personId}号”。`;
  return toOfficers({ db }, { organisationId, but: personId }, text);
}

/** Words to one person in private, where they gave their last command. */
export async function toPerson({ db }: Pick<Met, "db">, personId: number, text: string): Promise<Reply[]> {
  const accounts = (await findAccounts(db, personId)).filter(({ channel }) => channel !== "transcript");
  const heard = await heardOn(
    db,
    accounts.map((account) => ({ ...account, personId })),
  );
  return chatsOf(heard).map((to) => ({ text, to }));
}

/** The same words to everybody who looks after a branch, but perhaps for one person. */
export async function toOfficers(
  { db }: Pick<Met, "db">,
  { organisationId, but }: { readonly organisationId: number; readonly but?: number },
  text: string,
): Promise<Reply[]> {
  const officers = await findOfficerAccounts(db, organisationId);
  return chatsOf(officers.filter(({ personId }) => personId !== but)).map((to) => ({ text, to }));
}
