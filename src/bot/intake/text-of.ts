import * as z from "zod";
import { clockIn } from "../../ledger/calendar.ts";
import type { Now } from "../../ledger/understand/reading.ts";
import { attachment } from "../files/attachment.ts";
import type { SentFiles } from "../files/file-use.ts";

const message = z.object({ kind: z.literal("message"), text: z.string() });

/** The words of a kept message; nothing where it was erased or was no message. */
export function textOfInbox(row: { readonly payload: string }): string | undefined {
  const read = message.safeParse(row.payload === "" ? undefined : JSON.parse(row.payload));
  return read.success ? cleaned(read.data.text) : undefined;
}

const bringing = z.object({
  message: z.string(),
  replyTo: z.string().optional(),
  album: z.string().optional(),
  attachments: z.array(attachment).min(1),
});

/** The files of a kept message; nothing where it had none. */
export function filesOfInbox(row: { readonly payload: string }): SentFiles | undefined {
  const read = bringing.safeParse(row.payload === "" ? undefined : JSON.parse(row.payload));
  if (!read.success) return undefined;
  const { attachments: files, message: id, replyTo, album } = read.data;
  return { files, message: id, replyTo, album };
}

/**
 * Without control and direction-changing characters, which no record needs and PostgreSQL
 * may refuse. What is read is always this, so that spans of values point into it.
 */
export function cleaned(text: string): string {
  return text
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, (c) => (c === "\n" || c === "\t" ? c : ""))
    .replace(/\p{Cs}/gu, "")
    .trim();
}

/** What 今天 meant to somebody who wrote at an instant. */
export function nowIn(zone: string, sentAt: Date): Now {
  const { day, minute } = clockIn(zone, sentAt);
  return { today: day, minute };
}
