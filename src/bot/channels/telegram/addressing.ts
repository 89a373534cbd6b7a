import type { Entity, Message } from "./updates.ts";

/** The bot as members call it. */
export type Bot = { readonly id: string; readonly username: string | undefined };

/** A command as phones type it: `/log`, `/LOG@Bot`, `／log`. */
const COMMAND = /^[/／]([A-Za-z0-9_]{1,32})(?:[@＠]([A-Za-z0-9_]{1,64}))?(?=\s|$)/;

type Command = { readonly name: string; readonly target: string | undefined; readonly rest: string };

/** The command a text begins with; its name in small letters. */
function commandOf(text: string): Command | undefined {
  const found = COMMAND.exec(text);
  if (found === null) return undefined;
  const [all, name = "", target] = found;
  return { name: name.toLowerCase(), target, rest: text.slice(all.length).trim() };
}

/** Where a text speaks of the bot: spans in UTF-16 units, in order. */
function mentionsOf(text: string, entities: readonly Entity[], bot: Bot): { from: number; to: number }[] {
  return entities
    .filter(({ type, offset, length, user }) => {
      if (type === "text_mention") return user !== undefined && String(user.id) === bot.id;
      return type === "mention" && isName(text.slice(offset + 1, offset + length), bot);
    })
    .map(({ offset, length }) => ({ from: offset, to: offset + length }))
    .sort((a, b) => a.from - b.from);
}

type Spoken = {
  /** Without mentions of the bot; a command as `/name rest`. */
  readonly text: string;
  readonly command: Command | undefined;
  /** It names the bot, or is a command that any bot may take. */
  readonly toBot: boolean;
  /** It is a command for another bot. */
  readonly toOther: boolean;
};

/** What a message or caption says, once the ways of naming the bot are taken out. */
export function spokenIn(message: Message, bot: Bot): Spoken {
  const raw = message.text ?? message.caption ?? "";
  const entities = (message.text === undefined ? message.caption_entities : message.entities) ?? [];
  const mentions = mentionsOf(raw, entities, bot);
  const text = withoutSpans(raw, mentions);
  const command = commandOf(text);
  if (command === undefined) return { text, command, toBot: mentions.length > 0, toOther: false };
  const toOther = command.target !== undefined && !isName(command.target, bot);
  return { text: `/${command.name} ${command.rest}`.trim(), command, toBot: !toOther, toOther };
}

function withoutSpans(text: string, spans: readonly { from: number; to: number }[]): string {
  if (spans.length === 0) return text;
  let at = 0;
  const kept: string[] = [];
  for (const { from, to } of spans) {
    kept.push(text.slice(at, Math.max(at, from)));
    at = Math.max(at, to);
  }
  return [...kept, text.slice(at)].join("").trim();
}

function isName(name: string, bot: Bot): boolean {
  return bot.username !== undefined && name.toLowerCase() === bot.username.toLowerCase();
}
