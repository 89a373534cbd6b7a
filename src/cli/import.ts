import { basename } from "node:path";
import type { Call } from "../bot/call.ts";
import { doImport } from "../bot/imports/importing.ts";
import { planImport } from "../bot/imports/plan.ts";
import { columnsText, previewText, problemsText } from "../bot/imports/text.ts";
import { undoImport } from "../bot/imports/undo.ts";
import { nowIn } from "../bot/intake/text-of.ts";
import { openProgram, type Program } from "../program.ts";
import { proposeColumns } from "../report/tables/columns.ts";
import { MOST_TABLE_BYTES, type Table, type TableFile, type TableRead, tooLarge } from "../report/tables/file.ts";
import { readRows } from "../report/tables/rows.ts";
import { builtFile, runWorker } from "../report/threads.ts";
import { findMembers } from "../store/members.ts";
import type { PlacedOrganisation } from "../store/organisations.ts";
import { enrol } from "../store/people.ts";
import { isOfficer } from "../store/roles.ts";
import type { Db, Trx } from "../store/schema.ts";
import { writing } from "../store/transaction.ts";
import { CommandError } from "./command-error.ts";
import { readInput } from "./input-file.ts";
import type { Common, Io } from "./io.ts";
import { organisationOf, organisationToFill } from "./organisation.ts";

export type ImportOptions = Common & {
  readonly org?: string;
  readonly year?: number;
  readonly dryRun?: true;
  readonly undo?: true;
  /** Why an import into a closed year is taken back. */
  readonly reason?: string;
};

const LIMIT_MS = 20_000;
const MEMORY_MB = 768;

/** Imports an old ledger, all of it or nothing; or takes the newest import back. */
export async function importCommand(io: Io, file: string | undefined, options: ImportOptions): Promise<number> {
  if ((file === undefined) !== (options.undo === true))
    throw new CommandError("请写明要导入的文件，或者只写 --undo。", 2);
  const tables = file === undefined ? [] : await readTableFile(file);
  const program = await openProgram({ dataDir: options.data, config: io.config() });
  try {
    return await (file === undefined
      ? undo(io, program, { organisation: await organisationOf(program.deps.db, options.org), reason: options.reason })
      : load(io, { program, tables, file, options }));
  } finally {
    await program.close();
  }
}

type Undoing = { readonly organisation: PlacedOrganisation; readonly reason: string | undefined };

async function undo(io: Io, { deps }: Program, { organisation, reason }: Undoing): Promise<number> {
  const undone = await writing(deps.db, async (trx) =>
    undoImport(await callOf(deps, trx, { organisation, file: "undo" }), reason),
  );
  if (undone === null) throw new CommandError("没有可以撤回的导入。");
  if ("closed" in undone) {
    throw new CommandError(`${undone.closed}已经封账。确实要撤回，请写明原因，如：import --undo --reason 导错了。`);
  }
  io.out(`已撤回从 ${undone.file} 导入的 ${undone.count} 条记录。\n`);
  return 0;
}

type Loading = {
  readonly program: Program;
  readonly tables: readonly Table[];
  readonly file: string;
  readonly options: ImportOptions;
};

async function load(io: Io, { program: { deps }, tables, file, options }: Loading): Promise<number> {
  const columns = proposeColumns(tables, deps.catalogue);
  if (columns === null) throw new CommandError(`${file} 里没有找到表头：至少要有“日期”和“类别”两列。`);
  io.out(columnsText(columns));
  const read = readRows(columns, {
    ...deps,
    noYear: (others) => (others === null ? "请加 --year" : `别的行都是 ${others} 年，是同一年就请加 --year ${others}`),
    ...(options.year === undefined ? {} : { year: options.year }),
  });
  const { plan, written } = await writingUnless(deps.db, async (trx) => {
    const made = { at: deps.clock().toISOString(), zone: io.config().zone };
    const organisation = await organisationToFill(trx, options.org, made);
    const call = await callOf(deps, trx, { organisation, file });
    const planned = await planImport(call, read.rows);
    const isStopped = options.dryRun === true || read.problems.length + planned.problems.length > 0;
    return { isStopped, plan: planned, written: isStopped ? 0 : await doImport(call, planned, basename(file)) };
  });
  io.out(previewText(read, plan));
  const problems = [...read.problems, ...plan.problems];
  if (problems.length > 0) throw new CommandError(problemsText(problems));
  io.out(
    options.dryRun === true
      ? "这是预览，没有写入。去掉 --dry-run 就导入。\n"
      : written === 0
        ? "这些记录都已经有了，没有新增。\n"
        : `已导入 ${written} 条。撤回请用 import --undo。\n`,
  );
  return 0;
}

/** One transaction that leaves nothing behind where its work says that it stopped. */
async function writingUnless<Done extends { readonly isStopped: boolean }>(
  db: Db,
  work: (trx: Trx) => Promise<Done>,
): Promise<Done> {
  let stopped: Done | undefined;
  try {
    return await writing(db, async (trx) => {
      const done = await work(trx);
      if (!done.isStopped) return done;
      stopped = done;
      throw new Error("stopped");
    });
  } catch (error) {
    if (stopped !== undefined) return stopped;
    throw error;
  }
}

/** Reads a file in a thread of its own, with limits of time and memory. */
async function readTableFile(file: string): Promise<readonly Table[]> {
  const bytes = readInput(file, MOST_TABLE_BYTES, tooLarge);
  const failure = "文件没有读完：读取花的时间或内存太多，为了安全停下了";
  const data: TableFile = { name: file, bytes };
  const read = await runWorker<TableRead>(builtFile("report/tables/worker"), data, {
    failure,
    limitMs: LIMIT_MS,
    memoryMb: MEMORY_MB,
  }).catch((cause: unknown) => {
    throw new CommandError(`${failure}。`, 1, { cause });
  });
  if (!read.ok) throw new CommandError(`${file} ${read.problem}。`);
  return read.tables;
}

type Wanted = { readonly organisation: PlacedOrganisation; readonly file: string };

/** The command line speaks for the organisation's secretary, or for a person called 导入 where there is none. */
async function callOf(deps: Program["deps"], db: Trx, { organisation, file }: Wanted): Promise<Call> {
  const { id, name, zone } = organisation;
  const at = deps.clock();
  const members = await findMembers(db, id);
  const speaker = members.find(({ role }) => isOfficer(role)) ?? members[0] ?? (await newcomer(db, id, at));
  const address = { channel: "terminal", chat: "import" } as const;
  return {
    deps,
    db,
    key: `import:${at.toISOString()}:${basename(file)}`,
    ...address,
    place: "private",
    home: address,
    addressed: true,
    speaker: { id: speaker.id, name: speaker.name },
    role: "admin",
    organisation: { id, name, zone },
    memberships: [],
    plain: new Set(),
    text: "",
    now: nowIn(zone, at),
    sentAt: at.toISOString(),
  };
}

async function newcomer(db: Trx, organisationId: number, at: Date): Promise<{ id: number; name: string }> {
  const name = "导入";
  const enrolment = {
    channel: "import",
    externalId: `${organisationId}/`,
    name,
    organisationId,
    role: "auditor",
  } as const;
  return { id: await enrol(db, { ...enrolment, now: at.toISOString() }), name };
}
