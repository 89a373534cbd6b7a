import * as z from "zod";
import { isZone } from "../ledger/calendar.ts";
import { isHost, isProxy, isSafeAddress, PROXY } from "./addresses.ts";

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

/** Names everything that is wrong in the settings or in a file that people write, in Chinese. */
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
  PHOTOS_PER_RECORD: photos(60),
  PHOTOS_PER_DAY: photos(200),
  HTTP_HOST: z.string().refine(isHost, "要是本机的地址，如 127.0.0.1 或 0.0.0.0").default("127.0.0.1"),
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
  TELEGRAM_PROXY: z.string().refine(isProxy, PROXY).optional(),
  HTTPS_PROXY: z.string().optional(),
  TELEGRAM_API_ROOT: z.string().refine(isSafeAddress, "要是 https:// 开头的地址；http:// 的只能在本机").optional(),
  FEISHU_APP_ID: z
    .string()
    .regex(/^cli_[0-9a-fA-F]{16}$/, "不像应用的 App ID，应为 cli_ 加 16 位")
    .optional(),
  FEISHU_APP_SECRET: z.string().optional(),
  FEISHU_DOMAIN: z
    .string()
    .refine((text) => text === "feishu" || text === "lark" || isSafeAddress(text), "只能是 feishu 或 lark")
    .default("feishu"),
  FEISHU_PROXY: z
    .string()
    .refine((text) => text === "off" || isProxy(text), `${PROXY}，或者写 off`)
    .optional(),
  FEISHU_ENCRYPT_KEY: z.string().optional(),
  FEISHU_VERIFICATION_TOKEN: z.string().optional(),
  FEISHU_WEBHOOK_PATH: z.string().regex(/^\//, "要以 / 开头").default("/feishu"),
});

type Environment = z.infer<typeof schema>;

/** The settings this reads, for documents and tests. */
export const SETTINGS: readonly string[] = Object.keys(schema.shape);

/** Checks the environment; an empty value counts as not set. Throws {@link ConfigError}. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(SETTINGS.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const read = schema.safeParse(given);
  const wrong = read.error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  const faults = [...wrong, ...amiss(given)];
  if (!read.success || faults.length > 0) {
    throw new ConfigError(`设置有 ${faults.length} 处不对：${faults.join("；")}。请改 .env 后重试。`);
  }
  return configOf(read.data);
}

type Given = Readonly<Record<string, string | undefined>>;

const PAIRS = [
  ["FEISHU_APP_ID", "FEISHU_APP_SECRET"],
  ["FEISHU_ENCRYPT_KEY", "FEISHU_VERIFICATION_TOKEN"],
  ["TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET"],
] as const;

/** What is wrong with settings as they stand beside each other. */
function amiss(given: Given): string[] {
  const halves = PAIRS.flatMap(([one, other]) => {
    if ((given[one] === undefined) === (given[other] === undefined)) return [];
    const [missing, there] = given[one] === undefined ? [one, other] : [other, one];
    return [`${missing} 没有写，写了 ${there} 就要一起写`];
  });
  const { HTTPS_PROXY = "" } = given;
  return isProxyNeeded(given) && !isProxy(HTTPS_PROXY) ? [...halves, `HTTPS_PROXY ${PROXY}`] : halves;
}

/** The machine's own setting is for other programs too: it matters where a platform goes by it. */
function isProxyNeeded({
  HTTPS_PROXY,
  TELEGRAM_BOT_TOKEN,
  TELEGRAM_PROXY,
  FEISHU_APP_ID,
  FEISHU_PROXY,
}: Given): boolean {
  if (HTTPS_PROXY === undefined) return false;
  const goes = (platform: string | undefined, own: string | undefined) => platform !== undefined && own === undefined;
  return goes(TELEGRAM_BOT_TOKEN, TELEGRAM_PROXY) || goes(FEISHU_APP_ID, FEISHU_PROXY);
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
