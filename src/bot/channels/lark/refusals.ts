import type { Timers } from "../time.ts";

/** Why a pushed request was refused, and what whoever runs the program can do about it. */
const WHY = {
  sealed: "没有加密或解不开，请核对 FEISHU_ENCRYPT_KEY",
  signature: "签名对不上，请核对 FEISHU_ENCRYPT_KEY；反向代理不能改动内容和以 X-Lark 开头的头",
  clock: "发出的时间和本机相差五分钟以上，请校准本机的时钟",
  version: "不是 2.0 版的事件，请在开发者后台改订新版事件",
  token: "验证令牌对不上，请核对 FEISHU_VERIFICATION_TOKEN",
  app: "是别的应用的，请核对 FEISHU_APP_ID",
  tenant: "是别的企业的",
} as const;

export type Refusal = keyof typeof WHY;

/** Only whoever has our key comes as far as these: they are Feishu's own, and all will be refused. */
const LASTING: ReadonlySet<Refusal> = new Set(["clock", "token", "app"]);

/** Anybody may knock: each reason is told once in this time. */
const QUIET_MS = 10 * 60_000;

export type Refusals = {
  refused(why: Refusal): void;
  taken(): void;
  /** Why nothing that Feishu pushes is taken; nothing once something was. */
  amiss(): string | undefined;
};

/** Tells whoever runs the program why pushed requests are refused: Feishu shows it to nobody. */
export function openRefusals({ now }: Pick<Timers, "now">, note: (text: string) => void): Refusals {
  const told = new Map<Refusal, number>();
  let lasting: Refusal | undefined;
  return {
    refused(why) {
      if (LASTING.has(why)) lasting = why;
      const last = told.get(why);
      if (last !== undefined && Math.abs(now() - last) < QUIET_MS) return;
      told.set(why, now());
      note(sentence(why));
    },
    taken() {
      lasting = undefined;
    },
    amiss: () => lasting && sentence(lasting),
  };
}

function sentence(why: Refusal): string {
  return `飞书的推送被拒绝：${WHY[why]}`;
}
