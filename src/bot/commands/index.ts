import type { Command } from "../command.ts";
import { draft } from "./draft.ts";
import { fill } from "./fill.ts";
import { help } from "./help.ts";
import { mine, month, openPoints, recent } from "./lists.ts";
import { rename } from "./rename.ts";
import { stats } from "./stats.ts";
import { weekly } from "./weekly.ts";
import { why } from "./why.ts";

const all: readonly Command[] = [
  mine,
  month,
  recent,
  stats,
  weekly,
  why,
  openPoints,
  fill,
  draft,
  rename,
  help(() => all),
];

/** Every command by each of its names. A map, since a name typed can be `constructor`; longer names first. */
export const commands: ReadonlyMap<string, Command> = new Map(
  all.flatMap((command) => [[command.name, command] as const, [command.latin, command] as const]),
);
