import type { Day } from "../../ledger/activity.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import type { NamedWeek } from "../weekly.ts";
import { openComing } from "./coming.ts";
import { type Due, type Manner, type Message, messagesOf } from "./messages.ts";
import { openSummaries } from "./summary.ts";

/** All that the summaries of one week are made from, besides the ledger. It may be sent to a thread. */
export type Making = Manner &
  Pick<Deps, "catalogue" | "fields" | "headline" | "duties"> & {
    readonly week: NamedWeek;
    /** The day on which they are sent. */
    readonly on: Day;
  };

/** A summary as it is queued: a message for each group. */
export type Told = { readonly due: Due; readonly messages: readonly Message[] };

/** Makes the summaries of some branches. */
type Make = (db: Db, due: readonly Due[]) => Promise<Told[]>;

/** What the summaries of some branches teach is used for the next. `between` its steps others may have their turn. */
export function openMaking(making: Making, between?: () => Promise<void>): Make {
  const { week, on } = making;
  const summariesOf = openSummaries(making, week, between);
  const comingOf = openComing(making, { week, on });
  return async (db, due) => {
    const organisations = due.map(({ organisation }) => organisation);
    const summaries = await summariesOf(db, organisations);
    const coming = await comingOf(db, organisations);
    await between?.();
    return due.map((one, n) => {
      const summary = summaries[n];
      if (summary === undefined) throw new Error(`no summary of organisation ${one.organisation}`);
      const weekly = { name: one.name, week, summary, coming: coming.get(one.organisation) ?? [] };
      return { due: one, messages: messagesOf(one, weekly, making) };
    });
  };
}
