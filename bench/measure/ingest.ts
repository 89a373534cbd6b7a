import { join } from "node:path";
import type { Inbound } from "../../src/bot/channel.ts";
import { openDatabase } from "../../src/store/database/driver.ts";
import { built } from "../built.ts";
import { compared, type Figure } from "../figures.ts";
import { BRANCHES, enrolAll, MEMBERS } from "../members.ts";
import { logMessage } from "../messages.ts";
import { rounds, type Setting, timed } from "../rounds.ts";

const { openProgram } = await built<typeof import("../../src/program.ts")>("program");
const { readConfig } = await built<typeof import("../../src/config/environment.ts")>("config/environment");
const { openIntake } = await built<typeof import("../../src/bot/intake.ts")>("bot/intake");

const WAITING = 16;
/** Node is still compiling the program for the first some thousand messages. */
const WARM = 12;
const BEGIN = Date.parse("2026-01-05T01:00:00Z");
/** Between two messages of all branches: each branch then logs some four a week. */
const APART_MS = 2 * 3_600_000;

type Setup = { readonly deliver: (inbound: Inbound) => Promise<{ readonly outcome: string }> };

/**
 * Messages of members through the real intake into a file: read, looked for among the
 * ledger's events, kept with journal and reply, committed with `synchronous=FULL`. Compared
 * with the least that a durable message costs, one row of its text in a commit of its own.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const messages = size === "full" ? 480 : 240;
  const program = await openLedger(folder);
  const raw = rawRows(join(folder, "raw.sqlite"));
  let told = 0;
  let refused = 0;
  const next = async () => {
    const { outcome } = await program.deliver(inbound(told++));
    if (outcome !== "logged" && outcome !== "asked") refused += 1;
  };
  const perSecond = async (work: () => Promise<void>) => (1000 * messages) / (await timed(work));
  const { commit, single, waiting } = await rounds(
    { warm: WARM, runs: size === "full" ? 15 : 9 },
    {
      commit: () => perSecond(async () => raw.insert(messages)),
      single: () =>
        perSecond(async () => {
          for (let n = 0; n < messages; n++) await next();
        }),
      waiting: () =>
        perSecond(async () => {
          const sender = async () => {
            for (let n = 0; n < messages / WAITING; n++) await next();
          };
          await Promise.all(Array.from({ length: WAITING }, sender));
        }),
    },
  );
  raw.close();
  await program.close();
  if (refused > told / 50) throw new Error(`${refused} of ${told} messages were not logged`);
  const baseline = { name: "/s raw one-row commits", runs: commit };
  return [
    compared(
      { name: "messages, one at a time", unit: "/s", limits: [{ of: "ratio", atLeast: 0.4 }] },
      single,
      baseline,
    ),
    compared({ name: "messages, 16 waiting", unit: "/s", limits: [{ of: "ratio", atLeast: 1 }] }, waiting, baseline),
  ];
}

async function openLedger(folder: string): Promise<Setup & { close(): Promise<void> }> {
  const { deps, close } = await openProgram({ dataDir: folder, config: readConfig({}) });
  await enrolAll(deps.db, "terminal", String);
  const intake = openIntake(
    deps,
    () => {},
    (error) => {
      throw error;
    },
  );
  return { deliver: (inbound) => intake.deliver(inbound), close };
}

function inbound(n: number): Inbound {
  const branch = n % BRANCHES;
  const from = String(branch * MEMBERS + (Math.floor(n / BRANCHES) % MEMBERS));
  return {
    kind: "message",
    key: `terminal:${n}`,
    channel: "terminal",
    chat: from,
    chatType: "private",
    from: { id: from },
    sentAt: new Date(BEGIN + n * APART_MS),
    message: String(n),
    text: logMessage(Math.floor(n / BRANCHES) + branch),
    addressed: true,
  };
}

/** One row a commit, as durable as the ledger's. */
function rawRows(file: string): { insert(rows: number): void; close(): void } {
  const db = openDatabase(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("create table message (id integer primary key, sent_at text not null, text text not null) strict");
  const insert = db.prepare("insert into message (sent_at, text) values (?, ?)");
  let n = 0;
  return {
    insert(rows) {
      for (let row = 0; row < rows; row++) {
        insert.run(new Date(BEGIN + n * APART_MS).toISOString(), logMessage(n));
        n += 1;
      }
    },
    close: () => db.close(),
  };
}
