import * as z from "zod";
import { dropGuide, findGuide, saveGuide } from "../../store/guides.ts";
import type { Call } from "../call.ts";
import { ENTRY_FIELDS, type Entry, withoutBlanks } from "./entry.ts";

/** What is asked: a field, more kinds or another day than those offered, which field to correct, or whether all is right. */
export const STEPS = [...ENTRY_FIELDS, "kinds", "day", "choose", "confirm"] as const;
export type Step = (typeof STEPS)[number];

/** Somebody on the way through the questions about a record. */
export type Guide = {
  readonly id: string;
  readonly organisation: number;
  /** The record that is corrected; null where a new one is told. */
  readonly record: number | null;
  readonly step: Step;
  readonly entered: Entry;
  /** When the person last said something to it, by their clock. */
  readonly touchedAt: string;
};

const step = z.enum(STEPS);
const entered = z.record(z.string(), z.string()).transform(withoutBlanks);

/** The guide of the speaker in this chat, whatever branch it is about. */
export async function openGuide({ db, chat, speaker }: Call): Promise<Guide | undefined> {
  const row = await findGuide(db, { chat, personId: speaker.id });
  return (
    row && {
      id: row.id,
      organisation: row.organisation_id,
      record: row.record_id,
      step: step.parse(row.step),
      entered: entered.parse(JSON.parse(row.entered)),
      touchedAt: row.touched_at,
    }
  );
}

/** Keeps where the speaker's entry stands; one at a time in a chat. */
export async function keepGuide({ db, chat, speaker, sentAt }: Call, guide: Guide): Promise<void> {
  await saveGuide(db, {
    chat,
    person_id: speaker.id,
    organisation_id: guide.organisation,
    id: guide.id,
    record_id: guide.record,
    step: guide.step,
    entered: JSON.stringify(guide.entered),
    touched_at: sentAt,
  });
}

export async function endGuide({ db, chat, speaker }: Call): Promise<void> {
  await dropGuide(db, { chat, personId: speaker.id });
}

/** By what the message of a guide is found again. */
export function aboutGuide({ id }: Guide): string {
  return `guide:${id}`;
}
