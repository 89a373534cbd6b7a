import * as z from "zod";
import type { ClientOptions, LarkClient } from "./client.ts";
import { explained } from "./explained.ts";
import { NEEDS } from "./scopes.ts";

type Finding = { readonly ok: boolean; readonly text: string };

const DEADLINE_MS = 15_000;
const GRANTED = 1;

const botInfo = z.object({ bot: z.object({ app_name: z.string().catch("机器人") }) });
const granted = z.object({
  data: z.object({ scopes: z.array(z.object({ scope_name: z.string(), grant_status: z.number() })) }),
});

/**
 * Looks whether the app's credentials are right, whether it is a bot, and which permissions it
 * lacks, for `doctor`. It opens no connection, so that it never takes events from a running
 * program. Never throws.
 */
export async function probeLark(options: Omit<ClientOptions, "note" | "secrets">): Promise<Finding[]> {
  try {
    const { loadLarkClient } = await import("./sdk.ts");
    const client = await loadLarkClient({ ...options, secrets: [options.appSecret], note: () => {} });
    const info = await client.call({ method: "GET", path: "/open-apis/bot/v3/info", deadlineMs: DEADLINE_MS });
    const { app_name: name } = botInfo.parse(info).bot;
    return [{ ok: true, text: `飞书：机器人“${name}”可用。` }, ...(await permissions(client))];
  } catch (error) {
    return [{ ok: false, text: `飞书：${explained(error)}。` }];
  }
}

async function permissions(client: LarkClient): Promise<Finding[]> {
  const path = "/open-apis/application/v6/scopes";
  const read = granted.safeParse(
    await client.call({ method: "GET", path, deadlineMs: DEADLINE_MS }).catch(() => undefined),
  );
  if (!read.success) return [{ ok: true, text: "飞书：查不到已开通的权限，请对照 docs/feishu.md 核对。" }];
  const has = new Set(read.data.data.scopes.flatMap((one) => (one.grant_status === GRANTED ? [one.scope_name] : [])));
  const missing = NEEDS.filter(({ scopes }) => !scopes.some((scope) => has.has(scope)));
  const findings = missing.map(({ scopes: [scope = ""], without, optional = false }) => ({
    ok: optional,
    text: `飞书：没有权限 ${scope}，${without}${optional ? "（可不开）" : "；开通后要再发布一个版本"}。`,
  }));
  return missing.some(({ optional }) => optional !== true)
    ? findings
    : [{ ok: true, text: "飞书：要用的权限都已开通。" }, ...findings];
}
