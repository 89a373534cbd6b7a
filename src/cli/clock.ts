import { type Agent, request } from "node:http";
import { request as sealedRequest } from "node:https";
import type { Finding } from "./doctor.ts";

const WAIT_MS = 5_000;
/** What messages and certificates of the platforms bear. */
const OFF_MS = 2 * 60_000;

/** How far this machine's clock is from a platform's; nothing where that does not tell the time. */
export async function clockFinding(
  url: string,
  agent: Agent | undefined,
  now: () => Date,
): Promise<Finding | undefined> {
  const told = await dateOf(url, agent);
  if (told === undefined) return undefined;
  const late = told - now().getTime();
  const text = lateBy(late) ?? lateBy(-late)?.replace("慢", "快");
  return text === undefined ? { ok: true, text: "时钟：准" } : { ok: false, text };
}

/** What is wrong with a clock that is late by so much; nothing where it is not. */
export function lateBy(ms: number): string | undefined {
  if (ms <= OFF_MS) return undefined;
  return `时钟：这台机器的慢了约 ${spanText(ms)}，请校准；提醒和周报的时间会不对`;
}

function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} 分钟`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} 小时` : `${Math.round(hours / 24)} 天`;
}

/** The time by which somebody answers, whatever the answer is. */
function dateOf(url: string, agent: Agent | undefined): Promise<number | undefined> {
  const isSealed = url.startsWith("https:");
  return new Promise((resolve) => {
    const asked = (isSealed ? sealedRequest : request)(url, {
      method: "HEAD",
      timeout: WAIT_MS,
      ...(isSealed && agent !== undefined ? { agent } : {}),
    });
    asked.on("response", (response) => {
      response.resume();
      const told = Date.parse(response.headers.date ?? "");
      resolve(Number.isNaN(told) ? undefined : told);
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve(undefined));
    asked.end();
  });
}
