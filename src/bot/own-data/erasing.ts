import { hash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate, setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { hidingOf, redactJson } from "../../ledger/redact.ts";
import { countWaiting } from "../../store/erasure/messages.ts";
import { ERASED_NAME, findTraces, type Traces } from "../../store/erasure/traces.ts";
import { type Erasure, eraseRows } from "../../store/erasure.ts";
import { countNamesakes, findLongerNames } from "../../store/people-names.ts";
import { writing } from "../../store/transaction.ts";
import type { Deps } from "../call.ts";
import { redactForms } from "../drafts/kept-forms.ts";
import { filesIn } from "../files/readable-files.ts";
import { sweepBytes } from "../photos/receive.ts";
import { compactSoon } from "./compacting.ts";

/** Folders of the data folder that hold what was produced for people. */
const PRODUCED = ["drafts", "exports"] as const;

const LOOK_AGAIN_MS = 100;

/**
 * Erases a person: what was produced with their name, then the rows and the photos, then what
 * the files of the database still hold of them, those of a large ledger by the next night. Done again after a crash it goes on where it stopped.
 * The last words to them are waited for as long as `patienceMs`, and dropped after that. Counts the
 * templates that may still hold the name, because it cannot be taken out of them here.
 */
export async function erasePersonWhole(
  deps: Deps,
  person: number,
  { patienceMs = 30_000, largeBytes }: { patienceMs?: number; largeBytes?: number } = {},
): Promise<{ templates: number }> {
  const traces = await findTraces(deps.db, person);
  await setImmediate();
  for (let waited = 0; waited < patienceMs && (await countWaiting(deps.db, traces)) > 0; waited += LOOK_AGAIN_MS) {
    await wait(LOOK_AGAIN_MS);
  }
  const erasure = await erasureOf(deps, traces);
  await dropFilesAbout(deps.dataDir, traces);
  const templates = await redactTemplateFiles(deps, erasure.mentions);
  await writing(deps.db, (trx) => eraseRows(trx, erasure));
  await writing(deps.db, (trx) => sweepBytes(trx, deps.dataDir));
  await compactSoon(deps, largeBytes);
  return { templates };
}

/** The template that the machine's keeper chose is their file: it is counted, not changed. */
async function redactTemplateFiles(deps: Deps, mentions: readonly string[]): Promise<number> {
  const hiding = hidingOf(mentions, await findLongerNames(deps.db, mentions));
  return redactForms(deps.dataDir, hiding) + Math.sign(hiding.find(deps.template.text).length);
}

async function erasureOf(deps: Deps, traces: Traces): Promise<Erasure> {
  const mentions = await mentionsOf(deps, traces);
  const { redact } = hidingOf(mentions, await findLongerNames(deps.db, mentions));
  const account = accountPattern(traces);
  const salt = deps.random();
  const tells = (text: string) => account?.test(text) === true;
  return {
    traces,
    mentions,
    redact,
    tells,
    snapshot: (json) => withoutPerson(json, { traces, redact, tells }),
    rekey: (key) => (tells(`${key} `) ? `erased:${hash("sha256", salt + key, "base64url").slice(0, 22)}` : key),
  };
}

/** Names that can only mean this person: long enough, nobody else's, and no word of the ledger. */
async function mentionsOf(deps: Pick<Deps, "db" | "fields" | "catalogue">, traces: Traces): Promise<string[]> {
  const words = [
    ...deps.fields.flatMap(({ id, label }) => [id, label]),
    ...deps.catalogue.kinds.flatMap(({ aliases }) => aliases),
  ];
  const mentions: string[] = [];
  for (const name of traces.names) {
    if ([...name].length < 2 || words.some((word) => word.includes(name))) continue;
    if ((await countNamesakes(deps.db, name, traces.people)) === 0) mentions.push(name);
  }
  return mentions;
}

/** An account in JSON (`"123"`), in a chat or a key (`telegram:123:7`); never the number behind `"id":`. */
function accountPattern({ accounts }: Traces): RegExp | undefined {
  if (accounts.length === 0) return undefined;
  const ids = accounts.map(({ externalId }) => externalId.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|");
  return new RegExp(`"(?:${ids})"|(?<!"):(?:${ids})(?![\\p{L}\\p{N}])`, "u");
}

const row = z.looseObject({ authorId: z.number(), participants: z.array(z.number()), people: z.array(z.string()) });

/** By id in the rows, where a namesake may stand beside; by name in all other words. */
function withoutPerson(json: string, { traces, redact, tells }: Pick<Erasure, "traces" | "redact" | "tells">): string {
  const gone = new Set(traces.people);
  const named = JSON.stringify(JSON.parse(json), (key, value: unknown) => {
    if ((key === "chat" || key === "sourceKey") && typeof value === "string") return tells(value) ? "erased" : value;
    const read = row.safeParse(value);
    return read.success ? withoutNames(read.data, gone) : value;
  });
  return redactJson(named, redact);
}

function withoutNames(record: z.infer<typeof row>, gone: ReadonlySet<number>): object {
  const { authorId, participants, people } = record;
  const named = people.length === participants.length;
  const left = people.map((name, n) => (named && gone.has(participants[n] ?? 0) ? ERASED_NAME : name));
  return { ...record, people: left, ...(gone.has(authorId) ? { reporter: ERASED_NAME } : {}) };
}

/** Deletes produced files that name the person: they can be made again, without the name. */
async function dropFilesAbout(dataDir: string, { names, accounts }: Traces): Promise<void> {
  const words = [...names, ...accounts.map(({ externalId }) => externalId)].filter((word) => [...word].length > 1);
  for (const folder of PRODUCED) {
    for (const path of filesIn(resolve(dataDir, folder))) {
      const text = await textOf(path);
      if (text === undefined || words.some((word) => text.includes(word))) rmSync(path, { force: true });
    }
  }
}

/** What a reader sees in a produced file, its name included; nothing where it cannot be read. */
async function textOf(path: string): Promise<string | undefined> {
  const bytes = readFileSync(path);
  if (!/\.(docx|xlsx)$/.test(path)) return path + bytes.toString("utf8");
  const { default: PizZip } = await import("pizzip");
  try {
    const parts = Object.values(new PizZip(bytes).files).filter(({ dir }) => !dir);
    return path + parts.map((part) => part.asText().replace(/<[^>]*>/g, "")).join("\n");
  } catch {
    return undefined;
  }
}
