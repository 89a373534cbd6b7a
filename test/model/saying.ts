import type { Inbound } from "../../src/bot/channel.ts";
import { clock, membersOf, speaker } from "./choose.ts";
import { same } from "./compare.ts";
import type { Ledger } from "./ledger.ts";
import type { Line } from "./lines.ts";
import type { Step } from "./step.ts";
import type { Person, Result, Said, Turn } from "./types.ts";
import { deliver, GROUP, inboundOf, type World } from "./world.ts";

type Saying = {
  readonly who?: Person;
  readonly line: Line;
  /** As typed, where that is not as the line is written. */
  readonly text?: string;
  readonly reason?: boolean;
  does(ledger: Ledger, turn: Turn, people: readonly Person[]): Result;
};

export async function say(one: Step, ledger: Ledger, world: World, saying: Saying): Promise<void> {
  const { who = speaker(one, ledger, world), line, reason = false, text = line.text } = saying;
  const turn = turnOf(one, ledger, world, who, line, reason);
  ledger.script.push(`${clock(world.minute)} ${who.name}${turn.chat === GROUP ? "（群里）" : ""}: ${text}`);
  const expected = saying.does(ledger, turn, membersOf(ledger, world));
  keep(ledger, turn, expected, { line, isMessage: true });
  await hears(ledger, world, inboundOf(turn, { kind: "message", text, of: "" }), expected);
}

export function command(
  one: Step,
  ledger: Ledger,
  world: World,
  { who, text, does }: { who: Person; text: string; does: (turn: Turn) => Result },
): Promise<void> {
  const words = one.withReason ? `${text} 原因 补记` : text;
  const line: Line = { text: words, tells: [] };
  return say(one, ledger, world, { who, line, reason: one.withReason, does: (_, turn) => does(turn) });
}

export async function hears(ledger: Ledger, world: World, inbound: Inbound, expected: Result): Promise<void> {
  ledger.inbounds.push(inbound);
  const answer = await deliver(world, inbound);
  ledger.script.push(`    ${answer.outcome} ${answer.records.map((id) => `#${id}`).join(" ")}`.trimEnd());
  same(answer, expected);
}

export function keep(ledger: Ledger, turn: Turn, result: Result, more: Told): void {
  const { key, person, at, chat } = turn;
  const said: Said = { key, person: person.id, org: person.org, at, chat, result, ...more };
  ledger.said.push(said);
}
export type Told = { readonly line: Line | null; readonly isMessage: boolean };

export function turnOf(one: Step, ledger: Ledger, world: World, person: Person, line: Line, reason: boolean): Turn {
  const isInGroup = one.inGroup && person.org === world.units[3] && !person.secretary;
  return { key: ledger.nextKey(), person, chat: isInGroup ? GROUP : person.name, at: world.minute, line, reason };
}
