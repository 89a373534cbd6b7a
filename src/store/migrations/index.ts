import type { QueryExecutorProvider } from "kysely";
import * as ledger from "./0001-ledger.ts";
import * as people from "./0002-people.ts";
import * as units from "./0003-units.ts";
import * as calendar from "./0004-calendar.ts";
import * as attachments from "./0005-attachments.ts";
import * as guide from "./0006-guide.ts";
import * as promises from "./0007-promises.ts";
import * as speed from "./0008-speed.ts";
import * as files from "./0009-files.ts";
import * as times from "./0011-times.ts";
import * as pages from "./0013-pages.ts";
import * as drafts from "./0015-drafts.ts";
import * as unasked from "./0016-unasked.ts";
import * as alike from "./0017-alike.ts";

/** Written in SQL and not in terms of the schema, which is always the newest one. */
type Migration = { readonly up: (db: QueryExecutorProvider) => Promise<void> };

/** Every migration by name, oldest first. Released ones are never edited; add a new file. */
export const migrations: ReadonlyMap<string, Migration> = new Map([
  ["0001-ledger", ledger],
  ["0002-people", people],
  ["0003-units", units],
  ["0004-calendar", calendar],
  ["0005-attachments", attachments],
  ["0006-guide", guide],
  ["0007-promises", promises],
  ["0008-speed", speed],
  ["0009-files", files],
  ["0011-times", times],
  ["0013-pages", pages],
  ["0015-drafts", drafts],
  ["0016-unasked", unasked],
  ["0017-alike", alike],
]);
