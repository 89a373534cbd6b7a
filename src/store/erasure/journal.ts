import type { Erasure } from "../erasure.ts";
import type { JournalBodyTable, Trx } from "../schema.ts";
import { accountIds, holds } from "./traces.ts";

/** Operations whose bodies hold ids and settings and no words of anybody. */
const WORDLESS: ReadonlySet<string> = new Set([
  "absent",
  "attend",
  "close",
  "erase",
  "export",
  "grant-role",
  "join",
  "merge-unit",
  "move-unit",
  "photo",
  "photo-removed",
  "remove-member",
]);

/** Empties what lies beside the chain; its rows keep ids and digests, and hold. */
export async function eraseJournal(trx: Trx, erasure: Erasure): Promise<void> {
  const { traces, mentions } = erasure;
  const rows = await trx
    .selectFrom("journal as j")
    .innerJoin("journal_body as b", "b.journal_id", "j.id")
    .select(["j.id", "j.person_id", "j.operation", "b.body", "b.source_key as message"])
    .where((eb) =>
      eb.or([
        eb("j.person_id", "in", traces.people),
        holds(trx, "b.body", [...mentions, ...accountIds(traces)]),
        holds(trx, "b.source_key", accountIds(traces)),
      ]),
    )
    .execute();
  for (const row of rows) {
    const change = leftOf(row, erasure);
    if (change === undefined) continue;
    await trx.updateTable("journal_body").set(change).where("journal_id", "=", row.id).execute();
  }
}

type Beside = { person_id: number | null; operation: string; body: string | null; message: string | null };

/** What is left of a body that is this person's, names them or tells their account. */
function leftOf(
  { person_id, operation, body, message }: Beside,
  { traces, mentions, tells }: Erasure,
): Partial<JournalBodyTable> | undefined {
  const own = person_id !== null && traces.people.includes(person_id);
  const text = body ?? "";
  const named = mentions.some((name) => text.includes(name)) || tells(text);
  if (named || (own && !WORDLESS.has(operation))) return { body: null, salt: "", source_key: null };
  return own || tells(message ?? "") ? { source_key: null } : undefined;
}
