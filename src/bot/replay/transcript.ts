import { hash } from "node:crypto";
import type { Day } from "../../ledger/activity.ts";
import { instantIn, isDay } from "../../ledger/calendar.ts";

/** The names of organisations from the top down: `示范党总支 > 第一党支部`. */
type OrganisationPath = readonly string[];

export type TranscriptLine = {
  readonly line: number;
  readonly organisation: OrganisationPath;
  readonly day: Day;
  /** Minutes since midnight, in the organisation's zone. */
  readonly minute: number;
  readonly author: string;
  /** Granted to the author from this line on. */
  readonly role: "secretary" | undefined;
  readonly text: string;
  /** How many lines before it are the same in organisation, minute, author and text. */
  readonly earlier: number;
};

type TranscriptFault = { readonly line: number; readonly problem: string };

export type Transcript = { readonly lines: readonly TranscriptLine[]; readonly faults: readonly TranscriptFault[] };

const LINE = /^(\d{4}-\d{2}-\d{2}) +(\d{1,2}):(\d{2}) +([^:：]+)[:：] ?(.*)$/s;
const AUTHOR = /^(.*?)\s*(?:[(（](.*)[)）])?$/s;

/**
 * Reads a transcript: a message a line, `#` comments, `@org` lines. A malformed line is
 * named with its number and the others are read all the same.
 */
export function readTranscript(text: string): Transcript {
  const lines: TranscriptLine[] = [];
  const faults: TranscriptFault[] = [];
  const seen = new Map<string, number>();
  let organisation: OrganisationPath | undefined;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    if (raw.trim() === "" || raw.startsWith("#")) continue;
    const read = raw.startsWith("@org") ? readOrganisation(raw) : readLine(raw, organisation);
    if (typeof read === "string") faults.push({ line, problem: read });
    else if ("path" in read) organisation = read.path;
    else lines.push({ ...read, line, earlier: countUp(seen, identityOf(read)) });
  }
  return { lines, faults };
}

/** A line's message id: the same line in the same file has the same one, for ever. */
export function transcriptKey(line: Omit<TranscriptLine, "line" | "role">): string {
  const digest = hash("sha256", `${identityOf(line)}\n${line.earlier}`, "base64url").slice(0, 24);
  return `transcript:${digest}`;
}

/** When a line was said, by the clock of a zone. */
export function sentAt(line: Pick<TranscriptLine, "day" | "minute">, zone: string): Date {
  return instantIn(zone, line.day, line.minute);
}

function readOrganisation(raw: string): { path: OrganisationPath } | string {
  const path = raw
    .slice("@org".length)
    .split(">")
    .map((name) => name.trim());
  return path.every((name) => name !== "") ? { path } : "@org 后面要写组织的名称，如 @org 示范党总支 > 第一党支部";
}

function readLine(
  raw: string,
  organisation: OrganisationPath | undefined,
): Omit<TranscriptLine, "line" | "earlier"> | string {
  const [, day = "", hour = "", minute = "", name = "", text = ""] = LINE.exec(raw) ?? [];
  if (day === "") return "这一行不是“年-月-日 时:分 姓名: 内容”的格式";
  if (!isDay(day)) return `没有 ${day} 这一天`;
  if (Number(hour) > 23 || Number(minute) > 59) return `没有 ${hour}:${minute} 这个时刻`;
  if (organisation === undefined) return "前面要先有一行 @org 说明是哪个组织";
  const [, author = "", role] = AUTHOR.exec(name.trim()) ?? [];
  if (author === "") return "冒号前要写姓名";
  if (role !== undefined && role !== "secretary") return `姓名后的“(${role})”不认识，只能写 (secretary)`;
  return {
    organisation,
    day,
    minute: Number(hour) * 60 + Number(minute),
    author,
    role,
    text: text.replaceAll("\\n", "\n"),
  };
}

function identityOf(line: Pick<TranscriptLine, "organisation" | "day" | "minute" | "author" | "text">): string {
  return JSON.stringify([line.organisation, line.day, line.minute, line.author, line.text]);
}

function countUp(seen: Map<string, number>, identity: string): number {
  const earlier = seen.get(identity) ?? 0;
  seen.set(identity, earlier + 1);
  return earlier;
}
