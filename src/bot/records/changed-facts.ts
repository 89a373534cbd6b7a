import type { Amount, Facts, Quantity } from "../../ledger/activity.ts";
import type { Change } from "../../ledger/understand/reading.ts";

type Counted = Pick<Facts, "headcount" | "quantities">;

/** What a change makes of the facts; the numbers are those that are there. */
export function factsOfChange(change: Change, counted: Counted): Partial<Facts> {
  const { quantities } = counted;
  switch (change.field) {
    case "date":
      return daysOf(change);
    case "kinds":
      return { kinds: change.kinds };
    case "title":
      return { title: change.text };
    case "place":
      return { place: change.text };
    case "headcount":
      return { headcount: change.amount, ...withoutOldTimes(change.amount, counted) };
    case "minutes":
      return { minutes: change.amount };
    case "quantity":
      return { quantities: [...quantities.filter(({ name }) => name !== change.quantity.name), change.quantity] };
  }
}

/** The days that a person names, and the half of a day only where one is named. */
export function daysOf({ start, end, half }: Omit<Extract<Change, { field: "date" }>, "field">): Partial<Facts> {
  return half === undefined ? { start, end } : { start, end, half };
}

/** 2人次 goes where 6人 came: it was the number of people, or would be less than it. 3次 30人次 stays beside 12人. */
function withoutOldTimes(people: Amount | null, { headcount, quantities }: Counted): Partial<Facts> {
  const times = quantities.find(({ name }) => name === "次数")?.value ?? 1;
  const wasPeople = headcount === null && times <= 1;
  const isOld = ({ name, value }: Quantity) =>
    name === "人次" && people !== null && (wasPeople || value < people.value);
  return quantities.some(isOld) ? { quantities: quantities.filter((one) => !isOld(one)) } : {};
}
