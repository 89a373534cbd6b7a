import { getMark, getMarks, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";

const HEARD = "heard:";

/** Remembers on which platform an officer gave a command in private; cheap where it is the one of last time. */
export async function noteHeard(db: Db, { person, channel }: { person: number; channel: string }): Promise<void> {
  if ((await getMark(db, HEARD + person)) !== channel) await setMark(db, HEARD + person, channel);
}

/** Of each person's accounts those on the platform of their last command; all of them where none is. */
export async function heardOn<Account extends { readonly channel: string; readonly personId: number }>(
  db: Db,
  accounts: readonly Account[],
): Promise<Account[]> {
  const heard = await getMarks(
    db,
    HEARD,
    accounts.map(({ personId }) => personId),
  );
  const isHeard = ({ personId, channel }: Account) => heard.get(personId) === channel;
  const known = new Set(accounts.filter(isHeard).map(({ personId }) => personId));
  return accounts.filter((account) => !known.has(account.personId) || isHeard(account));
}
