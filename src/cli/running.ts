import { fullMomentText } from "../bot/replies/describe.ts";
import { findHealth, MACHINE, type ToldHealth } from "../bot/work/healths.ts";
import type { Config } from "../config/environment.ts";
import type { Db } from "../store/schema.ts";
import type { Finding } from "./doctor.ts";

const STATES = { starting: "正在连接", up: "收发正常", degraded: "有故障", down: "已停止" } as const;

/** What only a running program meets, such as a second one with the same token, by its own last word. */
export async function running(db: Db, { telegram, feishu, zone }: Config, now: Date): Promise<Finding[]> {
  const findings: Finding[] = [];
  const configured = [telegram && (["telegram", "Telegram"] as const), feishu && (["lark", "飞书"] as const)];
  for (const one of configured) {
    const told = one && (await findHealth(db, one[0], now));
    if (one !== undefined && told !== undefined) findings.push(findingOf(one[1], told, zone));
  }
  const machine = await findHealth(db, MACHINE, now);
  if (machine?.detail !== undefined && !machine.isSilent) findings.push(findingOf("机器", machine, zone));
  return findings;
}

function findingOf(name: string, { state, detail, since, isSilent }: ToldHealth, zone: string): Finding {
  // One that goes on trying says why it is down.
  const shown = detail === undefined ? state : "degraded";
  const why = detail === undefined ? "" : `：${detail}`;
  const text = `${name}：程序自 ${fullMomentText(zone, new Date(since))} 起${STATES[shown]}${why}`;
  if (isSilent) return { ok: false, text: `${text}，但现在没有在运行，请启动程序` };
  return { ok: shown !== "degraded", text };
}
