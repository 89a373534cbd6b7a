import { addJob } from "../store/jobs.ts";
import { isObject, isString } from "../store/json.ts";
import type { Address, Call, Deps } from "./call.ts";

/** How logs call what is no work that this program left. */
export const DAMAGED = "what was left to do is not what this program writes";

/** Tells of a value that was read back whether it is what was written. */
export type Guard<T> = (value: unknown) => value is T;

type Guards<T> = { readonly [K in keyof T]-?: Guard<T[K]> };

/** Whether a value is an object with these parts; more of them do no harm. */
export function shape<T>(parts: Guards<T>): Guard<T> {
  const guards = Object.entries<Guard<unknown>>(parts);
  return (value): value is T => isObject(value) && guards.every(([name, is]) => is(value[name]));
}

/** A list whose every entry is of a shape. */
export function listOf<T>(is: Guard<T>): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every(is);
}

/** One of these words. */
export function oneOf<T extends string>(...words: readonly T[]): Guard<T> {
  const known: ReadonlySet<unknown> = new Set(words);
  return (value): value is T => known.has(value);
}

/** Something of a shape, or nothing. */
export function optional<T>(is: Guard<T>): Guard<T | undefined> {
  return (value): value is T | undefined => value === undefined || is(value);
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === "boolean";
}

/** What was kept as JSON, to be looked at by a {@link Guard}; nothing where it is no JSON. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Leaves slow work to be done once this is committed. */
export async function leaveWork(
  { db, deps }: Pick<Call, "db"> & { readonly deps: Pick<Deps, "clock"> },
  kind: string,
  job: object,
): Promise<void> {
  await addJob(db, { kind, payload: JSON.stringify(job), created_at: deps.clock().toISOString() });
}

/** Where the outcome of some work goes, and the key under which it is queued. */
export type Asked = Address & { readonly key: string };

/** What is to be answered in the chat that a call came from. */
export function askedHere({ channel, chat, key }: Call): Asked {
  return { channel, chat: chat.slice(channel.length + 1), key };
}

export const ASKED: Guards<Asked> = {
  channel: oneOf("telegram", "lark", "terminal", "transcript"),
  chat: isString,
  key: isString,
};
