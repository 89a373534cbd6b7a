import type { Agent } from "node:http";
import type { Config, FeishuConfig, TelegramConfig } from "../config/environment.ts";
import { clockFinding } from "./clock.ts";
import type { Finding } from "./doctor.ts";

/** Which platforms are configured, what they say, and whether this machine's clock agrees with theirs. */
export async function platforms(config: Config, now: () => Date): Promise<Finding[]> {
  return [configured(config), ...(await probes(config)), ...(await clocks(config, now))];
}

/** The first platform that tells the time is enough. */
async function clocks({ telegram, feishu }: Config, now: () => Date): Promise<Finding[]> {
  const { rootOf } = await import("../bot/channels/telegram/api.ts");
  const { domainOf } = await import("../bot/channels/lark/client.ts");
  const asked = [
    ...(telegram === undefined ? [] : [[rootOf(telegram.apiRoot), telegram.proxy] as const]),
    ...(feishu === undefined ? [] : [[domainOf(feishu.domain), feishu.proxy] as const]),
  ];
  for (const [url, proxy] of asked) {
    const found = await clockFinding(url, await agentOf(proxy), now);
    if (found !== undefined) return [found];
  }
  return [];
}

function configured({ telegram, feishu }: Config): Finding {
  const named = [...(telegram === undefined ? [] : ["Telegram"]), ...(feishu === undefined ? [] : ["飞书"])];
  if (named.length > 0) return { ok: true, text: `聊天渠道：${named.join("、")}` };
  return { ok: true, text: "聊天渠道：没有配置平台，npm start 时使用终端聊天" };
}

/** Asks the configured platforms, without taking anything from a program that runs. */
async function probes({ telegram, feishu }: Config): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (telegram !== undefined) findings.push(...(await probeOfTelegram(telegram)));
  if (feishu !== undefined) findings.push(...(await probeOfFeishu(feishu)));
  return findings;
}

async function probeOfTelegram({ token, apiRoot, proxy, webhook }: TelegramConfig): Promise<Finding[]> {
  const { probeTelegram } = await import("../bot/channels/telegram/probe.ts");
  const { sleep } = await import("../bot/channels/time.ts");
  return probeTelegram({ token, apiRoot, sleep, webhookUrl: webhook?.url, agent: await agentOf(proxy) });
}

async function probeOfFeishu({ appId, appSecret, domain, proxy }: FeishuConfig): Promise<Finding[]> {
  const { probeLark } = await import("../bot/channels/lark/probe.ts");
  return probeLark({ appId, appSecret, domain, agent: await agentOf(proxy) });
}

async function agentOf(proxy: string | undefined): Promise<Agent | undefined> {
  if (proxy === undefined) return undefined;
  const { tunnelAgent } = await import("../bot/channels/proxy.ts");
  return tunnelAgent({ proxy });
}
