import type { Generated } from "kysely";
import type { Role } from "../schema.ts";

/** What a code that a secretary hands out is worth. The code itself is not kept. */
export type InviteTable = {
  id: Generated<number>;
  code_hash: string;
  /** Null in the one code that makes the first admin. */
  organisation_id: number | null;
  role: Role;
  uses_left: number;
  expires_at: string;
  /** Who made it; null where the machine did. */
  person_id: number | null;
  created_at: string;
};

/** Somebody on the way in, who has not agreed yet. */
export type JoiningTable = {
  channel: string;
  external_id: string;
  organisation_id: number | null;
  role: Role;
  invite_id: number | null;
  /** The bound group in which they were met, where that is their way in. */
  via_chat: string | null;
  name: string | null;
  expires_at: string;
};

/** A person's wish to speak from another account too. */
export type LinkTable = {
  code_hash: string;
  person_id: number;
  /** The account on which the code was given. */
  channel: string;
  external_id: string;
  /** `typed`: the other account has still to agree; `claimed`: the first one has. */
  state: "open" | "typed" | "claimed";
  other_channel: string | null;
  other_id: string | null;
  expires_at: string;
};

/** How often something happened lately: a JSON list of instants, under a key without personal data. */
export type ThrottleTable = { key: string; hits: string; expires_at: string };

/** Which of their branches a person speaks of in a chat, and the message that waits for that answer. */
export type ChosenTable = { chat: string; organisation_id: number | null; waiting: string | null };
