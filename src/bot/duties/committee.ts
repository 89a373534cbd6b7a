import * as z from "zod";
import { findMarks, getMark, setMark } from "../../store/marks.ts";
import type { Db } from "../../store/schema.ts";
import type { Renumbered } from "../plans/rota.ts";

const people = z.array(z.number().int());

const PREFIX = "committee:";

/** Who sits on a branch's committee. */
export async function findCommittee(db: Db, organisation: number): Promise<number[]> {
  return readPeople(await getMark(db, PREFIX + organisation));
}

/** Makes these people the committee, in the place of whoever was. */
export async function saveCommittee(db: Db, organisation: number, ids: readonly number[]): Promise<void> {
  await setMark(db, PREFIX + organisation, JSON.stringify(ids));
}

/** A person on any committee is another one from now on. */
export async function renumberCommittees(db: Db, { from, into }: Renumbered): Promise<void> {
  for (const [organisation, value] of await findMarks(db, PREFIX)) {
    const ids = readPeople(value);
    if (!ids.includes(from)) continue;
    await saveCommittee(db, Number(organisation), [...new Set(ids.map((id) => (id === from ? into : id)))]);
  }
}

function readPeople(value: string | undefined): number[] {
  return value === undefined ? [] : people.parse(JSON.parse(value));
}
