import { findAccounts } from "../../store/links.ts";
import { findMembersNamed } from "../../store/people.ts";
import type { Db } from "../../store/schema.ts";

type Named = {
  readonly organisationId: number;
  readonly name: string;
  /** Where a name is all that is known of a person. */
  readonly channels: readonly string[];
};

/** The only member of a name, as long as they are known from these channels alone: whoever has an account is asked. */
export async function namesakeOf(
  db: Db,
  { organisationId, name, channels }: Named,
): Promise<{ readonly id: number } | undefined> {
  const [member, ...others] = await findMembersNamed(db, organisationId, [name]);
  if (member === undefined || others.length > 0) return undefined;
  const accounts = await findAccounts(db, member.id);
  return accounts.every(({ channel }) => channels.includes(channel)) ? member : undefined;
}
