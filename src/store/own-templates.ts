import * as z from "zod";
import type { Redact } from "../ledger/redact.ts";
import { query } from "./database/statement.ts";
import { holds } from "./erasure/traces.ts";
import type { OwnTemplateTable } from "./schema/files.ts";
import type { Db, Trx } from "./schema.ts";

/** A template as it is kept, with the names between the braces of a Word file. */
export type OwnTemplate = Omit<OwnTemplateTable, "slots"> & { readonly slots: readonly string[] };

/** The template that an organisation made its own; nothing where it uses the shipped one. */
export async function findOwnTemplate(db: Db, organisation: number): Promise<OwnTemplate | undefined> {
  const [row] = await own(db, { organisation });
  return row && { ...row, slots: z.array(z.string()).parse(JSON.parse(row.slots)) };
}

const own = query((db, { organisation }: { organisation: number }) =>
  db.selectFrom("own_template").selectAll().where("organisation_id", "=", organisation),
);

/** Makes it the organisation's template, in place of the one before. */
export async function saveOwnTemplate(db: Db, { slots, ...row }: OwnTemplate): Promise<void> {
  await dropOwnTemplate(db, row.organisation_id);
  await db
    .insertInto("own_template")
    .values({ ...row, slots: JSON.stringify(slots) })
    .execute();
}

/** Goes back to the shipped template. Drafts made from the own one keep its file. */
export async function dropOwnTemplate(db: Db, organisation: number): Promise<void> {
  await db.deleteFrom("own_template").where("organisation_id", "=", organisation).execute();
}

/** The template of a merged organisation goes with it, unless its successor has one. */
export async function moveOwnTemplate(db: Db, { from, into }: { from: number; into: number }): Promise<void> {
  if ((await findOwnTemplate(db, into)) !== undefined) return dropOwnTemplate(db, from);
  await db.updateTable("own_template").set({ organisation_id: into }).where("organisation_id", "=", from).execute();
}

/** Takes names out of the words of templates and of what they are called. */
export async function redactTemplates(trx: Trx, mentions: readonly string[], redact: Redact): Promise<void> {
  const rows = await trx
    .selectFrom("own_template")
    .select(["organisation_id", "name", "words"])
    .where((eb) => eb.or([holds(trx, "words", mentions), holds(trx, "name", mentions)]))
    .execute();
  for (const { organisation_id, name, words } of rows) {
    await trx
      .updateTable("own_template")
      .set({ name: redact(name), words: redact(words) })
      .where("organisation_id", "=", organisation_id)
      .execute();
  }
}
