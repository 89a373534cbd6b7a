import * as z from "zod";
import { isZone } from "../ledger/calendar.ts";

export type TelegramConfig = {
  readonly token: string;
  /** Updates are pushed to this address; the secret proves who pushes. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
  readonly proxy: string | undefined;
  /** Another Bot API server. */
  readonly apiRoot: string | undefined;
};

export type FeishuConfig = {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or the address of a platform on this machine. */
  readonly domain: string;
  readonly proxy: string | undefined;
  /** Set when events are pushed over HTTP instead of the long connection. */
  readonly webhook:
    | { readonly path: string; readonly encryptKey: string; readonly verificationToken: string }
    | undefined;
};

/** What the environment sets. Every name stands in `.env.example`. */
export type Config = {
  /** PostgreSQL instead of the file in the data folder. */
  readonly databaseUrl: string | undefined;
  /** The zone of organisations created from now on. */
  readonly zone: string;
  readonly logLevel: "debug" | "info" | "warn" | "error";
  /** How many daily backups are kept; 0 makes none. */
  readonly backupsKept: number;
  /** How many photos and files a record may have, and a member may send in a day. */
  readonly photoLimits: { readonly perRecord: number; readonly perDay: number };
  readonly telegram: TelegramConfig | undefined;
  readonly feishu: FeishuConfig | undefined;
  /** Where pushed events and `/healthz` are served; nowhere when not set and nothing is pushed. */
  readonly http: { readonly host: string; readonly port: number } | undefined;
};

/** Names every wrong setting at once, in Chinese. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const SECRET = /^[A-Za-z0-9_-]{32,256}$/;
const DEFAULT_PORT = 8080;

function photos(usual: number) {
  return z
    .string()
    .regex(/^[1-9]\d{0,4}$/, `要是 1 到 99999 的整数，如 ${usual}`)
    .transform(Number)
    .default(usual);
}

const schema = z
  .object({
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
    PHOTOS_PER_RECORD: photos(60),
    PHOTOS_PER_DAY: photos(200),
    HTTP_HOST: z.string().default("127.0.0.1"),
    HTTP_PORT: z
      .string()
      .regex(/^\d{1,5}$/, "要是端口号，如 8080")
      .transform(Number)
      .refine((port) => port <= 65_535, "要是端口号，如 8080")
      .optional(),
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[\w-]{20,}$/, "不像机器人令牌，应为 123456:AAE… 的样子")
      .optional(),
    TELEGRAM_WEBHOOK_URL: z.url({ protocol: /^https$/, error: "要是 https:// 开头的地址" }).optional(),
    TELEGRAM_WEBHOOK_SECRET: z.string().regex(SECRET, "要是至少 32 位的字母、数字、-、_").optional(),
    TELEGRAM_PROXY: z.url({ protocol: /^https?$/, error: "要是 http:// 或 https:// 开头的代理地址" }).optional(),
    HTTPS_PROXY: z.string().optional(),
    TELEGRAM_API_ROOT: z.url("要是 http:// 或 https:// 开头的地址").optional(),
    FEISHU_APP_ID: z
      .string()
      .regex(/^cli_[0-9a-fA-F]{16}$/, "不像应用的 App ID，应为 cli_ 加 16 位")
      .optional(),
    FEISHU_APP_SECRET: z.string().optional(),
    FEISHU_DOMAIN: z
      .string()
      .regex(/^(feishu|lark|https?:\/\/\S+)$/, "只能是 feishu 或 lark")
      .default("feishu"),
    FEISHU_PROXY: z
      .string()
      .regex(/^(off|https?:\/\/\S+)$/, "要是 http:// 或 https:// 开头的代理地址，或者写 off")
      .optional(),
    FEISHU_ENCRYPT_KEY: z.string().optional(),
    FEISHU_VERIFICATION_TOKEN: z.string().optional(),
    FEISHU_WEBHOOK_PATH: z.string().regex(/^\//, "要以 / 开头").default("/feishu"),
  })
  .superRefine((env, context) => {
    const together = (one: keyof typeof env, other: keyof typeof env) => {
      if ((env[one] === undefined) === (env[other] === undefined)) return;
      const [missing, given] = env[one] === undefined ? [one, other] : [other, one];
      context.addIssue({ code: "custom", path: [missing], message: `没有写，写了 ${given} 就要一起写` });
    };
    together("FEISHU_APP_ID", "FEISHU_APP_SECRET");
    together("FEISHU_ENCRYPT_KEY", "FEISHU_VERIFICATION_TOKEN");
    together("TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET");
  });

type Environment = z.infer<typeof schema>;

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
  return configOf(read.data);
}

function configOf(env: Environment): Config {
  const telegram = telegramOf(env);
  const feishu = feishuOf(env);
  const pushed = telegram?.webhook !== undefined || feishu?.webhook !== undefined;
  const port = env.HTTP_PORT ?? (pushed ? DEFAULT_PORT : undefined);
  return {
    databaseUrl: env.DATABASE_URL,
    zone: env.TAIZHANG_ZONE,
    logLevel: env.LOG_LEVEL,
    backupsKept: env.BACKUP_KEEP,
    photoLimits: { perRecord: env.PHOTOS_PER_RECORD, perDay: env.PHOTOS_PER_DAY },
    telegram,
    feishu,
    http: port === undefined ? undefined : { host: env.HTTP_HOST, port },
  };
}

function telegramOf(env: Environment): TelegramConfig | undefined {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = env;
  if (token === undefined) return undefined;
  return {
    token,
    webhook: url === undefined || secret === undefined ? undefined : { url, secret },
    proxy: env.TELEGRAM_PROXY ?? env.HTTPS_PROXY,
    apiRoot: env.TELEGRAM_API_ROOT,
  };
}

function feishuOf(env: Environment): FeishuConfig | undefined {
  const { FEISHU_APP_ID: appId, FEISHU_APP_SECRET: appSecret, FEISHU_DOMAIN: domain } = env;
  const { FEISHU_ENCRYPT_KEY: encryptKey, FEISHU_VERIFICATION_TOKEN: verificationToken } = env;
  if (appId === undefined || appSecret === undefined) return undefined;
  const proxy = env.FEISHU_PROXY ?? env.HTTPS_PROXY;
  const pushed = encryptKey !== undefined && verificationToken !== undefined;
  return {
    appId,
    appSecret,
    domain,
    proxy: proxy === "off" ? undefined : proxy,
    webhook: pushed ? { path: env.FEISHU_WEBHOOK_PATH, encryptKey, verificationToken } : undefined,
  };
}
