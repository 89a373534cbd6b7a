import { counted } from "./learn/attribute.ts";
import { type Claim, claimsIn } from "./learn/claims.ts";
import { clausesOf, type Piece } from "./learn/clauses.ts";
import { type Clean, clean, spanOf } from "./learn/clean.ts";
import { fieldOf } from "./learn/field-of.ts";
import { type Ground, groundAfter, groundIn, groundOf } from "./learn/ground.ts";
import { lexicon, type Names } from "./learn/lexicon.ts";
import { goesOnOfOthers } from "./learn/others.ts";
import { type Role, roleOf } from "./learn/role.ts";
import { scan } from "./learn/scan.ts";
import { type Reader, type Seat, seatsOf, textBefore } from "./learn/seat.ts";
import { type Tense, tenseOf } from "./learn/tense.ts";

export type { Names } from "./learn/lexicon.ts";
export type { Role } from "./learn/role.ts";

/** A number or numeric blank of a past report, as `learn --json` prints it. */
export type Slot = {
  /** The number or blank alone, as written. */
  readonly text: string;
  /** Unicode code points of the text as read. */
  readonly start: number;
  readonly end: number;
  /** Null for a blank and for a deadline. */
  readonly value: number | null;
  /** As written, without 余 and 多. */
  readonly unit: string;
  /** Canonical names; several where one number counts several kinds together. */
  readonly kinds: readonly string[];
  readonly field: string | null;
  readonly role: Role;
  readonly approx: boolean;
};

export type Learnt = { readonly text: string; readonly slots: readonly Slot[] };

/**
 * Finds what is numeric in a past report. `year` is the year it speaks of; without it the one that
 * its title or opening names. Never throws; takes time in proportion to the text.
 */
export function learn(text: string, names: Names, { year }: { readonly year?: number } = {}): Learnt {
  const cleaned = clean(text);
  const compiled = lexicon(names);
  const found = scan(cleaned, compiled);
  const tense = tenseOf(cleaned.s, year);
  const reader: Reader = { s: cleaned.s, lexicon: compiled };
  const points = Array.from(text);
  const slot = slotMaker(cleaned, points);
  const amounts = readAmounts(reader, clausesOf(found), tense).map(slot);
  const claims = claimsIn({ s: cleaned.s, kinds: found.kinds, isFuture: tense.isFuture, year: tense.year });
  return { text, slots: together(amounts, claims.map(claimed).map(slot), points) };
}

/** The year that a report speaks of, as its title or opening names it; null where nothing tells. */
export function reportYear(text: string): number | null {
  return tenseOf(clean(text).s, undefined).year;
}

type Found = Omit<Slot, "text" | "start" | "end"> & { readonly from: number; readonly to: number };

function slotMaker(cleaned: Clean, points: readonly string[]): (found: Found) => Slot {
  return ({ from, to, ...rest }) => {
    const [start, end] = spanOf(cleaned, from, to);
    const { value, unit, kinds, field, role, approx } = rest;
    return { text: points.slice(start, end).join(""), start, end, value, unit, kinds, field, role, approx };
  };
}

function claimed({ start, end, unit, role, kinds, value }: Claim): Found {
  return { from: start, to: end, value, unit, kinds, field: null, role, approx: false };
}

/** In order; a weekday's claim gives way to the number of its sentence, a deadline wins over what it covers. */
function together(amounts: readonly Slot[], claims: readonly Slot[], points: readonly string[]): Slot[] {
  const kept = claims.filter(
    (claim) =>
      claim.role !== "quota" ||
      !amounts.some(({ role, start }) => role === "quota" && start >= claim.end && start < claim.end + 40),
  );
  const free = amounts
    .map((one) => (kept.some((claim) => isDue(one, claim, points)) ? promised(one) : one))
    .filter((one) => !kept.some((claim) => claim.start < one.end && one.start < claim.end));
  return [...free, ...kept].sort((a, b) => a.start - b.start);
}

const MOST_BETWEEN = 24;

/** The 1 of 9月底前召开1次会议 is promised as its deadline is. */
function isDue({ start }: Slot, claim: Slot, points: readonly string[]): boolean {
  if (claim.role !== "plan" || start < claim.end || start - claim.end > MOST_BETWEEN) return false;
  return claim.unit.endsWith("前") && !/[，,。；！？\n]/.test(points.slice(claim.end, start).join(""));
}

function promised(slot: Slot): Slot {
  return slot.role === "tally" || slot.role === "manual" ? { ...slot, role: "plan", field: null } : slot;
}

type Memory = {
  sentence: number;
  kinds: readonly string[];
  /** What the number before counted. */
  last: readonly string[];
  roster: boolean;
  kept: boolean;
  ground: Ground;
  ofOthers: boolean;
  clause: string;
  /** What the line before spoke of, for the cells of a table: 支部党员大会 | 4次 | 120人次. */
  row: readonly string[];
};

const FRESH = { kinds: [], last: [], roster: false, kept: false, ground: null, ofOthers: false, clause: "" } as const;

function readAmounts(reader: Reader, pieces: readonly Piece[], tense: Tense): Found[] {
  const memory: Memory = { ...FRESH, sentence: -1, row: [] };
  const found: Found[] = [];
  for (const piece of pieces) {
    const text = reader.s.slice(piece.start, piece.end);
    if (piece.sentence !== memory.sentence) begin(piece, reader, memory);
    const rest = reader.s.slice(piece.end, piece.end + 64);
    memory.ofOthers = goesOnOfOthers(text, { before: memory.ofOthers, rest });
    for (const seat of seatsOf(reader, piece)) found.push(...readAmount(seat, memory, tense));
    memory.clause = text;
    if (piece.amounts.length > 0) continue;
    memory.kinds = lastKind(piece) ?? memory.kinds;
    memory.ground = groundIn(text) ?? memory.ground;
  }
  return found;
}

const LONGEST_CELL = 16;

/** A sentence begins anew; a line of a number alone is a cell of the row that the lines before it began. */
function begin(piece: Piece, { s }: Reader, memory: Memory): void {
  const { start, end, amounts, sentence } = piece;
  const [amount] = amounts;
  const isCell = amount !== undefined && amount.start === start && amount.after === end;
  const isLine = end - start <= LONGEST_CELL && s.charAt(start - 1) === "\n" && /^\n?$/.test(s.charAt(end));
  if (!isCell) memory.row = isLine && amount === undefined ? (lastKind(piece) ?? []) : [];
  Object.assign(memory, FRESH, { sentence, kinds: isCell && isLine ? memory.row : [] });
}

function lastKind({ kinds }: Piece): readonly string[] | null {
  const last = kinds.findLast(({ weak }) => !weak);
  return last === undefined ? null : [last.kind];
}

/** 村“两委”会31次: another meeting, so that what is decided next is none of the one before it. */
function isNewMeeting(seat: Seat): boolean {
  return seat.amount.counts === "event" && seat.last && /(?:会|会议|例会)$/.test(textBefore(seat));
}

/** 发放邮包150个，折合3万元 is what the parcels were worth; the 12节 of 送教下乡4次12节 are of the 4. */
function isOfLast(seat: Seat): boolean {
  const before = textBefore(seat);
  return before === "" ? seat.previous !== null : seat.amount.counts === "money" && /折合|价值|折[款价]/.test(before);
}

function readAmount(seat: Seat, memory: Memory, tense: Tense): Found[] {
  const { amount } = seat;
  const what = counted(seat, isOfLast(seat) ? memory.last : memory.kinds);
  const future = tense.isFuture(amount.start);
  const lacking = tense.isLacking(amount.start);
  const { roster: rosterBefore, kept: keptBefore, clause: clauseBefore, ofOthers } = memory;
  const ground = groundOf(seat, memory.ground);
  const told = { rosterBefore, keptBefore, ground, ofOthers, clauseBefore };
  const role = roleOf({ seat, counted: what, future, lacking, ...told });
  if (what.near || isNewMeeting(seat)) memory.kinds = what.kinds;
  memory.last = what.kinds;
  memory.kept = role === "tally" || role === "manual";
  memory.ground = groundAfter(role, { seat, ground });
  if (role === null) return [];
  memory.roster = role === "roster";
  const sought = { seat, counted: what, role, lastYear: tense.isLastYear(amount.start), clauseBefore: memory.clause };
  const field = fieldOf(sought);
  const kinds = role === "roster" || role === "manual" ? [] : what.kinds;
  const { value, unit, approx } = amount;
  return [{ from: amount.start, to: amount.end, value, unit, kinds, field, role, approx }];
}
