import * as z from "zod";
import { addDownload } from "../../store/downloads.ts";
import type { Trx } from "../../store/schema.ts";
import { type Answer, type Call, type Deps, said } from "../call.ts";
import { askedHere } from "../work/payload.ts";
import { type Attachment, attachment } from "./attachment.ts";

/** What a message brings besides words, and where it stands in its chat. */
export type SentFiles = {
  readonly files: readonly Attachment[];
  /** The platform's id of the message, and of the one it replies to. */
  readonly message: string;
  readonly replyTo: string | undefined;
  readonly album: string | undefined;
};

export type FileCall = Call & { readonly sent: SentFiles };

/** A file of a message, to be fetched after the message was kept. */
export type WantedFile = {
  readonly file: Attachment;
  /** The inbox key of the message and the n-th file in it. */
  readonly key: string;
  readonly n: number;
};

export type FetchedFile = WantedFile & { readonly bytes: Uint8Array };

/** A file by its place in its message, with the bytes where they have come. */
export type Abandoned = Pick<WantedFile, "key" | "n"> & Partial<Pick<FetchedFile, "bytes">>;

/** Why a file did not come. */
export type Lost = "too-large" | "failed";

/**
 * Something that is done with files that members send, chosen by what the file is and who
 * sent it where. The first in the list of `files.ts` that takes a message has all its files.
 */
export type FileUse = {
  /** Kept with each file until it is fetched: never to be renamed. */
  readonly name: string;
  readonly maxBytes: number;
  /** Whether reading takes so long that its sender is shown that it goes on. */
  readonly isSlow?: boolean;
  /**
   * Answers a message inside its transaction, after leaving with {@link fetchLater} what is
   * to be fetched; nothing where this is not its business. `words` answers the words alone.
   */
  take(call: FileCall, words: () => Promise<Answer>): Promise<Answer | undefined>;
  /**
   * Reads the bytes, outside of every transaction, and returns what is to be kept and said
   * of them inside one. A crash between the two repeats both. The answer goes to the chat
   * that the file came from; a group is not told what belongs to a private chat. `report`
   * hears why bytes could not be read where their sender is told no more than that.
   */
  receive(deps: Deps, fetched: FetchedFile, report: (error: unknown) => void): Promise<(call: Call) => Promise<Answer>>;
  /** Says, inside a transaction, that a file did not come; see {@link notReceived}. */
  lost(call: Call, wanted: WantedFile, why: Lost): Promise<Answer>;
  /** Forgets a file of which nobody can be told, such as one whose sender is no member any more, inside a transaction. */
  abandon?(deps: Deps, db: Trx, left: Abandoned): Promise<void>;
};

/** What is kept of a wanted file until it is here. */
export const downloadJob = z.object({
  file: attachment,
  organisation: z.number(),
  from: z.string(),
  chat: z.string(),
  chatType: z.enum(["private", "group"]),
  message: z.string(),
  sentAt: z.string(),
});

export type DownloadJob = Readonly<z.infer<typeof downloadJob>>;

/** Lets the n-th file of the message be fetched once its transaction is committed. */
export async function fetchLater(call: FileCall, { name }: Pick<FileUse, "name">, n: number): Promise<void> {
  const file = call.sent.files[n];
  if (file === undefined) throw new Error(`the message has no file ${n}`);
  const job: DownloadJob = {
    file,
    organisation: call.organisation.id,
    from: call.home.chat,
    chat: askedHere(call).chat,
    chatType: call.place === "private" ? "private" : "group",
    message: call.sent.message,
    sentAt: call.sentAt,
  };
  await addDownload(call.db, {
    source_key: call.key,
    source_n: n,
    purpose: name,
    channel: call.channel,
    payload: JSON.stringify(job),
    created_at: call.deps.clock().toISOString(),
  });
}

/** One plain sentence to the sender of a file that did not come, in private. */
export function notReceived(call: Call, why: Lost, maxBytes: number): Answer {
  const text =
    why === "too-large"
      ? `文件超过 ${Math.floor(maxBytes / 1024 / 1024)} MB，没有收下。请压缩或拆开后再发。`
      : "文件没有取到，请再发一次。";
  const answered = said("refused", text);
  return { ...answered, replies: answered.replies.map((reply) => ({ ...reply, to: call.home })) };
}
