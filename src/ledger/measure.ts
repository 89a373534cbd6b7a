import type { Bound } from "./activity.ts";
import type { Field, Level, Measure } from "./fields.ts";
import type { Catalogue } from "./kinds.ts";
import { type Admission, type Kinds, namesOf, type Share, sharing, type Tallied } from "./share.ts";

export type { Tallied } from "./share.ts";

/** Whose ledger it is, and the level of every organisation whose activities are in it. */
export type Scope = { readonly organisation: number; readonly levels: ReadonlyMap<number, Level> };

/** Counted activities by kind, those included that are also of it. Made once, asked for every field. */
export type Index = {
  readonly scope: Scope;
  readonly byKind: ReadonlyMap<string, readonly Tallied[]>;
  readonly kinds: Kinds;
};

/**
 * What the records say. `value` is null where none says anything: absence is never zero.
 * `records` are the ids of the activities that gave it, ascending; `warnings` are Chinese sentences.
 */
export type Tally = {
  readonly value: number | null;
  readonly bound: Bound;
  readonly records: readonly number[];
  readonly warnings: readonly string[];
};

const NOTHING: Tally = { value: null, bound: "exact", records: [], warnings: [] };

/** Sorts the activities of a period by kind; held and void ones are left out. */
export function indexActivities(activities: readonly Tallied[], { kinds }: Catalogue, scope: Scope): Index {
  const known = new Map(kinds.map((kind) => [kind.name, kind]));
  const byKind = new Map<string, Tallied[]>();
  const counted = activities.filter(({ state }) => state === "counted").sort((a, b) => a.id - b.id);
  for (const activity of counted) {
    for (const name of namesOf(activity, known)) {
      const list = byKind.get(name);
      if (list) list.push(activity);
      else byKind.set(name, [activity]);
    }
  }
  return { scope, byKind, kinds: known };
}

/** Tallies a field over an index. List and manual fields are not in the records: they give null. */
export function tally(field: Field, index: Index): Tally {
  const { measure } = field;
  if (measure.by === "list" || measure.by === "manual") return NOTHING;
  const activities = takenBy(field, index);
  if (activities.length === 0) return NOTHING;
  if (measure.by === "people") return people(activities);
  const shareOf = sharing(field, index.kinds);
  return sum(
    activities.map((activity) => ({ activity, share: shareOf(activity) })),
    nameOf(measure),
  );
}

/** The distinct activities that a field takes, by id. */
export function takenBy({ kinds, heldBy }: Field, { byKind, scope }: Index): readonly Tallied[] {
  const found = distinct(kinds.map((name) => byKind.get(name) ?? []));
  if (heldBy === null) return found;
  return found.filter((a) => a.organisation === scope.organisation || scope.levels.get(a.organisation) === heldBy);
}

/** Lists that are in the order of ids, as one without what they share. */
function distinct(lists: readonly (readonly Tallied[])[]): readonly Tallied[] {
  const [only = [], ...others] = lists;
  if (others.length === 0) return only;
  return [...new Map(lists.flat().map((a) => [a.id, a])).values()].sort((a, b) => a.id - b.id);
}

type Shared = { readonly activity: Tallied; readonly share: Share };

/** What a sum has to admit about some of its records. */
type Flaw = "missing" | Exclude<Bound, "exact"> | Admission;

function sum(shared: readonly Shared[], what: string): Tally {
  const flawed: Record<Flaw, number[]> = { missing: [], approx: [], least: [], undivided: [], named: [] };
  const records: number[] = [];
  let total = 0;
  for (const { activity, share } of shared) {
    for (const flaw of flawsOf(share)) flawed[flaw].push(activity.id);
    if (typeof share === "string") continue;
    total += share.value;
    records.push(activity.id);
  }
  const warnings = [
    ...told(flawed.missing, `没有${what}，未计入`),
    ...told(flawed.approx, "是约数，合计也是约数"),
    ...told(flawed.least, "只写了下限（余、至少），合计不少于此数"),
    ...told(flawed.named, "没有人数，只按已知参加的人计（没写姓名的是记的人自己）"),
    ...told(flawed.undivided, "没有说明其中多少属于“三重一大”，暂按全部计入"),
  ];
  if (records.length === 0) return { ...NOTHING, warnings };
  return { value: rounded(total), bound: boundOf(flawed), records, warnings };
}

function flawsOf(share: Share): Flaw[] {
  if (typeof share === "string") return share === "missing" ? [share] : [];
  return [...(share.bound === "exact" ? [] : [share.bound]), ...(share.admits ? [share.admits] : [])];
}

/** One approximate part makes a sum approximate, one lower bound makes it a lower bound. */
function boundOf({ approx, least }: Record<Flaw, number[]>): Bound {
  if (approx.length > 0) return "approx";
  return least.length > 0 ? "least" : "exact";
}

function told(ids: readonly number[], what: string): string[] {
  return ids.length === 0 ? [] : [`${ids.length} 条记录${what}：${listed(ids)}`];
}

/** Distinct members. Where some records give only a headcount, the number is a lower bound. */
function people(activities: readonly Tallied[]): Tally {
  const given = activities.filter(({ participants, headcount }) => participants.length > 0 || headcount);
  const idsOf = (of: readonly Tallied[]) => of.map(({ id }) => id);
  if (given.length === 0) return { ...NOTHING, warnings: told(idsOf(activities), "没有参加人") };
  const members = new Set(given.flatMap(({ participants }) => participants));
  const unnamed = given.filter(({ participants, headcount }) => (headcount?.value ?? 0) > participants.length);
  const value = Math.max(members.size, ...given.map(({ headcount }) => headcount?.value ?? 0));
  const tallied = { value, records: idsOf(given) };
  if (unnamed.length === 0) return { ...tallied, bound: "exact", warnings: [] };
  if (given.length === 1) return { ...tallied, bound: given[0]?.headcount?.bound ?? "exact", warnings: [] };
  return { ...tallied, bound: "least", warnings: told(idsOf(unnamed), "没有完整名单，人数无法去重") };
}

/** Removes what binary fractions add: 0.1 + 0.2 is 0.3. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function nameOf(measure: Measure): string {
  if (measure.by === "quantity") return measure.names.join("、");
  if (measure.by === "hours") return "时长";
  return measure.by === "times" ? "确定的次数" : "人数";
}

const SHOWN = 8;

/** `#3、#9`, cut after eight. */
export function listed(ids: readonly number[]): string {
  const shown = ids.slice(0, SHOWN).map((id) => `#${id}`);
  return shown.join("、") + (ids.length > SHOWN ? `等 ${ids.length} 条` : "");
}
