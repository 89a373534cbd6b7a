import { inThread } from "../../report/threads.ts";
import { fileOf } from "../../store/open.ts";
import type { Db } from "../../store/schema.ts";
import type { Deps } from "../call.ts";
import { type Comparing, compareDrafts } from "../drafts/comparing.ts";
import { type Counted, type Counting, countDraft } from "../drafts/counting.ts";
import type { Source } from "../drafts/drafting.ts";

/** What reads much of a ledger: nobody who writes waits for it. */
type Reading = ({ readonly do: "count" } & Counting) | ({ readonly do: "compare" } & Comparing);

/** What a thread reads, from a file of the disk. */
export type ThreadReading = { readonly file: string; readonly reading: Reading };

/** Reads in a thread with a connection of its own where the ledger is a file, else here, beside the writers of a server. */
export async function readApart<Result extends Counted | string>(db: Db, reading: Reading): Promise<Result> {
  const file = await fileOf(db);
  if (file === undefined) return (await read(db, reading)) as Result;
  const task: ThreadReading = { file, reading };
  return inThread<Result>(task, { module: "bot/work/reader", failure: "the ledger was not read" });
}

/** Does a reading on this connection, as a thread does. */
export function read(db: Db, reading: Reading): Promise<Counted | string> {
  return reading.do === "count" ? countDraft(db, reading) : compareDrafts(db, reading);
}

/** What a thread needs besides the ledger: of a Word file its words and names are enough. */
export function sourceOf({ catalogue, fields, template }: Pick<Deps, keyof Source>): Source {
  const { word } = template;
  const light = word === undefined ? template : { ...template, word: { ...word, bytes: new Uint8Array() } };
  return { catalogue, fields, template: light };
}
