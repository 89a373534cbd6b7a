import { type Columns, proposeColumns } from "../../report/tables/columns.ts";
import { MOST_TABLE_BYTES, type TableFile, type TableRead } from "../../report/tables/file.ts";
import { type RowsRead, readRows } from "../../report/tables/rows.ts";
import { builtFile, runWorker } from "../../report/threads.ts";
import { saveWaitingFile } from "../../store/waiting-files.ts";
import { type Answer, type Call, type Deps, said } from "../call.ts";
import { type FetchedFile, type FileCall, type FileUse, fetchLater, notReceived } from "../files/file-use.ts";
import { nameOf, officersFile } from "../learning/use.ts";
import { askToConfirm } from "../questions/confirm.ts";
import { askedOf } from "./load.ts";
import { planImport } from "./plan.ts";
import { columnsText, firstRowsText, previewText, problemsText } from "./text.ts";

const LIMIT_MS = 20_000;
const MEMORY_MB = 768;
/** More would keep everybody waiting; the command line takes more. */
const MOST_ROWS = 5000;

const noYear = (others: number | null): string =>
  `${others === null ? "" : `别的行都是 ${others} 年；`}请写上，或者把年份写进文件名，如 ${others ?? 2025}台账.xlsx`;
const TABLE = /\.(?:xlsx?|xlsm|et|csv|tsv)$/i;
const LEDGER = /台账|记录|登记|导入|汇总/;

/** An old ledger that an officer sends in private: shown as it was read, and written after a 是. */
export const loading: FileUse = {
  name: "import",
  maxBytes: MOST_TABLE_BYTES,
  take,
  receive,
  isSlow: true,
  lost: async (call, _, why) => notReceived(call, why, MOST_TABLE_BYTES),
};

async function take(call: FileCall): Promise<Answer | undefined> {
  const n = await officersFile(call, { ending: TABLE, surely: LEDGER });
  if (n === undefined) return undefined;
  await fetchLater(call, loading, n);
  return said("answered", `收到 ${nameOf(call, n)}，正在读，读完先给您看，不会直接写入。`);
}

/** The rows of a table as they were read; a string is what is wrong with the file. */
type Loaded = { readonly name: string; readonly columns: Columns; readonly read: RowsRead };

async function receive(
  deps: Deps,
  { file, bytes }: FetchedFile,
  report: (error: unknown) => void,
): Promise<(call: Call) => Promise<Answer>> {
  const loaded = await loadedFrom(deps, { name: file.name ?? "", bytes }, report);
  return async (call) => (typeof loaded === "string" ? said("refused", loaded) : preview(call, loaded));
}

async function loadedFrom(deps: Deps, file: TableFile, report: (error: unknown) => void): Promise<Loaded | string> {
  const read = await tablesIn(file).catch((error: unknown) => {
    report(error);
    return { ok: false, problem: "没有读完，花的时间或内存太多，为了安全停下了" } as const;
  });
  if (!read.ok) return `${file.name} ${read.problem}。`;
  const columns = proposeColumns(read.tables, deps.catalogue);
  if (columns === null) return `${file.name} 里没有找到表头：至少要有“日期”和“类别”两列。`;
  if ([columns, ...columns.alike].reduce((sum, { table }) => sum + table.rows.length, 0) > MOST_ROWS)
    return `${file.name} 超过 ${MOST_ROWS} 行，请分成几份，或者请管理员在服务器上导入。`;
  const year = /(?<!\d)(20\d\d)(?!\d)/.exec(file.name)?.[1];
  return {
    name: file.name,
    columns,
    read: readRows(columns, { ...deps, noYear, ...(year === undefined ? {} : { year: Number(year) }) }),
  };
}

/** Reads a table in a thread of its own, with limits of time and memory. */
function tablesIn(file: TableFile): Promise<TableRead> {
  const failure = "the table was not read";
  return runWorker<TableRead>(builtFile("report/tables/worker"), file, {
    failure,
    limitMs: LIMIT_MS,
    memoryMb: MEMORY_MB,
  });
}

/** Shows what would be written, and asks for a 是 where nothing stands in the way. */
async function preview(call: Call, { name, columns, read }: Loaded): Promise<Answer> {
  const plan = await planImport(call, read.rows);
  const problems = [...read.problems, ...plan.problems];
  // The first line is the title of a card and what a notification shows.
  const head = `${name} 读成了这样：\n${columnsText(columns)}`;
  if (problems.length > 0) return said("refused", head + firstRowsText(read) + problemsText(problems));
  const shown = head + previewText(read, plan).trimEnd();
  if (plan.steps.every((step) => step.do === "keep"))
    return said("answered", `${shown}\n这些记录都已经有了，不用导入。`);
  await saveWaitingFile(call.db, {
    ...{ chat: call.chat, person_id: call.speaker.id, purpose: askedOf(call).purpose },
    organisation_id: call.organisation.id,
    name,
    content: JSON.stringify(read.rows),
    state: "{}",
    asked_at: call.sentAt,
  });
  return askToConfirm(
    call,
    { do: "import" },
    `${shown}\n这是预览，还没有写入。各列看对了就导入，写错的请在表里改好表头再发。`,
  );
}
