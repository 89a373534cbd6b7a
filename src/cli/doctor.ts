import { statSync } from "node:fs";
import { compareBytes } from "../bot/photos/bytes.ts";
import { ConfigError } from "../config/environment.ts";
import { programVersion } from "../config/root.ts";
import { SETTINGS_FILE, strayLines } from "../config/settings-file.ts";
import { databaseFile, locationOf, type Place, readFiles } from "../program.ts";
import { readSource } from "../report/layout.ts";
import { findHashes } from "../store/attachments.ts";
import { storeFault } from "../store/errors.ts";
import { isMissing } from "../store/folder.ts";
import { findQuarantined } from "../store/inbox.ts";
import { verifyJournal } from "../store/journal.ts";
import { isSound, openStore, pendingMigrations } from "../store/open.ts";
import { findOrganisations } from "../store/organisations.ts";
import { countQueued } from "../store/outbox.ts";
import type { Db } from "../store/schema.ts";
import { roomOf } from "./disk.ts";
import { exposed } from "./exposed.ts";
import { firstAdminCode } from "./first-admin.ts";
import type { Common, Io } from "./io.ts";
import { platforms } from "./platforms.ts";
import { running } from "./running.ts";

export type Finding = { readonly ok: boolean; readonly text: string };

const OLDEST_NODE = [20, 19] as const;

/** Says what is configured, what works and what does not; exit status 1 where something does not. */
export async function doctorCommand(io: Io, options: Common): Promise<number> {
  const findings: Finding[] = [node()];
  const config = await attempt("设置", () => io.config(), findings);
  findings.push(...strayLines().map((text) => ({ ok: false, text: `.env：${text}` })));
  findings.push(
    ...exposed([
      [SETTINGS_FILE, "令牌和密钥"],
      [options.data, "成员说的话和照片"],
    ]),
  );
  await attempt("类别、字段和模板", () => checkFiles(options.data), findings);
  const room = roomOf(options.data);
  if (room !== undefined) findings.push(room);
  if (config !== undefined) findings.push(...(await ledger({ dataDir: options.data, config }, io.clock())));
  if (config !== undefined) findings.push(...(await platforms(config, io.clock)));
  for (const { ok, text } of findings) io.out(`${ok ? "正常" : "有问题"}  ${text}\n`);
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  return {
    ok,
    text: `taizhang ${programVersion()}，Node.js ${process.versions.node}${ok ? "" : `，需要 ${OLDEST_NODE.join(".")} 或更新`}`,
  };
}

async function attempt<Result>(
  about: string,
  work: () => Result | Promise<Result>,
  findings: Finding[],
): Promise<Result | undefined> {
  try {
    const result = await work();
    findings.push({ ok: true, text: `${about}：读取正常` });
    return result;
  } catch (error) {
    findings.push({ ok: false, text: `${about}：${error instanceof Error ? error.message : "读不了"}` });
    return undefined;
  }
}

/** Reads all that people may replace, and what the template names, which otherwise the first draft finds out. */
async function checkFiles(dataDir: string): Promise<void> {
  const files = await readFiles(dataDir);
  const read = readSource(files.template, files);
  if (!read.ok) throw new ConfigError(read.faults.join("\n"));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

async function ledger(place: Place, now: Date): Promise<Finding[]> {
  try {
    return await opened(place, now);
  } catch (error) {
    return [
      {
        ok: false,
        text: `台账：${storeFault(error) ?? `打不开（${error instanceof Error ? error.message : error}）`}`,
      },
    ];
  }
}

async function opened(place: Place, now: Date): Promise<Finding[]> {
  const where = locationOf(place);
  if ("file" in where && isFile(place.dataDir)) {
    return [{ ok: false, text: `台账：${place.dataDir} 是一个文件，--data 要写文件夹` }];
  }
  if ("file" in where && isMissing(where.file)) {
    return [{ ok: true, text: `台账：${where.file} 还没有，第一次启动时建立；建立后再运行 doctor 领取管理员的加入码` }];
  }
  const name = "file" in where ? where.file : "PostgreSQL";
  const beside = "file" in where ? [] : besidePostgres(place);
  const pending = await pendingMigrations(where);
  if (pending.length > 0)
    return [{ ok: true, text: `台账：${name} 有 ${pending.length} 项升级，运行 migrate 或启动时完成` }];
  const store = await openStore(where);
  try {
    if (!(await isSound(store.db))) {
      return [{ ok: false, text: `台账：${name} 里有损坏的地方，请停止程序并从备份恢复` }];
    }
    return [
      { ok: true, text: `台账：${name} 可以读写` },
      ...beside,
      ...(await contents(store.db)),
      await files(place.dataDir, store.db),
      ...(await admins(store.db, now)),
      ...(await running(store.db, place.config, now)),
    ];
  } finally {
    await store.close();
  }
}

/** A file that is passed over: whoever set DATABASE_URL later may look for its records. */
function besidePostgres({ dataDir }: Place): Finding[] {
  const file = databaseFile(dataDir);
  if (isMissing(file)) return [];
  return [{ ok: true, text: `提醒：用的是 PostgreSQL，${file} 里的记录不在其中` }];
}

/** The first admin on a platform is whoever sends the code that only this machine shows. */
async function admins(db: Db, now: Date): Promise<Finding[]> {
  const code = await firstAdminCode(db, now);
  if (code === undefined) return [{ ok: true, text: "管理员：聊天平台上已有管理员" }];
  const text = `管理员：聊天平台上还没有。私聊机器人发“加入 ${code}”成为第一位；24 小时内有效，只能用一次，再运行 doctor 就换新的`;
  return [{ ok: true, text }];
}

/** Photos and files of members against what the ledger knows of them. */
async function files(dataDir: string, db: Db): Promise<Finding> {
  const known = await findHashes(db);
  const { missing, extra } = compareBytes(dataDir, known);
  const more = extra.length === 0 ? "" : `；另有 ${extra.length} 个不属于任何记录，可以删除`;
  if (missing.length === 0) return { ok: true, text: `照片和文件：${known.size} 个，都在${more}` };
  return { ok: false, text: `照片和文件：${known.size} 个里有 ${missing.length} 个缺失或不完整，请从备份恢复${more}` };
}

async function contents(db: Db): Promise<Finding[]> {
  const journal = await verifyJournal(db);
  const quarantined = await findQuarantined(db);
  const organisations = await findOrganisations(db);
  return [
    { ok: true, text: `组织：${organisations.length} 个` },
    journal.ok
      ? { ok: true, text: `日志链：${journal.rows} 条，前后衔接完整` }
      : { ok: false, text: `日志链：第 ${journal.id} 条对不上，请从备份核对` },
    quarantined.length === 0
      ? { ok: true, text: "收件：没有处理失败的消息" }
      : { ok: false, text: `收件：有 ${quarantined.length} 条消息没有处理成功，已留存` },
    { ok: true, text: `待发：${await countQueued(db)} 条` },
  ];
}
