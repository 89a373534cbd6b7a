import type { Selectable } from "kysely";
import type { Seat } from "./members.ts";
import type { InviteTable } from "./schema/people.ts";
import type { Db, Role } from "./schema.ts";

type Invite = Selectable<InviteTable>;

type NewInvite = {
  readonly codeHash: string;
  /** Null makes the first admin. */
  readonly organisationId: number | null;
  readonly role: Role;
  readonly uses: number;
  readonly expiresAt: string;
  readonly personId: number | null;
  readonly now: string;
};

/** Keeps what a code is worth; of the code only its hash. */
export async function saveInvite(db: Db, invite: NewInvite): Promise<void> {
  await db
    .insertInto("invite")
    .values({
      code_hash: invite.codeHash,
      organisation_id: invite.organisationId,
      role: invite.role,
      uses_left: invite.uses,
      expires_at: invite.expiresAt,
      person_id: invite.personId,
      created_at: invite.now,
    })
    .execute();
}

/** What a code is worth now; nothing where it never was one, expired, or was used up. */
export async function findInvite(
  db: Db,
  { codeHash, now }: { codeHash: string; now: string },
): Promise<Invite | undefined> {
  return db
    .selectFrom("invite")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .where("uses_left", ">", 0)
    .where("expires_at", ">", now)
    .executeTakeFirst();
}

/** Uses an invite once and says whether there was anything left of it. */
export async function takeInvite(db: Db, { id, now }: { id: number; now: string }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("invite")
    .set((eb) => ({ uses_left: eb("uses_left", "-", 1) }))
    .where("id", "=", id)
    .where("uses_left", ">", 0)
    .where("expires_at", ">", now)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Makes every code that gives a first admin worthless. */
export async function endFirstAdminInvites(db: Db): Promise<void> {
  await db.updateTable("invite").set({ uses_left: 0 }).where("organisation_id", "is", null).execute();
}

/** Makes the open codes of a person worthless, once they may not invite any more. */
export async function endInvitesOf(db: Db, { personId, organisationId }: Seat): Promise<void> {
  await db
    .updateTable("invite")
    .set({ uses_left: 0 })
    .where("person_id", "=", personId)
    .where("organisation_id", "=", organisationId)
    .execute();
}
