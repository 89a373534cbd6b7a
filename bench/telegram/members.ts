import type { Db } from "../../src/store/schema.ts";
import { built } from "../built.ts";
import { accountOf, BRANCHES, MEMBERS } from "./load.ts";

const { ensureOrganisation } = await built<typeof import("../../src/store/organisations.ts")>("store/organisations");
const { enrol } = await built<typeof import("../../src/store/people.ts")>("store/people");
const { writing } = await built<typeof import("../../src/store/transaction.ts")>("store/transaction");

const NOW = "2026-01-05T01:00:00.000Z";

/** The members of all branches, each with a Telegram account. */
export async function enrolAll(db: Db): Promise<void> {
  await writing(db, async (trx) => {
    for (let branch = 0; branch < BRANCHES; branch++) {
      const { id } = await ensureOrganisation(trx, ["示范党委", `第${branch}党支部`], NOW);
      for (let member = 0; member < MEMBERS; member++) {
        const account = accountOf(branch * MEMBERS + member);
        const role = member === 0 ? "secretary" : "member";
        const who = { channel: "telegram", externalId: String(account), name: `成员${account}` };
        await enrol(trx, { ...who, organisationId: id, role, now: NOW });
      }
    }
  });
}
