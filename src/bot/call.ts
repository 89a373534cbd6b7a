import type { Duty } from "../ledger/duties.ts";
import type { Catalogue } from "../ledger/kinds.ts";
import type { Vocabulary } from "../ledger/understand/message.ts";
import type { Now } from "../ledger/understand/reading.ts";
import type { TemplateSource } from "../report/form.ts";
import type { Fields } from "../report/values.ts";
import type { Account } from "../store/joining.ts";
import type { Membership } from "../store/people.ts";
import type { Db, Role, Trx } from "../store/schema.ts";
import { type Capabilities, type Card, type ChannelName, type FormField, isChannelName } from "./channel.ts";
import type { SentFiles } from "./files/file-use.ts";
import type { Entry } from "./guide/entry.ts";
import type { Step } from "./guide/state.ts";
import { type Permission, type Place, verdictOf } from "./permissions.ts";
import type { PhotoLimits } from "./photos/limits.ts";

/** All that the bot may reach; tests pass a store in memory, a fixed clock and fixed randomness. */
export type Deps = {
  readonly db: Db;
  readonly catalogue: Catalogue;
  readonly vocabulary: Vocabulary;
  readonly fields: Fields;
  readonly duties: readonly Duty[];
  /** The fields that lists in chat show: those of fields.yaml and each kind's 次. */
  readonly headline: ReadonlySet<string>;
  /** The report's template, and the name by which errors call it. */
  readonly template: TemplateSource;
  readonly photoLimits: PhotoLimits;
  /** Where produced files go. */
  readonly dataDir: string;
  /** At least 128 random bits as lower-case hexadecimal digits, new at each call. */
  readonly random: () => string;
  /** The machine's clock: when something was done, never when it happened. */
  readonly clock: () => Date;
  /** Whether a channel is there and can do this; where it cannot, the same is said in words. */
  readonly can: (channel: string, what: keyof Capabilities) => boolean;
  /** Links by which somebody joins with a code, one for each platform that has them. */
  readonly joinLinks: (code: string) => readonly string[];
  /** What members of a group have to know of speaking to the bot there. */
  readonly groupHint: (channel: ChannelName) => string | undefined;
};

type Organisation = { readonly id: number; readonly name: string; readonly zone: string };

/** One thing said by a known member, inside the transaction that will keep what it does. */
export type Call = {
  readonly deps: Deps;
  readonly db: Trx;
  /** The message's key in the inbox. */
  readonly key: string;
  readonly channel: ChannelName;
  readonly chat: string;
  readonly place: Place;
  /** Which of this chat and the private one want words instead of cards, as `channel:chat`. */
  readonly plain: ReadonlySet<string>;
  /** The speaker's private chat. */
  readonly home: Address;
  readonly addressed: boolean;
  readonly speaker: { readonly id: number; readonly name: string };
  readonly role: Role;
  readonly organisation: Organisation;
  /** What the speaker is, in every branch they belong to. */
  readonly memberships: readonly Membership[];
  readonly text: string;
  /** What came with the words; see {@link SentFiles}. */
  readonly sent?: SentFiles;
  /** The words are somebody else's, passed on. */
  readonly forwarded?: boolean;
  /** The sender's clock, in the organisation's zone. */
  readonly now: Now;
  readonly sentAt: string;
};

/** What became of a message; the words of `replay --json`. */
export type Outcome =
  | "logged"
  | "joined"
  | "held"
  | "asked"
  | "edited"
  | "voided"
  | "answered"
  | "duplicate"
  | "refused"
  | "ignored";

/** What pressing a choice does. The words of an answer are the same ones a person may type. */
export type Operation =
  | { readonly do: "answer"; readonly question: number; readonly words: string }
  | { readonly do: "say"; readonly words: string }
  /** Answers a step of a guide, as long as it is still asked. */
  | { readonly do: "guide"; readonly guide: string; readonly step: Step; readonly words: string }
  /** Logs what a message that was passed on tells. */
  | { readonly do: "pass"; readonly of: string }
  /** Opens what corrects a record. */
  | { readonly do: "correct"; readonly record: number }
  /** Shows the confirmation of a record again. */
  | { readonly do: "keep"; readonly record: number }
  /** Takes a form that was filled in: of a new record, or of one that stood as `before`. */
  | { readonly do: "enter"; readonly record?: number | undefined; readonly before: Entry };

export type Choice = { readonly label: string; readonly operation: Operation };

/** A chat as its platform calls it. */
export type Address = { readonly channel: ChannelName; readonly chat: string };

/** The private chats of accounts, but of those that nothing can be sent to. */
export function chatsOf(accounts: readonly Account[]): Address[] {
  return accounts.flatMap(({ channel, externalId: chat }) => (isChannelName(channel) ? [{ channel, chat }] : []));
}

/** A chat as the ledger names it: `telegram:7`. */
export function chatKey({ channel, chat }: Record<keyof Address, string>): string {
  return `${channel}:${chat}`;
}

/** One message of the bot as data; `text` alone says everything. */
export type Reply = {
  readonly text: string;
  readonly choices?: readonly Choice[];
  /** The same as blocks, for channels that show more than words. */
  readonly card?: Pick<Card, "title" | "blocks">;
  /** To be filled in, on channels with forms. */
  readonly form?: Form;
  /** Where it goes instead of the chat that is answered. */
  readonly to?: Address;
  /** What it tells of, by which a later message can take its place: the key of the message whose records it confirms. */
  readonly about?: string;
  /** What stands in the place of the newest message about something in the same chat, where there is one that can be changed. */
  readonly inPlace?: InPlace;
  /** It asks something: in the chat that is answered, where all may see it, or the speaker alone. */
  readonly openly?: boolean;
  /** How long it waits before it is sent, since what follows may make it needless. */
  readonly waitMs?: number;
};

export type Form = {
  readonly fields: readonly FormField[];
  readonly submit: string;
  readonly operation: Operation;
};

export type InPlace = Pick<Reply, "text" | "choices"> & {
  readonly of: string;
  /** What the message tells of from then on, where that is something else. */
  readonly becomes?: string;
  /** What has to be said beside it. */
  readonly beside?: Pick<Reply, "text" | "choices">;
};

export type Answer = {
  readonly outcome: Outcome;
  /** Ids of the records it is about, in the order of the text. */
  readonly records: readonly number[];
  readonly replies: readonly Reply[];
  /** The key of an earlier message that can be answered now that it is clear which branch it is about. */
  readonly resume?: string;
  /** Whether the words themselves must not be kept, since they may tell what a sensitive meeting was about. */
  readonly unkept?: boolean;
};

export function said(outcome: Outcome, text: string, records: readonly number[] = []): Answer {
  return { outcome, records, replies: [{ text }] };
}

/** As {@link said}, with what may be pressed under it. */
export function offered(outcome: Outcome, text: string, choices: readonly Choice[]): Answer {
  return { outcome, records: [], replies: [{ text, choices }] };
}

/** Words that a press says as if they were typed; the button shows them unless it has a label of its own. */
export function saying(words: string, label = words): Choice {
  return { label, operation: { do: "say", words } };
}

/** Whether what was looked for is answered at once, since it cannot be found or may not be done. */
export function isAnswer<T extends object>(found: T | Answer): found is Answer {
  return "outcome" in found;
}

export const IGNORED: Answer = { outcome: "ignored", records: [], replies: [] };

/** Whether the speaker may do this here at all, openly or with the answer in private. */
export function may(call: Pick<Call, "role" | "place">, permission: Permission): boolean {
  return verdictOf(permission, call.role, call.place) !== "deny";
}
