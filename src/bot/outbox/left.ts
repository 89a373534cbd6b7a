import type { OutboxRow } from "../../store/outbox.ts";
import { giveBack } from "../../store/outbox-due.ts";
import type { Db } from "../../store/schema.ts";
import type { Marks } from "./sent-marks.ts";

/** Messages that this program alone may send until an instant. */
export type Taken = { readonly until: string; readonly rows: readonly OutboxRow[] };

type Options = { readonly db: Db; readonly clock: () => Date; readonly marks: Marks };

/** What was taken and neither sent nor refused, since the database failed: nobody sees it until it is given back. */
export function openLeft({ db, clock, marks }: Options) {
  let left: Taken[] = [];
  return {
    add(taken: Taken): void {
      left.push(taken);
    },
    /** What is out already is marked first, so that nobody else gets it. What fails is kept and thrown. */
    async giveBack(): Promise<void> {
      const now = clock().toISOString();
      left = left.filter(({ until }) => until > now);
      for (const taken of left) {
        await marks.again(taken.rows.map(({ id }) => id));
        await giveBack(db, taken);
        left = left.filter((other) => other !== taken);
      }
    },
  };
}
