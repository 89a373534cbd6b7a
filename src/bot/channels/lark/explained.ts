import { LarkError, NO_SCOPE } from "./faults.ts";

/** What Feishu's codes mean to whoever runs the program: those of calls, and those of the long connection. */
const MEANINGS: ReadonlyMap<number, string> = new Map([
  [10003, "App ID 或 App Secret 不对，请核对 FEISHU_APP_ID 和 FEISHU_APP_SECRET"],
  [10014, "App ID 或 App Secret 不对，请核对 FEISHU_APP_ID 和 FEISHU_APP_SECRET"],
  [514, "App ID 或 App Secret 不对，或者应用已停用；请核对 FEISHU_APP_ID 和 FEISHU_APP_SECRET"],
  [403, "飞书不让这个应用用长连接：只有企业自建应用可以，请在事件与回调里选“使用长连接”"],
  [1000040350, "同一个应用的连接太多，请关掉别处的程序"],
  [1000040343, "飞书的长连接服务暂时出错，自动重试"],
  [1, "飞书的长连接服务忙，自动重试"],
  [11205, "应用没有启用机器人，请在“添加应用能力”里启用，再发布版本"],
  [99991401, "飞书不让这台机器的地址调用，请在开发者后台的“安全设置”里把它加进 IP 白名单"],
  [99991403, "企业当月的接口调用次数用完了，下月恢复，或请管理员升级飞书版本"],
  [99991662, "应用没有启用，请管理员在管理后台启用"],
  [NO_SCOPE, "应用缺少权限，开通后要再发布一个版本"],
]);

/**
 * Why a call or a connection failed, as one sentence for whoever runs the program; it ends
 * with Feishu's code where there is one, which holds no secret.
 */
export function explained(reason: unknown): string {
  if (reason instanceof LarkError) return ofFault(reason);
  const text = reason instanceof Error ? reason.message : String(reason);
  const code = Number(/\bcode[=:]\s*(\d+)/.exec(text)?.[1] ?? Number.NaN);
  if (Number.isFinite(code)) return `${MEANINGS.get(code) ?? "飞书拒绝了连接"}（code ${code}）`;
  return "连接断开，自动重连";
}

function ofFault({ code, status, fault, network }: LarkError): string {
  if (code !== undefined) return `${MEANINGS.get(code) ?? "飞书拒绝了请求"}（code ${code}）`;
  if (fault === "rate-limited") return "飞书要求稍候，到时自动继续";
  if (status !== undefined) return `飞书服务暂时出错（HTTP ${status}），自动重试`;
  if (network?.startsWith("PROXY_")) return "代理没有放行，请核对 FEISHU_PROXY";
  return "连不上飞书，自动重试；请看网络，要经代理的请设 FEISHU_PROXY";
}
