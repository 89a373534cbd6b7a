import type { Command } from "../command.ts";
import { close, reopen } from "./close.ts";
import { accept, confirm, merge, restore, split } from "./decide.ts";
import { draft } from "./draft.ts";
import { fill } from "./fill.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { mine, month, recent, todo } from "./lists.ts";
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
  history,
  todo,
  merge,
  split,
  restore,
  confirm,
  accept,
  close,
  reopen,
  fill,
  draft,
  rename,
  help(() => all),
];

/** Every command by each of its names. A map, since a name typed can be `constructor`; longer names first. */
export const commands: ReadonlyMap<string, Command> = new Map(
  all.flatMap((command) => [[command.name, command] as const, [command.latin, command] as const]),
);
