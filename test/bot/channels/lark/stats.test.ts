import { expect, test } from "vitest";
import { envelope, pressed } from "../../../helpers/fake-feishu-events.ts";
import { type Office, openOffice, wordsOf } from "./office.ts";

async function officeWithRecords(): Promise<Office> {
  const office = await openOffice();
  for (const line of ["今天上午集中学习 党章 15人 1小时", "昨天集中学习 条例 12人", "昨天志愿服务 清扫 6人 2小时"]) {
    await office.says("ou_wang", line);
  }
  return office;
}

type Shown = { readonly tag: string; readonly chart_spec?: object; readonly rows?: readonly object[] };

function elementsOf(content: string | undefined): Shown[] {
  return JSON.parse(content ?? "{}").body.elements;
}

test("统计 is a card with Feishu's own chart and table, whose numbers are those of the words", async () => {
  const office = await officeWithRecords();
  await office.says("ou_wang", "统计");
  const content = office.told("ou_wang").at(-1)?.content;
  const [chart, table] = elementsOf(content);
  expect(chart).toMatchObject({ tag: "chart", chart_spec: { type: "bar", title: { text: "各类次数" } } });
  expect(Object(chart?.chart_spec).data.values).toEqual([
    { category: "集中学习", series: "次数", value: 2 },
    { category: "志愿服务", series: "次数", value: 1 },
  ]);
  expect(table).toMatchObject({ tag: "table", columns: [{ display_name: "项目" }, { display_name: "数量" }] });
  expect(table?.rows).toContainEqual({ c0: "集中学习", c1: "2次" });
  expect(JSON.parse(content ?? "{}").header.title.content).toBe("第一党支部 2026 年统计");
});

test("one kind alone has no chart, and none at all is said in words", async () => {
  const office = await openOffice();
  await office.says("ou_wang", "统计");
  expect(office.told("ou_wang").at(-1)).toMatchObject({
    msg_type: "post",
    content: expect.stringContaining("还没有记录"),
  });
  await office.says("ou_wang", "今天党课 20人");
  await office.says("ou_wang", "统计");
  expect(elementsOf(office.told("ou_wang").at(-1)?.content).map(({ tag }) => tag)).toEqual(["table"]);
});

test("the words alone say every number of the card", async () => {
  const office = await officeWithRecords();
  await office.says("ou_wang", "统计");
  const row = await office.deps.db
    .selectFrom("outbox")
    .select("payload")
    .orderBy("id", "desc")
    .executeTakeFirstOrThrow();
  const { card } = JSON.parse(row.payload);
  const table = card.blocks.find(({ block }: { block: string }) => block === "table");
  for (const [label, shown] of table.rows) expect(card.plain).toContain(`${label} ${shown}`);
});

test("each entry of the bot's menu does what its words do, in private", async () => {
  const office = await officeWithRecords();
  const asked: [key: string, words: string][] = [
    ["log", "提交"],
    ["mine", "#1"],
    ["stats", "集中学习"],
    ["help", "平时发一句就行"],
  ];
  for (const [event_key, words] of asked) {
    const before = office.told("ou_wang").length;
    await office.comes(
      envelope("application.bot.menu_v6", { event_key, operator: { operator_id: { open_id: "ou_wang" } } }),
    );
    expect(wordsOf(office.told("ou_wang").slice(before))).toContain(words);
  }
});

test("the welcome's buttons work once, and the answer stands in the card that was pressed", async () => {
  const office = await officeWithRecords();
  await office.comes(envelope("im.chat.access_event.bot_p2p_chat_entered_v1", { operator_id: { open_id: "ou_wang" } }));
  const card = office.told("ou_wang").at(-1);
  const [, action = ""] = /"content":"统计".*?"a":"(\w+)"/.exec(card?.content ?? "") ?? [];
  const press = {
    message: card?.message_id ?? "",
    chat: "oc_p2p_ou_wang",
    from: "ou_wang",
    action: { value: { a: action } },
  };
  office.fake.state.chats.set("oc_p2p_ou_wang", "p2p");
  const first = await office.fake.push(pressed(press));
  expect(JSON.stringify(first.data)).toContain("各类次数");
  const second = await office.fake.push(pressed(press));
  expect(JSON.stringify(second.data)).toContain("这一步已经办过了");
});
