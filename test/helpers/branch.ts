import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Deps } from "../../src/bot/call.ts";
import type { Capabilities, ChatType, Inbound } from "../../src/bot/channel.ts";
import type { Handled } from "../../src/bot/intake/handle.ts";
import { openIntake } from "../../src/bot/intake.ts";
import type { Asked } from "../../src/bot/work/payload.ts";
import { WORK } from "../../src/bot/work/slow-work.ts";
import { readFiles } from "../../src/program.ts";
import { closeJob } from "../../src/store/jobs.ts";
import { ensureOrganisation } from "../../src/store/organisations.ts";
import { findOutbox } from "../../src/store/outbox.ts";
import { enrol } from "../../src/store/people.ts";
import type { Role } from "../../src/store/schema.ts";
import { writing } from "../../src/store/transaction.ts";
import { storeInFile, storeInMemory } from "./empty-store.ts";
import { queuedJobs } from "./queued-jobs.ts";

const files = await readFiles("no-such-folder");

export type Said = Handled & { readonly text: string };

export type Member = {
  /** Says a line in a private chat, at the branch's clock. */
  says(text: string, more?: Partial<Extract<Inbound, { kind: "message" }>>): Promise<Said>;
  /** Says what is answered when much was read: the text is what came of it. Files are not made. */
  asks(text: string): Promise<Said>;
};

export type Branch = {
  readonly deps: Deps;
  readonly organisation: number;
  /** The clock of everybody, moved by hand: `2026-11-23 10:00` in Shanghai. */
  at(time: string): void;
  member(name: string, role?: Role): Promise<Member>;
  /** Gives anything that a channel may bring to the intake. */
  deliver(inbound: Inbound): Promise<Said>;
  close(): Promise<void>;
};

/** What the answers to a branch may use on its channels. */
const CAPABILITIES: ReadonlyMap<string, Capabilities> = new Map([
  ["telegram", { buttons: true, edits: true, forms: false, charts: false, writesFirst: false, takesFiles: true }],
  ["lark", { buttons: true, edits: true, forms: true, charts: true, writesFirst: true, takesFiles: true }],
]);

/** A branch with an empty ledger in memory, or in a folder, real all the way down to SQLite. */
export async function openBranch(
  path = "第一党支部",
  start = "2026-11-23 10:00",
  dataDir = "no-such-folder",
): Promise<Branch> {
  const store = await (dataDir === "no-such-folder" ? storeInMemory() : storeInFile(join(dataDir, "taizhang.sqlite")));
  let now = instant(start);
  let drawn = 0;
  let sent = 0;
  const deps: Deps = {
    ...files,
    db: store.db,
    dataDir,
    photoLimits: { perRecord: 60, perDay: 200 },
    clock: () => now,
    random: () => createHash("md5").update(`random ${++drawn}`).digest("hex"),
    can: (channel, what) => CAPABILITIES.get(channel)?.[what] === true,
    joinLinks: (code) => [`https://t.me/branch_bot?start=${code}`],
    groupHint: (channel) => (channel === "telegram" ? "群里的话我只收得到命令。" : undefined),
  };
  const failures: unknown[] = [];
  const intake = openIntake(
    deps,
    () => {},
    (error) => failures.push(error),
  );
  const organisation = await writing(deps.db, (trx) => ensureOrganisation(trx, path.split(" > "), now.toISOString()));

  async function deliver(inbound: Inbound): Promise<Said> {
    const handled = await intake.deliver(inbound);
    if (failures.length > 0) throw failures[0];
    return { ...handled, text: handled.replies.map(({ text }) => text).join("\n") };
  }

  return {
    deps,
    organisation: organisation.id,
    at(time) {
      now = instant(time);
    },
    async member(name, role = "member") {
      const enrolment = { channel: "terminal", externalId: name, name, organisationId: organisation.id, role };
      await writing(deps.db, (trx) => enrol(trx, { ...enrolment, now: now.toISOString() }));
      const says: Member["says"] = (text, more = {}) => deliver({ ...messageOf(name, text, now, ++sent), ...more });
      return {
        says,
        async asks(text) {
          const said = await says(text);
          return { ...said, text: (await outcomes(deps)) ?? said.text };
        },
      };
    },
    deliver,
    close: () => store.close(),
  };
}

/** Does the reading that waits; what was told of it last. */
async function outcomes(deps: Deps): Promise<string | undefined> {
  const { db } = deps;
  let told: string | undefined;
  for (const job of await queuedJobs(db)) {
    const work = READING.includes(job.kind) ? WORK.get(job.kind) : undefined;
    if (work === undefined) continue;
    const payload: Asked = JSON.parse(job.payload);
    const ended = await work(deps, payload, { onStart: () => {}, onDone: () => {}, report: thrown });
    await writing(db, async (trx) => {
      await ended.keep?.(trx);
      await closeJob(trx, job.id, ended.error);
    });
    const row = await findOutbox(db, `${payload.key}/outcome`);
    told = row && JSON.parse(row.payload).card.plain;
  }
  return told;
}

const READING = ["draft-values", "compare"];

function thrown(error: unknown): never {
  throw error;
}

function messageOf(name: string, text: string, sentAt: Date, n: number): Extract<Inbound, { kind: "message" }> {
  const chatType: ChatType = "private";
  return {
    kind: "message",
    key: `terminal:${n}`,
    channel: "terminal",
    chat: name,
    chatType,
    from: { id: name },
    sentAt,
    message: String(n),
    text,
    addressed: true,
  };
}

function instant(time: string): Date {
  return new Date(`${time.replace(" ", "T")}:00+08:00`);
}
