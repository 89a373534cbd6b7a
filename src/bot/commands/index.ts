import { groupedBy } from "../../ledger/grouped.ts";
import { absent, attend } from "./attend.ts";
import { bind, unbind } from "./bind.ts";
import { blanks } from "./blanks.ts";
import { withCards, withoutCards } from "./cards.ts";
import { close, reopen } from "./close.ts";
import type { Args, Command, Named } from "./command.ts";
import { create } from "./create.ts";
import { accept, confirm, merge, restore, split, supply } from "./decide.ts";
import { draft } from "./draft.ts";
import { compare, drafts } from "./drafts.ts";
import { duties } from "./duties.ts";
import { erase, eraseMine } from "./erase.ts";
import { evidence } from "./evidence.ts";
import { fill } from "./fill.ts";
import { help, type Topics } from "./help.ts";
import { here, switchTo } from "./here.ts";
import { history } from "./history.ts";
import { invite } from "./invite.ts";
import { later } from "./later.ts";
import { leave } from "./leave.ts";
import { link, unlink } from "./link.ts";
import { mine, month, recent, todo } from "./lists.ts";
import { called, members, remove } from "./members.ts";
import { note } from "./note.ts";
import { doneOffline } from "./offline.ts";
import { mergeInto, move } from "./organise.ts";
import { exportMine } from "./own-data.ts";
import { addPhotos, dropPhotos } from "./photos.ts";
import { picture } from "./picture.ts";
import { held, plan } from "./plan.ts";
import { promise } from "./promise.ts";
import { rename } from "./rename.ts";
import { appoint } from "./role.ts";
import { rota } from "./rota.ts";
import { nameFirst, type Spoken } from "./spoken.ts";
import { stats } from "./stats.ts";
import { template } from "./template.ts";
import { undoneImport } from "./undo-import.ts";
import { units } from "./units.ts";
import { weekly } from "./weekly.ts";
import { why } from "./why.ts";

const topics: Topics = new Map([
  ["记录", [restore, addPhotos, dropPhotos, why, history]],
  ["计划", [duties, later, doneOffline, promise, plan, held, rota]],
  ["账号", [called, here, switchTo, link, unlink, leave, withoutCards, withCards, exportMine, eraseMine]],
  ["核对", [todo, merge, split, confirm, supply, accept, close, reopen]],
  ["报告", [blanks, fill, draft, drafts, compare, evidence, template, undoneImport]],
  ["成员", [invite, members, appoint, remove, erase, bind, unbind]],
  ["组织", [rename, create, units, attend, absent, move, mergeInto]],
]);

const daily: readonly Command[] = [note, mine, month, recent, stats, weekly, picture, help(() => daily, topics)];

const all: readonly Command[] = [...daily, ...[...topics.values()].flat()];

/** Every command by each of its names. A map, since a name typed can be `constructor`; longer names first. */
export const commands: ReadonlyMap<string, Command> = new Map(
  all.flatMap((command) => [[command.name, command] as const, [command.latin, command] as const]),
);

export type Commanded = { readonly command: Command; readonly args: Args; readonly named: Named };

/** In the order of the commands. */
const spoken: readonly Spoken[] = all.flatMap((command) => command.spoken ?? []);

/** Commands by the first letter of their names: most messages begin with none of them. */
const byFirstLetter = groupedBy(commands, ([name]) => name.charAt(0));

/** The command that a text is, with its arguments, however the slash, spaces and full stops were typed. */
export function commandIn(text: string): Commanded | undefined {
  const typed = text.normalize("NFKC").trim().replace(/^\//, "").replace(/^封帐/, "封账");
  const words = nameFirst(withoutStops(typed), spoken);
  for (const [name, command] of byFirstLetter.get(words.charAt(0).toLowerCase()) ?? []) {
    if (!words.slice(0, name.length).toLowerCase().startsWith(name)) continue;
    const found = command.rest.exec(words.slice(name.length).replace(/^\s*:/, "").trim());
    if (found === null) continue;
    const [, ...args] = found;
    return { command, args, named: found.groups ?? {} };
  }
  return undefined;
}

/** The command of which a text is the bare name, though it wants more: 恢复. */
export function commandNamed(text: string): Command | undefined {
  return commands.get(withoutStops(text.normalize("NFKC").trim().replace(/^\//, "")).toLowerCase());
}

/** The command whose name a text begins with as a word of its own, though what follows is none of its words: 周报 11月. */
export function commandBegun(text: string): Command | undefined {
  const [first, second] = text.normalize("NFKC").trim().replace(/^\//, "").split(/\s+/, 2);
  return second === undefined || first === undefined ? undefined : commands.get(first.toLowerCase());
}

function withoutStops(words: string): string {
  let end = words.length;
  while (end > 0 && "。.!?".includes(words.charAt(end - 1))) end -= 1;
  return words.slice(0, end);
}
