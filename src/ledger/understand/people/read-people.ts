import type { Amount } from "../../activity.ts";
import { before, type Chunk } from "../chunk.ts";
import type { Doubt, Span } from "../reading.ts";
import type { CountToken, Token } from "../token.ts";
import { type Known, readBare } from "./bare-numbers.ts";
import { addedTo, conflict, countDoubt, eachDoubt, isBesideAll } from "./people-doubts.ts";
import { PERSON } from "./persons.ts";
import { isGroup, isJoined, leadLength, type Role, roleOf, tailLength } from "./roles.ts";

/** How many took part, or the doubt about it. */
export type ReadPeople = {
  readonly headcount: Amount | null;
  readonly doubts: readonly Doubt[];
  /** Tokens that are no part of the title. */
  readonly used: readonly Token[];
  /** Further words that are no part of the title: the 优秀 of 优秀6名. */
  readonly spans: readonly Span[];
  /** The tokens that gave the headcount. */
  readonly people: readonly Token[];
};

type Roles = ReadonlyMap<Role, readonly CountToken[]>;

const NONE: readonly CountToken[] = [];

/** Reads the people of a record from the counts that may mean people. */
export function readPeople(chunk: Chunk, tokens: readonly CountToken[], kinds: readonly string[]): ReadPeople {
  const roles = new Map<Role, CountToken[]>();
  const used: Token[] = [];
  const spans: Span[] = [];
  for (const token of tokens) {
    const role = roleOf(chunk, token);
    const same = roles.get(role);
    if (same === undefined) roles.set(role, [token]);
    else same.push(token);
    if (role !== "content") used.push(token);
    spans.push(...spansOf(chunk, token, role));
  }
  const plain = roles.get("present") ?? allOf(chunk, roles);
  const bare = readBare(chunk, knownOf(roles), kinds);
  used.push(...bare.used);
  if (bare.headcount !== null) return { headcount: bare.headcount, doubts: [], used, spans, people: bare.used };
  const { headcount, doubts } =
    plain.length > 0
      ? present(chunk, plain, kinds, roles)
      : { headcount: null, doubts: missing(chunk, roles, bare.doubt) };
  const own = bare.doubt === null || doubts.includes(bare.doubt) ? doubts : [...doubts, bare.doubt];
  return { headcount, doubts: own, used, spans, people: plain };
}

/** 共有15人参加, 共有党员12名、群众8名: where no others are told, all that there were came. */
function allOf(chunk: Chunk, roles: Roles): readonly CountToken[] {
  const [all, ...more] = roles.get("due") ?? NONE;
  const people = roles.get("people") ?? NONE;
  if (all === undefined || more.length > 0 || !ALL.test(before(chunk, all))) return people;
  const list = [all, ...people];
  const isList = people.every(({ start }, i) => BESIDE.test(chunk.text.s.slice(list[i]?.end, start)));
  return isList ? list : people;
}

const ALL = /(?<!(?:支部|单位|部门|小组|车间|党委|总支)[一-龥]{0,2})共有(?:党员)?$/;
const BESIDE = new RegExp(`^[,、 和及与]?(?:${PERSON})$`);

function knownOf(roles: Roles): Known {
  if (roles.has("present")) return "present";
  return roles.has("people") ? "people" : null;
}

/** The words beside a count that only say its role. */
function spansOf(chunk: Chunk, token: CountToken, role: Role): Span[] {
  const lead = leadLength(chunk, token, role);
  const tail = tailLength(chunk, token, role);
  if (tail > 0) return [[token.start - lead, token.end + tail]];
  return lead > 0 ? [[token.start - lead, token.end]] : [];
}

function present(
  chunk: Chunk,
  plain: readonly CountToken[],
  kinds: readonly string[],
  roles: Roles,
): Pick<ReadPeople, "headcount" | "doubts"> {
  const guests = roles.has("present") ? NONE : (roles.get("guest") ?? NONE);
  const counted = withoutVague(chunk, withoutNobody(plain));
  const open = presentDoubt(chunk, counted, kinds) ?? guestDoubt(chunk, counted, guests);
  if (open !== null) return { headcount: null, doubts: [open] };
  return { headcount: totalOf(chunk, counted), doubts: [] };
}

/** 签到31人，补签0人: nobody beside some says nothing. */
function withoutNobody(plain: readonly CountToken[]): readonly CountToken[] {
  if (plain.length < 2) return plain;
  const some = plain.filter(({ count }) => count.value !== 0);
  return some.length === 0 ? plain : some;
}

/** 我们几个人去的，13人 and 一共13人: the number, or the total, says how many the 几个 are. */
function withoutVague(chunk: Chunk, plain: readonly CountToken[]): readonly CountToken[] {
  if (!plain.some(({ count }) => count.value === null)) return plain;
  const exact = plain.filter(({ count }) => count.value !== null);
  const isSome = plain.every(({ count, start }) => count.value !== null || chunk.text.s.charAt(start) === "几");
  if (exact.length === 1 && isSome) return exact;
  const total = exact.find((token) => TOTAL.test(before(chunk, token)));
  return total === undefined ? plain : plain.filter(({ count }) => count.value !== null);
}

const TOTAL = /(?:一共|总共|合计|共计|共)(?:来了|到了|去了)?$/;

function presentDoubt(chunk: Chunk, plain: readonly CountToken[], kinds: readonly string[]): Doubt | null {
  const vague = plain.find((token) => token.count.value === null);
  if (vague !== undefined) return countDoubt(chunk, vague, "participants");
  const absurd = plain.find(({ count }) => count.value !== null && !isPossible(count.value));
  if (absurd !== undefined) return { ...countDoubt(chunk, absurd, "participants"), options: [] };
  const rest = plain.find((token) => isBesideAll(chunk, token));
  if (rest !== undefined && plain.length === 1) return { ...countDoubt(chunk, rest, "participants"), options: [] };
  const sum = plain.find((token) => addedTo(chunk, token) !== null);
  if (sum !== undefined) return addedTo(chunk, sum);
  return (
    eachDoubt(chunk, plain) ??
    visited(chunk, plain, kinds) ??
    (totalOf(chunk, plain) === null ? conflict(chunk, plain) : null)
  );
}

/** No branch has more, nobody reports an event without people, and there are no halves of them. */
function isPossible(people: number): boolean {
  return people > 0 && people <= MOST_PEOPLE && Number.isInteger(people);
}

const MOST_PEOPLE = 100_000;

/** 12人参加，列席2人: do the guests count? */
function guestDoubt(chunk: Chunk, plain: readonly CountToken[], guests: readonly CountToken[]): Doubt | null {
  if (guests.length === 0) return null;
  const total = sumOf(plain);
  return { ...conflict(chunk, [...plain, ...guests]), options: [String(total), String(total + sumOf(guests))] };
}

/** 优秀6名 合格18名 and 应到30人 alone do not say who was there. */
function missing(chunk: Chunk, roles: Roles, bare: Doubt | null): Doubt[] {
  const grades = roles.get("grade") ?? NONE;
  if (grades.length > 0) return [{ ...conflict(chunk, grades, "unit"), options: [String(sumOf(grades))] }];
  const guests = roles.get("guest") ?? NONE;
  if (guests.length > 0) return [{ ...conflict(chunk, guests, "unit"), options: [String(sumOf(guests))] }];
  const due = roles.get("due") ?? NONE;
  if (due.length === 0) return bare === null ? [] : [bare];
  const whole = sumOf(due);
  const absent = sumOf(roles.get("absent") ?? NONE);
  const options = absent === 0 ? [whole] : [whole - absent, whole];
  return [{ ...conflict(chunk, due, "unit"), options: options.map(String) }];
}

function sumOf(tokens: readonly CountToken[]): number {
  return tokens.reduce((sum, token) => sum + (token.count.value ?? 0), 0);
}

/** 走访慰问值班职工12人: who came, or who was visited? */
function visited(chunk: Chunk, plain: readonly CountToken[], kinds: readonly string[]): Doubt | null {
  const [token] = plain;
  if (token === undefined || plain.length > 1 || !kinds.includes("走访慰问") || isJoined(chunk, token)) return null;
  if (chunk.tokens.some((other) => other.type === "count" && other.count.unit === "户")) return null;
  const last = chunk.tokens.findLast((other) => other.end <= token.start && other.type !== "mask");
  if (last?.type !== "kind" || last.kind !== "走访慰问") return null;
  const between = chunk.text.s.slice(last.end, token.start);
  if (kinds[0] !== "走访慰问" && between.endsWith(" ")) return null;
  const isBeside = between.trim() === "";
  return /[,;。]/.test(between) ||
    (!isBeside && before(chunk, token) === "" && /\s$/.test(between) && !/[一-龥]/.test(between))
    ? null
    : conflict(chunk, plain, "unit");
}

/** Groups are added; a total beside its parts counts once; null where the numbers contradict each other. */
function totalOf(chunk: Chunk, tokens: readonly CountToken[]): Amount | null {
  const sum = sumOf(tokens);
  const bound = tokens.find((token) => token.count.bound !== "exact")?.count.bound ?? "exact";
  if (tokens.length === 1) return { value: sum, bound };
  const values = tokens.map((token) => token.count.value ?? 0);
  const largest = Math.max(...values);
  if (largest * 2 === sum && values.length > 2 && !areApart(chunk, tokens)) return { value: largest, bound };
  const groups = tokens.filter((token) => isGroup(chunk, token));
  if (new Set(values).size === 1 && groups.length < tokens.length) return { value: largest, bound };
  if (groups.length === tokens.length) return { value: sum, bound };
  return null;
}

/** 党员24人，发展对象15人，积极分子9人: none of them is one of the others, whatever the numbers add up to. */
function areApart(chunk: Chunk, tokens: readonly CountToken[]): boolean {
  const words = tokens.map((token) => APART.exec(before(chunk, token))?.[1] ?? "");
  return words.every((word) => word !== "") && new Set(words).size === words.length;
}

const APART = /(党员|发展对象|积极[分份]子|申请人|群众|团员)$/;

/** 支委会 5个: five people, or five decisions? */
export function withOpen(chunk: Chunk, heads: ReadPeople, open: CountToken | null): ReadPeople {
  if (open === null || heads.people.length > 0 || heads.doubts.length > 0) return heads;
  return { ...heads, used: [...heads.used, open], doubts: [conflict(chunk, [open], "unit")] };
}
