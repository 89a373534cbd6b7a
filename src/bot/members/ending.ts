import { endInvitesOf } from "../../store/invites.ts";
import { endMembership, type Seat } from "../../store/members.ts";
import type { Db } from "../../store/schema.ts";
import { leaveRota } from "../plans/rota.ts";

/** Ends what somebody may do in a branch, the invitations they gave, and their turns in it. */
export async function endSeat(db: Db, seat: Seat, now: Date): Promise<void> {
  await endMembership(db, seat);
  await endInvitesOf(db, seat);
  await leaveRota(db, seat, now);
}
