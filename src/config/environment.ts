import { z } from "zod";
import { isZone } from "../ledger/calendar.ts";

/** What the environment sets. Every name stands in `.env.example`. */
export type Config = {
  /** PostgreSQL instead of the file in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The zone of organisations created from now on. */
  readonly zone: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** How many daily backups are kept; 0 makes none. */
  readonly backupsKept: number;
};

/** Names every wrong setting at once, in Chinese. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, "要以 postgres:// 开头，如 postgres://用户:密码@主机:5432/库名")
    .optional(),
  TAIZHANG_ZONE: z.string().refine(isZone, "不是时区的名称，如 Asia/Shanghai").default("Asia/Shanghai"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"], "只能是 debug、info、warn、error 之一").default("info"),
  BACKUP_KEEP: z
    .string()
    .regex(/^\d{1,3}$/, "要是 0 到 999 的整数，如 14")
    .transform(Number)
    .default(14),
});

/** The settings this reads, for documents and tests. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/** Checks the environment; an empty value counts as not set. Throws {@link ConfigError}. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(SETTINGS.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const read = schema.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new ConfigError(`设置有 ${faults.length} 处不对：${faults.join("；")}。请改 .env 后重试。`);
  }
  const { DATABASE_URL, TAIZHANG_ZONE, LOG_LEVEL, BACKUP_KEEP } = read.data;
  return { databaseUrl: DATABASE_URL, zone: TAIZHANG_ZONE, logLevel: LOG_LEVEL, backupsKept: BACKUP_KEEP };
}
