import type { Kind } from "../../ledger/kinds.ts";
import type { Counted } from "./attribute.ts";
import type { Amount } from "./scan.ts";
import { clauseText, type Seat } from "./seat.ts";

/** Whether the kinds found are counted in this unit. */
export function isCountedBy(seat: Seat, { kinds, quantity }: Counted): boolean {
  const { amount, reader } = seat;
  if (kinds.length === 1 && kinds[0] === "表彰" && isUnpraised(seat)) return false;
  if (quantity !== null || ["event", "times", "time"].includes(amount.counts)) return true;
  return kinds.some((name) => {
    const kind = reader.lexicon.kinds.get(name);
    return kind !== undefined && (name === "捐款捐物" || isUnitOf(kind, amount));
  });
}

/** Of a meeting only what the words beside the number announce: the 9个 of 组织生活会查摆的9个问题 are no decisions. */
function isUnitOf({ family, unit, quantities }: Kind, { counts, unit: own }: Amount): boolean {
  if (counts === "person" && family !== "organisation") return true;
  const told = quantities.filter(({ words }) => family !== "meeting" || words.length === 0);
  const units = [unit, ...told.flatMap((one) => one.units)];
  return units.some((one) => one === own || `万${one}` === own || (counts === "person" && one === "名"));
}

/** 把20名优秀党员培养成骨干: nobody was praised. */
function isUnpraised(seat: Seat): boolean {
  return !seat.last && !/表彰|评|获|授|荣|命名|推荐|选/.test(clauseText(seat));
}
