import { type Call, may } from "../call.ts";
import type { Permission } from "../permissions.ts";

/** What people say of a change of people or branches that no command is, and the command that does it. */
type Hint = { readonly said: RegExp; readonly permission: Permission; readonly text: (call: Call) => string };

const UNIT = "\\S*(?:党委|总支|支部|小组)";
const GONE = "(?:调走|调离|调动|转走|离职|辞职|退休|不在|离开|走)(?:了|啦)";

const HINTS: readonly Hint[] = [
  {
    said: /^我?(?:的)?(?:换|更换|改)了?(?:个|新)?(?:手机|号码?|账号|微信|飞书)|^(?:我|本人).{0,4}(?:新手机|新账号|新号)/,
    permission: "self",
    text: () =>
      "换账号：在原来的账号里发“关联”要一个码，再用新账号发“关联 码”。原来的用不了，就请书记发“邀请”重新加入。",
  },
  {
    said: new RegExp(`^(?:我|本人)(?:已经?|要|想|准备|即将)*(?:退出|退群|${GONE}|不干了)|^退群$`),
    permission: "self",
    text: ({ organisation }) => `不再用台账的，发“退出 ${organisation.name}”，以前的记录保留。`,
  },
  {
    said: /书记.{0,4}(?:换|改|变|调|卸任|离任|退)|(?:换|改|更换|新)了?(?:个|新的?)?书记|不(?:再)?[当做任]书记/,
    permission: "manage",
    text: () => "换书记由管理员来定：在支部里发“设为 李四 书记”，在上级组织里发“设为 第一党支部 李四 书记”。",
  },
  {
    said: new RegExp(`^[\\p{sc=Han}·]{2,6}(?:同志)?(?:已经?)?${GONE}$`, "u"),
    permission: "manage",
    text: () => "有人不再是本支部的，发“移出 李四”，以前的记录保留。",
  },
  {
    said: /^[\p{sc=Han}·]{2,6}(?:现在|已经?)?(?:改名|改叫|更名|名字)/u,
    permission: "manage",
    text: () => "姓名由本人改：请他自己发“我叫 李四”。",
  },
  {
    said: new RegExp(
      `^(?:解散|撤销|撤并|撤了|合并|取消|删除|删掉)\\s*${UNIT}|^${UNIT}(?:要|已经?|被)?(?:解散|撤销|撤并|合并|撤)了?$`,
    ),
    permission: "admin",
    text: () => "支部撤销、合并，发“并入 第三党支部 到 第一党支部”：成员、群和记录都归后一个，以前的数字不变。",
  },
];

/** How a change of people or branches is done, where that is what was said; others hear whom to ask. */
export function changeHint(call: Call): string | undefined {
  const words = call.text
    .normalize("NFKC")
    .trim()
    .replace(/[。.!?]+$/, "");
  const hint = HINTS.find(({ said }) => said.test(words));
  if (hint === undefined) return undefined;
  return may(call, hint.permission) ? hint.text(call) : undefined;
}
