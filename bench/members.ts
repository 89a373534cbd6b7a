import type { ChannelName } from "../src/bot/channel.ts";
import type { Db } from "../src/store/schema.ts";
import { built } from "./built.ts";

const { ensureOrganisation } = await built<typeof import("../src/store/organisations.ts")>("store/organisations");
const { enrol } = await built<typeof import("../src/store/people.ts")>("store/people");
const { writing } = await built<typeof import("../src/store/transaction.ts")>("store/transaction");

export const BRANCHES = 20;
export const MEMBERS = 10;

const NOW = "2026-01-05T01:00:00.000Z";

/** Enrols the members of all branches, each with an account; they are counted branch by branch. */
export async function enrolAll(db: Db, channel: ChannelName, accountOf: (n: number) => string): Promise<void> {
  await writing(db, async (trx) => {
    for (let branch = 0; branch < BRANCHES; branch++) {
      const { id: organisationId } = await ensureOrganisation(trx, ["示范党委", `第${branch}党支部`], NOW);
      for (let member = 0; member < MEMBERS; member++) {
        const externalId = accountOf(branch * MEMBERS + member);
        const role = member === 0 ? "secretary" : "member";
        await enrol(trx, { channel, externalId, name: `成员${externalId}`, organisationId, role, now: NOW });
      }
    }
  });
}
