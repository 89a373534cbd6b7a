import type { Chunk } from "../chunk.ts";
import { silent } from "../dates/told-runs.ts";
import type { Text } from "../normalise.ts";
import type { Token } from "../token.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { type Line, linesOf, type Role } from "./lines.ts";
import { namesKind } from "./pieces.ts";

const FEWEST_LINES = 3;

/**
 * A list whose headings tell what its lines are of: 11月4日 above 集中学习 20人, or 党课： above 11月12日 30人. Each line is read
 * together with its heading; null where a message is no such list.
 */
export function headedChunks(text: Text, tokens: readonly Token[], vocabulary: Vocabulary): readonly Chunk[] | null {
  if (!text.s.includes("\n")) return null;
  const lines = linesOf(text.s, tokens);
  const role = lines.find((line) => line.role === "day" || line.role === "kind")?.role;
  if (lines.length < FEWEST_LINES || role === undefined || !lines.every((line) => FITTING[role]?.has(line.role)))
    return null;
  const groups = groupsOf(
    lines.filter((line) => line.role !== "sum"),
    role,
  );
  if (groups === null || groups.length < 2) return null;
  return groups.map(([head, ...own]) => ({
    text,
    vocabulary,
    from: head.start,
    to: own.at(-1)?.end ?? head.end,
    tokens: joined(head, own),
  }));
}

/** The lines that stand in a list under such headings. */
const FITTING: Partial<Record<Role, ReadonlySet<Role>>> = {
  day: new Set(["day", "more", "sum"]),
  kind: new Set(["kind", "entry", "more", "sum"]),
};

type Group = readonly [head: Line, ...own: readonly Line[]];

/** Each entry with its heading, and with what goes on with it; null where a line has no heading or no entry. */
function groupsOf(lines: readonly Line[], role: Role): readonly Group[] | null {
  const groups: Group[] = [];
  let head: Line | null = null;
  for (const line of lines) {
    const last = groups.at(-1);
    if (line.role === role) head = line;
    else if (head === null) return null;
    else if (isEntry(line, role)) groups.push([head, line]);
    else if (last === undefined || last[0] !== head) return null;
    else groups[groups.length - 1] = [...last, line];
  }
  return groups;
}

/** Below a day a line names its kind, and below a kind its day. */
function isEntry(line: Line, role: Role): boolean {
  return role === "day" ? line.tokens.some(namesKind) : line.role === "entry";
}

/** The tokens of a heading and of its lines; what else stands in the heading and between them says nothing. */
function joined(head: Line, own: readonly Line[]): readonly Token[] {
  const tokens: Token[] = [];
  let at = head.start;
  const passTo = (start: number): void => {
    if (start > at) tokens.push(silent(at, start));
  };
  for (const token of head.tokens) {
    if (token.type === "mask") continue;
    passTo(token.start);
    tokens.push(token);
    at = token.end;
  }
  for (const line of own) {
    passTo(line.start);
    tokens.push(...line.tokens);
    at = line.end;
  }
  return tokens;
}
