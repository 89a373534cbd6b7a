import { ApiError } from "./faults.ts";

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
/** Another program with the same token, or a token that is refused, will not change within a second. */
const CONFLICT_MS = 10_000;

/** How long to wait after the n-th failure in a row, counted from 1. `random` gives numbers from 0 to 1. */
export function backoffMs(error: unknown, failures: number, random: () => number): number {
  if (error instanceof ApiError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  const first = isLasting(error) ? CONFLICT_MS : FIRST_MS;
  const full = Math.min(first * 2 ** Math.min(failures - 1, 10), LONGEST_MS);
  return Math.round(full * (0.5 + random() / 2));
}

function isLasting(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 409 || error.fault === "unauthorised");
}

/** What a failing intake means, for whoever runs the program. */
export function explained(error: unknown): string {
  if (!(error instanceof ApiError)) return "消息没有保存成功，稍后再取";
  if (error.status === 409) return "另一个程序正在用同一个机器人令牌收消息，请只保留一个";
  if (error.fault === "unauthorised") return "机器人令牌无效或已被撤销，请核对 TELEGRAM_BOT_TOKEN";
  if (error.fault === "rate-limited") return "Telegram 要求稍候，到时自动继续";
  if (error.status !== undefined) return `Telegram 服务暂时出错（${error.status}），自动重试`;
  return "连不上 Telegram，自动重试；请检查网络和 TELEGRAM_PROXY，中国大陆的网络需要代理";
}
