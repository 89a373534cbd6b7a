import { randomBytes } from "node:crypto";
import { hashCode, newCode } from "../bot/members/codes.ts";
import { endFirstAdminInvites, saveInvite } from "../store/invites.ts";
import { hasPlatformAdmin } from "../store/members.ts";
import type { Db } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";

const VALID_MS = 24 * 3_600_000;

/**
 * A code that makes whoever sends it first the admin, as long as no account on a chat
 * platform is one; nothing else. It works once and for a day, and every new one ends those
 * before it. Only its hash is kept.
 */
export async function firstAdminCode(db: Db, now: Date): Promise<string | undefined> {
  return writing(db, async (trx) => {
    await endFirstAdminInvites(trx);
    if (await hasPlatformAdmin(trx)) return undefined;
    const code = newCode(randomBytes(16).toString("hex"));
    await saveInvite(trx, {
      codeHash: hashCode(code),
      organisationId: null,
      role: "admin",
      uses: 1,
      expiresAt: new Date(now.getTime() + VALID_MS).toISOString(),
      personId: null,
      now: now.toISOString(),
    });
    return code;
  });
}
