import * as z from "zod";
import { type ApiOptions, telegramApi } from "./api.ts";
import { explained } from "./backoff.ts";
import { botUser } from "./updates.ts";

const DEADLINE_MS = 15_000;

const hook = z.object({
  url: z.string(),
  pending_update_count: z.number().default(0),
  last_error_message: z.string().optional(),
});

type Finding = { readonly ok: boolean; readonly text: string };

/**
 * Looks whether the Bot API answers and the token is right, for `doctor`. It fetches no
 * updates, so that it never disturbs a running program. Never throws.
 */
export async function probeTelegram(options: ApiOptions & { webhookUrl?: string | undefined }): Promise<Finding[]> {
  const api = telegramApi(options);
  const brief = { deadlineMs: DEADLINE_MS };
  try {
    const bot = botUser.parse(await api.call("getMe", {}, brief));
    const webhook = hook.parse(await api.call("getWebhookInfo", {}, brief));
    return [identity(bot), intake(webhook, options.webhookUrl)];
  } catch (error) {
    return [{ ok: false, text: `Telegram：${explained(error)}。` }];
  }
}

function identity({ username, can_read_all_group_messages: all }: z.infer<typeof botUser>): Finding {
  const privacy = all ? "隐私模式已关，群里每句话都看得到" : "隐私模式开着，群里只看得到命令、@ 和对它的回复";
  return { ok: true, text: `Telegram：@${username} 可用（${privacy}）。` };
}

function intake(found: z.infer<typeof hook>, wanted: string | undefined): Finding {
  const waiting = `有 ${found.pending_update_count} 条消息等着取`;
  if (found.url === (wanted ?? "")) {
    const trouble = found.last_error_message;
    if (trouble === undefined || found.pending_update_count === 0) return { ok: true, text: `Telegram：${waiting}。` };
    return { ok: false, text: `Telegram 推不进来：${trouble.slice(0, 100)}；${waiting}。` };
  }
  const set = found.url === "" ? "没有设推送地址" : "设着另一个推送地址";
  return { ok: false, text: `Telegram 那边${set}，启动一次就会改过来；${waiting}。` };
}
