import type { Amount, Bound } from "./activity.ts";
import type { Field, Level } from "./fields.ts";
import type { Catalogue } from "./kinds.ts";
import { namesOf, type Share, sharing, type Tallied, weaker } from "./share.ts";

/** Activities that are alike in all that a count of times or of a quantity looks at. */
export type Alike = {
  readonly one: Pick<Tallied, "kinds" | "quantities"> & { readonly doubts: NonNullable<Tallied["doubts"]> };
  readonly count: number;
  /** The level of the other organisation that held them; nothing for one's own. */
  readonly heldBy?: Level;
};

/** A field and how each activity counts in it. */
type Lean = { readonly field: Field; readonly shareOf: (activity: Tallied) => Share };
type Sum = { value: number; bound: Bound };
type Given = { readonly field: Field; readonly value: number; readonly bound: Bound };

/**
 * Sums fields of times and of quantities over alike activities, by the same shares as
 * {@link tally} and so with the same numbers, at the cost of one look at each sort. The
 * other measures need the records themselves and are left out.
 */
export function openSums(
  fields: readonly Field[],
  { kinds }: Catalogue,
): (groups: readonly Alike[]) => Map<Field, Amount> {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const lean: Lean[] = fields
    .filter(({ measure }) => measure.by === "times" || measure.by === "quantity")
    .map((field) => ({ field, shareOf: sharing(field, known) }));
  const remembered = new Map<Alike["one"], readonly Given[]>();

  function givenBy(one: Alike["one"]): readonly Given[] {
    const before = remembered.get(one);
    if (before !== undefined) return before;
    const activity = whole(one);
    const names = namesOf(activity, known);
    const given = lean.flatMap(({ field, shareOf }) => {
      if (!field.kinds.some((name) => names.has(name))) return [];
      const share = shareOf(activity);
      return typeof share === "string" ? [] : [{ field, value: share.value, bound: share.bound }];
    });
    remembered.set(one, given);
    return given;
  }

  return (groups) => {
    const sums = new Map<Field, Sum>();
    for (const { one, count, heldBy } of groups) {
      for (const given of givenBy(one)) if (takes(given.field, heldBy)) add(sums, given, count);
    }
    for (const sum of sums.values()) sum.value = Math.round(sum.value * 100) / 100;
    return sums;
  };
}

function add(sums: Map<Field, Sum>, { field, value, bound }: Given, count: number): void {
  const sum = sums.get(field);
  if (sum === undefined) sums.set(field, { value: value * count, bound });
  else {
    sum.value += value * count;
    sum.bound = weaker(sum.bound, bound);
  }
}

/** What others held counts only where the field takes their level. */
function takes(field: Field, heldBy: Level | undefined): boolean {
  return heldBy === undefined || field.heldBy === null || field.heldBy === heldBy;
}

/** An activity of which only what is counted is known. */
function whole({ kinds, quantities, doubts }: Alike["one"]): Tallied {
  return {
    ...{ id: 0, organisation: 0, state: "counted", participants: [], start: null, end: null, half: null },
    ...{ title: null, place: null, headcount: null, minutes: null },
    ...{ kinds, quantities, doubts },
  };
}
