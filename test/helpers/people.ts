import type { Reply } from "../../src/bot/call.ts";
import type { ChannelName, Inbound } from "../../src/bot/channel.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import type { Role } from "../../src/store/schema.ts";
import { writing } from "../../src/store/transaction.ts";
import type { Branch, Said } from "./branch.ts";

let sent = 0;

/** Somebody's account on a platform, whether anybody knows them or not. */
export type Account = {
  readonly id: string;
  says(text: string): Promise<Said>;
  saysIn(group: string, text: string, more?: { addressed?: boolean; anonymous?: boolean }): Promise<Said>;
  /** Opens the private chat, with what a link carried. */
  starts(payload?: string): Promise<Said>;
  edits(of: string, text: string): Promise<Said>;
  presses(action: string): Promise<Said>;
};

export function account(branch: Branch, id: string, name?: string, channel: ChannelName = "telegram"): Account {
  const from = { id, ...(name === undefined ? {} : { name }) };
  const base = () => ({ key: `${channel}:${++sent}`, channel, chat: id, from, sentAt: branch.deps.clock() });
  const privately = () => ({ ...base(), chatType: "private" as const });
  return {
    id,
    says: (text) => branch.deliver({ ...privately(), kind: "message", message: String(sent), text, addressed: true }),
    saysIn: (group, text, { addressed = true, anonymous } = {}) =>
      branch.deliver({
        ...base(),
        chat: group,
        chatType: "group",
        from: { ...from, ...(anonymous === undefined ? {} : { anonymous }) },
        kind: "message",
        message: String(sent),
        text,
        addressed,
      }),
    starts: (payload) =>
      branch.deliver({ ...privately(), kind: "start", ...(payload === undefined ? {} : { payload }) }),
    edits: (of, text) => branch.deliver({ ...privately(), kind: "edit", of, message: String(sent), text }),
    presses: (action) => branch.deliver({ ...privately(), kind: "action", message: "1", action, values: {} }),
  };
}

/** An account whose person is a member already, of the branch or of another one. */
export async function enrolled(
  branch: Branch,
  id: string,
  more: { name?: string; role?: Role; organisation?: number; channel?: ChannelName } = {},
): Promise<Account> {
  const { name = id, role = "member", organisation = branch.organisation, channel = "telegram" } = more;
  const now = branch.deps.clock().toISOString();
  const enrolment = { channel, externalId: id, name, organisationId: organisation, role, now };
  await writing(branch.deps.db, (trx) => enrol(trx, enrolment));
  return account(branch, id, name, channel);
}

export async function organisation(branch: Branch, path: string): Promise<number> {
  const now = branch.deps.clock().toISOString();
  return (await writing(branch.deps.db, (trx) => ensureOrganisation(trx, path.split(" > "), now))).id;
}

export function groupEvent(
  branch: Branch,
  kind: "join" | "leave",
  group: string,
  members: Extract<Inbound, { kind: "join" | "leave" }>["members"],
): Promise<Said> {
  return branch.deliver({
    kind,
    key: `telegram:${++sent}`,
    channel: "telegram",
    chat: group,
    chatType: "group",
    from: { id: members[0]?.id ?? "" },
    sentAt: branch.deps.clock(),
    members,
  });
}

/** What goes to one chat, of all that an inbound was answered with. */
export function toldTo(said: Said, chat: string): string {
  return said.replies
    .filter((reply: Reply) => reply.to?.chat === chat)
    .map(({ text }) => text)
    .join("\n");
}

/** The code in a reply. */
export function codeIn({ text }: Said): string {
  return /[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}/.exec(text)?.[0] ?? "";
}
