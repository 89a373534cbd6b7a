import { findAction } from "../../store/actions.ts";
import { findBySource } from "../../store/activities.ts";
import { findChat, findChosen } from "../../store/chats.ts";
import { getOrganisation, organisationPath } from "../../store/organisations.ts";
import type { Membership } from "../../store/people.ts";
import { isOfficer } from "../../store/roles.ts";
import { type Call, chatKey } from "../call.ts";
import type { Inbound } from "../channel.ts";
import type { Met } from "../members/met.ts";
import type { Place } from "../permissions.ts";
import { plainAmong } from "../replies/plain.ts";
import { nowIn } from "./text-of.ts";

type Standing = { readonly membership: Membership; readonly place: Place };

/** What a member says, with the branch it is about; nothing for those who are none there. */
export async function callOf(met: Met): Promise<Call | undefined> {
  const { deps, db, inbound, speaker, text } = met;
  if (speaker === undefined || speaker.memberships.length === 0) return undefined;
  const standing = await standingOf(met, speaker.memberships);
  if (standing === undefined) return undefined;
  const { membership, place } = standing;
  const { organisationId, name, zone } = membership;
  const home = { channel: inbound.channel, chat: inbound.from.id };
  return {
    deps,
    db,
    key: inbound.key,
    channel: inbound.channel,
    chat: chatKey(inbound),
    place,
    plain: await plainAmong({ db, deps, channel: inbound.channel }, [chatKey(inbound), chatKey(home)]),
    home,
    addressed: inbound.kind !== "message" || inbound.addressed,
    speaker: { id: speaker.id, name: speaker.name },
    role: membership.role,
    organisation: { id: organisationId, name, zone },
    memberships: speaker.memberships,
    text,
    ...sentWith(inbound),
    ...(inbound.kind === "message" && inbound.forwarded === true ? { forwarded: true } : {}),
    now: nowIn(zone, inbound.sentAt),
    sentAt: inbound.sentAt.toISOString(),
  };
}

/** What came with the words of a message. */
function sentWith(inbound: Inbound): Pick<Call, "sent"> {
  if (inbound.kind !== "message" || inbound.attachments === undefined || inbound.attachments.length === 0) return {};
  const { attachments: files, message, replyTo, album } = inbound;
  return { sent: { files, message, replyTo, album } };
}

/** The same words said of another branch of the speaker; nothing where they are no member of it. */
export async function callIn(call: Call, organisationId: number): Promise<Call | undefined> {
  const membership = call.memberships.find((one) => one.organisationId === organisationId);
  if (membership === undefined) return undefined;
  const { name, zone } = membership;
  return {
    ...call,
    organisation: { id: organisationId, name, zone },
    role: membership.role,
    now: nowIn(zone, new Date(call.sentAt)),
  };
}

export type OwnBranch = {
  readonly id: number /** Its path where another branch has the same name. */;
  readonly name: string;
};

/** The speaker's branches by names that tell them apart. */
export async function branchesOf({ db, memberships }: Pick<Call, "db" | "memberships">): Promise<OwnBranch[]> {
  const branches: OwnBranch[] = [];
  for (const { organisationId } of memberships) {
    const { id, name } = await getOrganisation(db, organisationId);
    branches.push({ id, name });
  }
  const isShared = (name: string) => branches.filter((one) => one.name === name).length > 1;
  const named: OwnBranch[] = [];
  for (const { id, name } of branches) named.push({ id, name: isShared(name) ? await organisationPath(db, id) : name });
  return named;
}

/** The chat as the speaker's private one, for what is answered there alone. */
export function inPrivate(call: Call): Call {
  return { ...call, chat: chatKey(call.home), place: "private" };
}

async function standingOf(met: Met, memberships: readonly Membership[]): Promise<Standing | undefined> {
  return met.inbound.chatType === "group" ? standingInGroup(met, memberships) : standingInPrivate(met, memberships);
}

/** In a group its branch counts; officers of another one may still bind it. */
async function standingInGroup(
  { db, inbound }: Met,
  memberships: readonly Membership[],
): Promise<Standing | undefined> {
  const bound = await findChat(db, chatKey(inbound));
  const own = memberships.find(({ organisationId }) => organisationId === bound);
  if (own !== undefined) return { membership: own, place: "own-group" };
  const officer = memberships.find(({ role }) => isOfficer(role));
  return officer && { membership: officer, place: "other-group" };
}

/** In private the branch of what is referred to, else the one that was chosen, else the first. */
async function standingInPrivate(met: Met, memberships: readonly Membership[]): Promise<Standing | undefined> {
  const { db, inbound } = met;
  const [first] = memberships;
  if (first === undefined) return undefined;
  const about = inbound.kind === "message" ? undefined : await organisationAbout(met);
  if (about === undefined && memberships.length === 1) return { membership: first, place: "private" };
  const wanted = about ?? (await findChosen(db, chatKey(inbound)))?.organisation_id;
  const meant = memberships.find(({ organisationId }) => organisationId === wanted);
  const isFollowUp = inbound.kind === "edit" || inbound.kind === "recall";
  return meant === undefined && isFollowUp ? undefined : { membership: meant ?? first, place: "private" };
}

/** The branch of what a press, an edit or a recall is about. */
async function organisationAbout({ db, inbound }: Met): Promise<number | undefined> {
  if (inbound.kind === "action") return (await findAction(db, inbound.action))?.organisation_id;
  const of = inbound.kind === "edit" || inbound.kind === "recall" ? inbound.of : undefined;
  return of === undefined ? undefined : (await findBySource(db, of))[0]?.organisation;
}
