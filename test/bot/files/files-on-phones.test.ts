import { expect, test } from "vitest";
import { pressed, said } from "../../helpers/fake-feishu-events.ts";
import { message, press } from "../../helpers/telegram-updates.ts";
import { temporaryFolder } from "../../helpers/temporary.ts";
import { p, r, wordFile } from "../../helpers/word-file.ts";
import { openOffice, wordsOf } from "../channels/lark/office.ts";
import { SECRETARY, telegramOffice } from "../channels/telegram/office.ts";

const TABLE = Buffer.from("日期,活动类型,主题,参加人数\n2026-03-06,集中学习,条例,15\n2026-05-08,党课,党章,20\n");

const LINES = [
  "第一党支部书记2025年度抓党建述职报告",
  "一、履职情况",
  "（一）抓学习。全年集中学习30次，书记讲党课2次。开展主题党日8次，另外送戏下乡3场。",
  "四、下一步打算",
  "（一）每季度至少开展1次理论中心组学习。",
];
const REPORT = Buffer.from(wordFile({ body: LINES.map((line) => p(r(line))).join("") }));

/** The secretary's phone: files are sent from it, and buttons pressed by what they say. */
type Phone = {
  sends(name: string, bytes: Buffer): Promise<string>;
  says(text: string): Promise<string>;
  presses(label: string): Promise<string>;
};

async function onFeishu(): Promise<Phone> {
  const dataDir = temporaryFolder();
  const office = await openOffice("2026-11-20 10:00", { dataDir });
  const { fake } = office;
  let sent = 0;
  /** The card that a press was answered with, which stands in the place of the one that was pressed. */
  let changed = { content: "", message_id: "" };
  /** What is shown after something was done; a press changes the card that it is on. */
  const after = async (done: Promise<void>): Promise<string> => {
    const before = office.told("ou_wang").map(({ content }) => content);
    await done;
    return wordsOf(office.told("ou_wang").filter(({ content }, n) => content !== before[n]));
  };
  return {
    sends(name, data) {
      sent += 1;
      fake.state.uploads.set(`f${sent}`, { data, filename: name });
      const content = { file_key: `f${sent}`, file_name: name };
      const at = office.deps.clock().getTime();
      return after(office.comes(said({ isPrivate: true, from: "ou_wang", at, type: "file", content })));
    },
    says: (text) => after(office.says("ou_wang", text)),
    async presses(label) {
      const button = new RegExp(`"content":"${label}"\\},"type"[^]*?"value":\\{"a":"(\\w+)"`);
      const card = [...office.told("ou_wang"), changed].findLast(({ content }) => button.test(content));
      const action = { value: { a: button.exec(card?.content ?? "")?.[1] } };
      const event = pressed({ chat: "oc_p2p_ou_wang", from: "ou_wang", message: card?.message_id ?? "", action });
      return after(
        fake.push(event).then(async (answer) => {
          changed = { content: JSON.stringify(answer), message_id: card?.message_id ?? "" };
          await office.bot.idle();
        }),
      ).then((told) => `${changed.content}\n${told}`);
    },
  };
}

async function onTelegram(): Promise<Phone> {
  const { fake, comes } = await telegramOffice();
  const chat = { id: SECRETARY.id, type: "private", first_name: "五" };
  let n = 0;
  const after = async (update: object): Promise<string> => {
    const before = fake.calls.length;
    await comes(update);
    return fake.calls
      .slice(before)
      .map(({ params: { text, caption } }) => String(text ?? caption ?? ""))
      .join("\n");
  };
  return {
    sends(name, bytes) {
      n += 1;
      fake.files.set(`d${n}`, bytes);
      const document = { file_id: `d${n}`, file_unique_id: `u${n}`, file_name: name, file_size: bytes.length };
      return after(message({ chat, from: SECRETARY, document }));
    },
    says: (text) => after(message({ chat, from: SECRETARY, text })),
    presses(label) {
      n += 1;
      const button = new RegExp(`"text":"${label}"[^}]*?"callback_data":"(\\w+)"`);
      const shown = fake.calls.map(({ params: { reply_markup: markup } }) =>
        JSON.stringify(markup ?? "").replaceAll("\\", ""),
      );
      const data = button.exec(shown.findLast((markup) => button.test(markup)) ?? "")?.[1] ?? "";
      return after(press(`c${n}`, data, { from: SECRETARY, message: { message_id: 5001, chat, date: 1 } }));
    },
  };
}

test.for([
  ["Feishu", onFeishu],
  ["Telegram", onTelegram],
] as const)(
  "on %s an old ledger and a past report are taken by pressing what is offered",
  { timeout: 120_000 },
  async ([, open]) => {
    const phone = await open();
    const shown = await phone.sends("旧台账.csv", TABLE);
    expect(shown).toContain("旧台账.csv 读成了这样：");
    expect(shown).toContain("共 2 行：新增 2");
    expect(await phone.presses("是")).toContain("已导入 2 条");
    expect(await phone.says("统计")).toContain("党课");
    expect(await phone.says("撤销导入")).toContain("已撤回从 旧台账.csv 导入的 2 条记录");

    expect(await phone.sends("去年述职报告.docx", REPORT)).toContain("（1/1）");
    expect(await phone.presses("由人填写")).toContain("都看完了");
    expect(await phone.presses("是")).toContain("模板做好了");
    expect(await phone.says("模板")).toContain("现在用 去年述职报告.docx 改成的模板");
  },
);
