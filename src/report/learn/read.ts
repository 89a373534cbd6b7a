import { type Counted, counted } from "./attribute.ts";
import type { Piece } from "./clauses.ts";
import { fieldOf } from "./field-of.ts";
import { type Ground, groundAfter, groundIn, groundOf } from "./ground.ts";
import { goesOnOfOthers } from "./others.ts";
import { partRole, type Whole, wholeOf } from "./parts.ts";
import { type Role, roleOf } from "./role.ts";
import { type Reader, type Seat, seatsOf, textBefore } from "./seat.ts";
import { stanceOf } from "./stance.ts";
import { isState } from "./state.ts";
import type { Tense } from "./tense.ts";

/** What a number is for. */
export type Meaning = {
  /** Null for a blank and for a deadline. */
  readonly value: number | null;
  /** As written, without 余 and 多, in simplified characters. */
  readonly unit: string;
  /** Canonical names; several where one number counts several kinds together. */
  readonly kinds: readonly string[];
  readonly field: string | null;
  readonly role: Role;
  readonly approx: boolean;
};

/** What a number is for, at its place in the cleaned text. */
export type Found = Meaning & { readonly from: number; readonly to: number };

/** What a sentence has said so far. */
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
  /** What the number before was for, which 其中 divides. */
  before: Whole | null;
  /** What the sentence goes through the parts of. */
  whole: Whole | null;
};

const FRESH = {
  kinds: [],
  last: [],
  before: null,
  whole: null,
  roster: false,
  kept: false,
  ground: null,
  ofOthers: false,
  clause: "",
} as const;

/** Reads the numbers of a text in order; each goes on with what its sentence said before. */
export function readAmounts(reader: Reader, pieces: readonly Piece[], tense: Tense): Found[] {
  const memory: Memory = { ...FRESH, sentence: -1, row: [] };
  const found: Found[] = [];
  const title = titleOf(reader.s);
  for (const piece of pieces) {
    const text = reader.s.slice(piece.start, piece.end);
    if (piece.sentence !== memory.sentence) begin(piece, reader, memory);
    const rest = reader.s.slice(piece.end, piece.end + 64);
    memory.ofOthers = goesOnOfOthers(text, { before: memory.ofOthers, rest, title });
    for (const seat of seatsOf(reader, piece)) found.push(...readAmount(seat, memory, tense));
    memory.clause = text;
    if (piece.amounts.length > 0) continue;
    memory.kinds = lastKind(piece) ?? memory.kinds;
    memory.ground = groundIn(text) ?? memory.ground;
  }
  return found;
}

/** The first line, where it is no sentence. */
function titleOf(s: string): string {
  return /^\n*([^\n。，]{4,60})\n/.exec(s)?.[1] ?? "";
}

const LONGEST_CELL = 16;
/** The row of 党课 | 3月 | 4次 goes on, and that of 党课 | | 5次 or 党课 | 4次 | 5次, of which the first is what was planned. */
const FIGURE_CELL = /^[-—–/无]?$|^\d[\d.年月日号季度、/—–-]*(?:[一-龥]{1,2})?$/;

/** A sentence begins anew; a line of a number alone is a cell of the row that the lines before it began. */
function begin(piece: Piece, { s }: Reader, memory: Memory): void {
  const { start, end, amounts, sentence } = piece;
  const [amount] = amounts;
  const isCell = amount !== undefined && amount.start === start && amount.after === end;
  const isLine = end - start <= LONGEST_CELL && s.charAt(start - 1) === "\n" && /^\n?$/.test(s.charAt(end));
  const isFigure = FIGURE_CELL.test(s.slice(start, end));
  if (!isCell && !isFigure) memory.row = isLine && amount === undefined ? (lastKind(piece) ?? []) : [];
  Object.assign(memory, FRESH, { sentence, kinds: isCell && isLine ? memory.row : [] });
}

function lastKind({ kinds }: Piece): readonly string[] | null {
  const last = kinds.findLast(({ weak }) => !weak);
  return last === undefined ? null : [last.kind];
}

/** 村“两委”会31次, 现场教学5次: another event, so that what is decided or who came next is none of the one before it. */
function isNewEvent(seat: Seat, { kinds }: Counted): boolean {
  if (seat.amount.counts !== "event" || !seat.last) return false;
  return kinds.length === 0 || /(?:会|会议|例会)$/.test(textBefore(seat));
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
  const situation = { seat, counted: what, future, lacking, stance: stanceOf(seat), ...told };
  memory.whole = wholeOf(seat, memory);
  const role = partRole(situation, memory.whole, roleOf(situation));
  memory.before = { role, counts: amount.counts };
  if (what.near || isNewEvent(seat, what)) memory.kinds = what.kinds;
  memory.last = what.kinds;
  memory.kept = role === "tally" || role === "manual";
  memory.ground = isState(situation) ? "being" : groundAfter(role, { seat, ground });
  if (role === null) return [];
  memory.roster = role === "roster";
  const sought = { seat, counted: what, role, lastYear: tense.isLastYear(amount.start), clauseBefore: memory.clause };
  const field = fieldOf(sought);
  const kinds = role === "roster" || role === "manual" ? [] : what.kinds;
  const { value, written, approx } = amount;
  return [{ from: amount.start, to: amount.end, value, unit: written, kinds, field, role, approx }];
}
