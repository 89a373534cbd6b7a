import { type Selectable, sql } from "kysely";
import { command, getId, query } from "./database/statement.ts";
import type { Db, QuestionTable } from "./schema.ts";

export type QuestionRow = Selectable<QuestionTable>;

type NewQuestion = Omit<QuestionRow, "id" | "payload" | "state">;

/** Asks, and returns the question's id. */
export async function openQuestion(db: Db, question: NewQuestion): Promise<number> {
  return getId(await insert(db, question));
}

const insert = query((db, question: NewQuestion) =>
  db
    .insertInto("question")
    .values({ ...question, payload: "{}", state: "open" })
    .returning("id"),
);

/** The newest open question to a person in a chat. */
export async function findOpenQuestion(
  db: Db,
  { chat, personId }: { chat: string; personId: number },
): Promise<QuestionRow | undefined> {
  return (await newestOpen(db, { chat, personId }))[0];
}

const newestOpen = query((db, { chat, personId }: { chat: string; personId: number }) =>
  db
    .selectFrom("question")
    .selectAll()
    .where("chat", "=", chat)
    .where("person_id", "=", personId)
    .where("state", "=", sql.lit("open"))
    .orderBy("id", "desc")
    .limit(sql.lit(1)),
);

export async function findQuestion(db: Db, id: number): Promise<QuestionRow | undefined> {
  return db.selectFrom("question").selectAll().where("id", "=", id).executeTakeFirst();
}

/** Ends a question: it was answered, or nobody need answer any more. */
export async function closeQuestion(db: Db, id: number, state: "answered" | "dropped"): Promise<void> {
  await db.updateTable("question").set({ state }).where("id", "=", id).execute();
}

/** Drops every open question about a record. */
export async function dropQuestions(db: Db, activityId: number): Promise<void> {
  await drop(db, { activityId });
}

const drop = command((db, { activityId }: { activityId: number }) =>
  db
    .updateTable("question")
    .set({ state: "dropped" })
    .where("activity_id", "=", activityId)
    .where("state", "=", sql.lit("open")),
);
