import type { StoredActivity } from "../../store/activities.ts";

/** How the key of a row begins that came from an old ledger's table. */
export const IMPORTED = "import:";

/** Whether a record came from an old ledger's table. */
export function isImported({ sourceKey }: Pick<StoredActivity, "sourceKey">): boolean {
  return sourceKey.startsWith(IMPORTED);
}
