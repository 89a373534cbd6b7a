import { setPlainChat } from "../../store/plain-chats.ts";
import { type Answer, type Call, said } from "../call.ts";
import { journalCommand } from "../journal.ts";
import { hasCards } from "../replies/plain.ts";
import type { Command } from "./command.ts";

/** No platform tells how old somebody's app is: whoever sees nothing of a card but its title says so. */
export const withoutCards: Command = {
  name: "不用卡片",
  latin: "nocards",
  usage: "不用卡片",
  summary: "飞书的卡片只看到标题的，这里改发文字和图片",
  permission: "show",
  rest: /^了?$/,
  run: (call) => choose(call, true),
};

export const withCards: Command = {
  name: "用卡片",
  latin: "cards",
  usage: "用卡片",
  summary: "这里换回卡片",
  permission: "show",
  rest: /^$/,
  run: (call) => choose(call, false),
};

async function choose(call: Call, isPlain: boolean): Promise<Answer> {
  const { deps, db, chat, place } = call;
  const isGroup = place !== "private";
  if (!hasCards(deps, call.channel)) return said("answered", "这里发的就是文字和图片，不用改。");
  await setPlainChat(db, chat, isPlain);
  if (isGroup) await journalCommand(call, "cards", { chat, on: !isPlain });
  const here = isGroup ? "这个群" : "这里";
  return said(
    "answered",
    isPlain
      ? `好的，${here}以后只发文字和图片。要换回来请发“用卡片”。`
      : `好的，${here}以后用卡片。只看到标题的请发“不用卡片”。`,
  );
}
