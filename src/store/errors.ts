/**
 * The store cannot be used. The message is one Chinese sentence for a person: what is
 * wrong and what would be right. The cause is for the log.
 */
export class StoreError extends Error {
  override name = "StoreError";
}

const FULL = "磁盘已满，这次没有保存，请清理出空间后再试";
const READ_ONLY = "数据文件夹或数据库文件是只读的，请让运行本程序的用户可以写入";
const NO_RIGHT = "数据文件夹或数据库文件是只读的，或者属于别的用户，请让运行本程序的用户可以读写";
const BUSY = "数据库正被另一个程序占用，请先停止那个程序或稍后再试";
const CORRUPT = "数据库文件已经损坏，请停止程序并从备份恢复";
const BROKEN_DISK = "读写数据库文件时磁盘出错，这次没有保存，请检查磁盘";
const UNREACHABLE = "连接不上 PostgreSQL，请检查 DATABASE_URL 里的地址和端口，并确认数据库已经启动";
const NOT_REACHED = "连接不上 PostgreSQL，请检查 DATABASE_URL，并确认数据库已经启动";
const REFUSED = "PostgreSQL 拒绝登录，请检查 DATABASE_URL 里的用户名和密码";
const NO_PLACE = "没有这个文件或文件夹，或者这里不能新建文件，请换一个位置";
const NO_DRIVER = "数据库驱动没有装好，或者与现在的 Node.js 版本不符，请在程序文件夹里重新运行 npm ci";
const CUT = "与 PostgreSQL 的连接中断，这次没有保存，请稍后再试";

// SQLite's and Node's codes, and PostgreSQL's SQLSTATE.
const FAULTS = new Map([
  ["SQLITE_FULL", FULL],
  // No room for the small file that a log of writes needs beside it.
  ["SQLITE_IOERR_SHMSIZE", FULL],
  ["ENOSPC", FULL],
  ["EDQUOT", FULL],
  ["53100", FULL],
  ["SQLITE_READONLY", READ_ONLY],
  ["EACCES", NO_RIGHT],
  ["EPERM", NO_RIGHT],
  ["EROFS", READ_ONLY],
  ["25006", "PostgreSQL 现在只允许读取，请把 DATABASE_URL 指向可以写入的主库"],
  ["42501", "PostgreSQL 用户没有建表或写入的权限，请让数据库管理员授予这个数据库的全部权限"],
  ["SQLITE_BUSY", BUSY],
  ["SQLITE_LOCKED", BUSY],
  ["SQLITE_PROTOCOL", BUSY],
  ["55P03", BUSY],
  ["40001", BUSY],
  ["40P01", BUSY],
  ["SQLITE_NOTADB", "这个文件不是台账数据库，请检查数据文件夹，或从备份恢复"],
  ["SQLITE_CORRUPT", CORRUPT],
  ["SQLITE_IOERR", BROKEN_DISK],
  ["EIO", BROKEN_DISK],
  ["58030", BROKEN_DISK],
  ["SQLITE_CANTOPEN", "打不开数据库文件，请检查数据文件夹是否存在，运行本程序的用户有没有权限读写"],
  ["EISDIR", "这个位置是一个文件夹，这里要的是文件"],
  ["ENOTDIR", "数据文件夹的上级是一个文件，请改成文件夹的位置"],
  ["EEXIST", "数据文件夹的位置上已有一个文件，请改成文件夹的位置"],
  ["ERR_DLOPEN_FAILED", NO_DRIVER],
  ["MODULE_NOT_FOUND", NO_DRIVER],
  ["SQLITE_NOMEM", "内存不足，这次没有保存，请关闭一些程序后再试"],
  ["53200", "PostgreSQL 内存不足，这次没有保存，请稍后再试"],
  ["ECONNREFUSED", UNREACHABLE],
  ["ENOTFOUND", UNREACHABLE],
  ["EAI_AGAIN", UNREACHABLE],
  ["ETIMEDOUT", UNREACHABLE],
  ["EHOSTUNREACH", UNREACHABLE],
  ["ENETUNREACH", UNREACHABLE],
  ["ENOENT", NO_PLACE],
  ["ECONNRESET", CUT],
  ["EPIPE", CUT],
  ["08001", NOT_REACHED],
  ["25P03", CUT],
  ["25P04", CUT],
  ["57P05", CUT],
  ["57014", "PostgreSQL 超过规定的时间没有做完，这次没有保存，请稍后再试"],
  ["3F000", "DATABASE_URL 的用户在 PostgreSQL 里没有可以建表的模式，请让数据库管理员检查 search_path"],
  ["57P01", CUT],
  ["57P02", CUT],
  ["57P03", "PostgreSQL 正在启动或停止，请稍后再试"],
  ["53300", "PostgreSQL 的连接数已满，请稍后再试或调高 max_connections"],
  ["28P01", REFUSED],
  ["28000", REFUSED],
  ["3D000", "PostgreSQL 里没有 DATABASE_URL 指定的数据库，请先创建它"],
]);

/**
 * What is wrong with the machine or the database, as one Chinese sentence, when that and
 * not the work is why something failed. Works on errors of queries and of commits alike.
 */
export function storeFault(error: unknown): string | undefined {
  const clause = faultClause(error);
  return clause === undefined ? undefined : `${clause}。`;
}

/** An error with one sentence: what could not be done to which place, and why. */
export function storeError(what: string, error: unknown, otherwise: string): StoreError {
  return new StoreError(`${what}：${faultClause(error) ?? otherwise}。`, { cause: error });
}

/** The code by which Node and drivers tell what went wrong, such as ENOSPC. */
export function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

/** The sentence of {@link storeFault} without its full stop, or that of a StoreError as it is. */
function faultClause(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof StoreError) return error.message.replace(/。$/, "");
  for (const code of codesOf(error)) {
    const clause = FAULTS.get(code) ?? (code.startsWith("08") && code.length === 5 ? CUT : undefined);
    if (clause !== undefined) return clause;
  }
  return undefined;
}

/** An error's code from the fine to the coarse: SQLITE_READONLY_DIRECTORY, SQLITE_READONLY. */
function codesOf(error: Error): string[] {
  const inner =
    error instanceof AggregateError ? error.errors.flatMap((e) => (e instanceof Error ? codesOf(e) : [])) : [];
  // better-sqlite3 without its native half tells no code, only where that was looked for.
  if ("tries" in error) return ["ERR_DLOPEN_FAILED"];
  if (!("code" in error) || typeof error.code !== "string") return inner;
  if (error.code === "ENOENT" && "syscall" in error && error.syscall === "connect") return ["ECONNREFUSED"];
  const coarse = /^SQLITE_[A-Z]+/.exec(error.code)?.[0];
  return [error.code, ...(coarse === undefined ? [] : [coarse]), ...inner];
}
