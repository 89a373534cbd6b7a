import type { Answer, Call } from "../call.ts";
import type { Permission } from "../permissions.ts";
import type { Spoken } from "./spoken.ts";

/** What the groups of a command's pattern hold, in their order. */
export type Args = readonly (string | undefined)[];

/** And by their names, where they have names. */
export type Named = Readonly<Record<string, string | undefined>>;

/** A command that people type as a word of Chinese, or choose from a menu by its Latin name. */
export type Command = {
  /** The word that starts it. */
  readonly name: string;
  /** Its name where a platform's menu demands Latin letters. */
  readonly latin: string;
  /** One line for 帮助. */
  readonly usage: string;
  readonly summary: string;
  /** What a person must be allowed to do; see {@link verdictOf}. */
  readonly permission: Permission;
  /** What must follow the name for the text to be this command; its groups are the arguments, by name where they are many. */
  readonly rest: RegExp;
  readonly spoken?: Spoken;
  run(call: Call, args: Args, named: Named): Promise<Answer>;
};
