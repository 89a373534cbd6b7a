import { createHash } from "node:crypto";
import type { Deps } from "../../src/bot/call.ts";
import type { Inbound } from "../../src/bot/channel.ts";
import { type Intake, openIntake } from "../../src/bot/intake.ts";
import { readFiles } from "../../src/program.ts";
import { bindChat } from "../../src/store/chats.ts";
import type { Store } from "../../src/store/open.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { enrol } from "../../src/store/people.ts";
import type { Role } from "../../src/store/schema.ts";
import { writing } from "../../src/store/transaction.ts";
import type { Person, Result } from "./types.ts";

/** The fields that the model recounts; all others are counted by the same few measures. */
export const FIELDS = [
  "集中学习",
  "党课",
  "主题党日",
  "总支会议",
  "总支扩大会议",
  "集中学习人次",
  "党课人次",
  "心得体会",
] as const;

const shipped = await readFiles("no-such-folder");
const files: typeof shipped = {
  ...shipped,
  fields: shipped.fields.filter(({ id }) => FIELDS.some((wanted) => wanted === id)),
  template: { name: "模型", text: "# 述职报告\n\n集中学习 {{集中学习}} 次。\n" },
};
const START = Date.parse("2027-01-03T10:00:00+08:00");
export const GROUP = "群";

const UNITS = [
  "示范党委",
  "示范党委 > 甲党总支",
  "示范党委 > 乙党总支",
  "示范党委 > 甲党总支 > 第一党支部",
  "示范党委 > 甲党总支 > 第二党支部",
];
const PEOPLE: readonly (readonly [name: string, unit: number, role: Role])[] = [
  ["张三", 3, "member"],
  ["李四", 3, "member"],
  ["王五", 3, "secretary"],
  ["赵六", 4, "member"],
  ["钱七", 4, "secretary"],
  ["周一", 0, "admin"],
];

/** The real ledger with two branches and their people, and a clock that is moved by hand. */
export type World = {
  readonly deps: Deps;
  readonly units: readonly number[];
  readonly people: readonly Person[];
  readonly admin: Person;
  /** All that was acknowledged. */
  readonly acknowledged: Set<string>;
  readonly failures: unknown[];
  minute: number;
  intake: Intake;
};

export async function openWorld(store: Store): Promise<World> {
  let drawn = 0;
  const world = { minute: 0, acknowledged: new Set<string>(), failures: [] as unknown[] };
  const deps: Deps = {
    ...files,
    db: store.db,
    dataDir: "no-such-folder",
    photoLimits: { perRecord: 60, perDay: 200 },
    clock: () => instant(world.minute),
    random: () => createHash("md5").update(`random ${++drawn}`).digest("hex"),
    can: () => false,
    joinLinks: () => [],
    groupHint: () => undefined,
  };
  const now = instant(0).toISOString();
  const { units, ids } = await writing(store.db, async (trx) => {
    const made: number[] = [];
    for (const path of UNITS) made.push((await ensureOrganisation(trx, path.split(" > "), now)).id);
    const members: number[] = [];
    for (const [name, unit, role] of PEOPLE) {
      const enrolment = { channel: "lark", externalId: idOf(name), name, organisationId: made[unit] ?? 0, role, now };
      members.push(await enrol(trx, enrolment));
    }
    await bindChat(trx, { key: `lark:${GROUP}`, organisationId: made[3] ?? 0, now });
    return { units: made, ids: members };
  });
  const all = PEOPLE.map(([name, unit, role], n): Person => {
    return { id: ids[n] ?? 0, name, org: units[unit] ?? 0, secretary: role === "secretary" };
  });
  const [admin] = all.splice(-1);
  if (admin === undefined) throw new Error("nobody is the admin");
  const made: World = Object.assign(world, { deps, units, people: all, admin, intake: undefined as unknown as Intake });
  restart(made);
  return made;
}

/** A new process over the same database. */
export function restart(world: World): void {
  world.intake = openIntake(
    world.deps,
    () => {},
    (error) => world.failures.push(error),
  );
}

export async function deliver(world: World, inbound: Inbound): Promise<Result> {
  const { outcome, records } = await world.intake.deliver(inbound);
  world.acknowledged.add(inbound.key);
  if (world.failures.length > 0) throw world.failures[0];
  return { outcome, records };
}

type Addressed = { readonly key: string; readonly person: Person; readonly chat: string; readonly at: number };

export function inboundOf(
  { key, person, chat, at }: Addressed,
  what: { kind: "message" | "edit" | "recall"; text: string; of: string },
): Inbound {
  const base = {
    key,
    channel: "lark" as const,
    chat: chat === GROUP ? GROUP : idOf(person.name),
    chatType: chat === GROUP ? ("group" as const) : ("private" as const),
    from: { id: idOf(person.name) },
    sentAt: instant(at),
  };
  const { kind, text, of } = what;
  if (kind === "message") return { ...base, kind, message: key, text, addressed: true };
  return kind === "edit" ? { ...base, kind, of, message: key, text } : { ...base, kind, of, message: key };
}

export function idOf(name: string): string {
  return `on_${name}`;
}

export function instant(minute: number): Date {
  return new Date(START + minute * 60_000);
}
