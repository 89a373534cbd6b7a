import { getMark, setMark } from "../store/marks.ts";
import { findSeat } from "../store/members.ts";
import { ensureOrganisation, getOrganisation } from "../store/organisations.ts";
import { enrol, findSpeaker, grantRole, linkIdentity } from "../store/people.ts";
import type { Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import type { Deps, Outcome } from "./call.ts";
import type { Inbound } from "./channel.ts";
import type { Handled } from "./intake/handle.ts";
import { namesakeOf } from "./members/namesake.ts";
import { sentAt, type Transcript, type TranscriptLine, transcriptKey } from "./replay/transcript.ts";
import type { Bot } from "./run.ts";

/** What `replay --json` prints for each message. */
export type ReplayLine = {
  readonly line: number;
  readonly from: string;
  readonly text: string;
  readonly outcome: Outcome;
  readonly records: readonly number[];
  readonly reply: string;
};

type Place = { readonly id: number; readonly zone: string };

/**
 * Feeds a transcript through the pipeline, line after line. Organisations and authors that
 * are missing are created. What was fed before is known by its message id and changes nothing.
 * What a line leaves to be done is done before the next, so that a draft counts what was said before it.
 */
export async function* replay(
  { deps, zone }: { readonly deps: Deps /** Of organisations that are made. */; readonly zone: string },
  { intake, worked }: Pick<Bot, "intake" | "worked">,
  transcript: Transcript,
): AsyncGenerator<ReplayLine> {
  const places = new Map<string, Place>();
  const authors = new Set<string>();
  for (const line of transcript.lines) {
    const path = line.organisation.join(" > ");
    const place = places.get(path) ?? (await placeOf(deps, line, zone));
    places.set(path, place);
    const author = `${place.id}/${line.author}`;
    if (!authors.has(author) || line.role !== undefined) await admit(deps, place, line);
    authors.add(author);
    const handled = await intake.deliver(inboundOf(line, place));
    await worked();
    yield told(line, handled);
  }
}

/** A transcript's organisation stays the same one when it is renamed later. */
async function placeOf(deps: Deps, { organisation }: TranscriptLine, zone: string): Promise<Place> {
  const key = `transcript:organisation:${organisation.join(" > ")}`;
  return writing(deps.db, async (trx) => {
    const known = await getMark(trx, key);
    if (known !== undefined) return getOrganisation(trx, Number(known));
    const made = await ensureOrganisation(trx, organisation, deps.clock().toISOString(), zone);
    await setMark(trx, key, String(made.id));
    return made;
  });
}

async function admit(deps: Deps, place: Place, { author, role }: TranscriptLine): Promise<void> {
  const now = deps.clock().toISOString();
  const externalId = `${place.id}/${author}`;
  await writing(deps.db, async (trx) => {
    const known =
      (await findSpeaker(trx, "transcript", externalId)) ?? (await linked(trx, place, { author, externalId }));
    const enrolment = { channel: "transcript", externalId, name: author, organisationId: place.id, now };
    const personId = known?.id ?? (await enrol(trx, { ...enrolment, role: role ?? "member" }));
    const seat = await findSeat(trx, { personId, organisationId: place.id });
    if (role !== undefined && seat?.role !== "admin")
      await grantRole(trx, { personId, organisationId: place.id, role, now });
  });
}

/** The member of the author's name who is known from this terminal or a table alone: no second one is made. */
async function linked(
  trx: Trx,
  place: Place,
  { author, externalId }: { readonly author: string; readonly externalId: string },
): Promise<{ readonly id: number } | undefined> {
  const wanted = { organisationId: place.id, name: author, channels: ["terminal", "import"] };
  const member = await namesakeOf(trx, wanted);
  if (member !== undefined) await linkIdentity(trx, { channel: "transcript", externalId, personId: member.id });
  return member;
}

function inboundOf(line: TranscriptLine, place: Place): Inbound {
  const key = transcriptKey(line);
  const author = `${place.id}/${line.author}`;
  return {
    kind: "message",
    key,
    channel: "transcript",
    chat: author,
    chatType: "private",
    from: { id: author, name: line.author },
    sentAt: sentAt(line, place.zone),
    message: key,
    text: line.text,
    addressed: true,
  };
}

function told({ line, author, text }: TranscriptLine, handled: Handled): ReplayLine {
  const { outcome, records, replies } = handled;
  return { line, from: author, text, outcome, records, reply: replies.map((reply) => reply.text).join("\n") };
}
