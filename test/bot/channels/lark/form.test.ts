import { expect, test } from "vitest";
import { findActivity } from "../../../../src/store/activities.ts";
import { findInbox } from "../../../../src/store/inbox.ts";
import { envelope, pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { enrolled } from "../../../helpers/people.ts";
import { type Office, openOffice } from "./office.ts";

type Given = Readonly<Record<string, string | null>>;

const FILLED: Given = {
  kind: "集中学习",
  date: "2026-11-19 +0800",
  title: "二十大报告",
  people: "15",
  hours: "1.5",
  place: "三楼会议室",
};

/** What Feishu shows after a press: the answer of the press itself. */
type Shown = { readonly toast: string; readonly card: string };

async function opened(): Promise<Office & { press(from: string, label: string, form?: Given): Promise<Shown> }> {
  const office = await openOffice();
  await enrolled(office.branch, "ou_zhang", { name: "张三", channel: "lark" });
  await enrolled(office.branch, "ou_li", { name: "李四", channel: "lark" });
  office.fake.state.chats.set("oc_p2p_ou_zhang", "p2p");
  office.fake.state.chats.set("oc_p2p_ou_li", "p2p");
  let card = "";
  return {
    ...office,
    async press(from, label, form) {
      const { content, message_id: message } = office.told(from).at(-1) ?? {};
      if (card === "" || !card.includes(`"content":"${label}"`)) card = content ?? "";
      const action = actionUnder(card, label);
      const sent = { message: message ?? "", chat: `oc_p2p_${from}`, from };
      const { data } = await office.fake.push(
        pressed({ ...sent, action: { value: { a: action }, ...(form && { form_value: form }) } }),
      );
      await office.bot.idle();
      const answer = data as { toast?: { content: string }; card?: { data: object } };
      card = answer.card === undefined ? card : JSON.stringify(answer.card.data);
      return { toast: answer.toast?.content ?? "", card: answer.card === undefined ? "" : card };
    },
  };
}

/** The action behind the button with a label. */
function actionUnder(card: string, label: string): string {
  const [, action] = new RegExp(`"content":"${label}"[^{}]*}[^[]*\\[{[^{}]*"value":{"a":"(\\w+)"}`).exec(card) ?? [];
  if (action === undefined) throw new Error(`no button ${label} in ${card}`);
  return action;
}

test("one card takes a whole record, and becomes its confirmation", async () => {
  const { says, told, press, branch } = await opened();
  await says("ou_zhang", "记一条");
  const form = told("ou_zhang").at(-1)?.content ?? "";
  for (const label of ["类别", "日期", "题目", "人数", "时长（小时）", "地点", "提交"]) expect(form).toContain(label);
  expect(form).toContain('"initial_date":"2026-11-20"');

  const shown = await press("ou_zhang", "提交", FILLED);
  expect(shown.toast).toContain("已记 #1：集中学习《二十大报告》");
  expect(shown.card).toContain("本年第 1 次集中学习");
  expect(shown.card).toContain("撤销");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({
    kinds: ["集中学习"],
    start: "2026-11-19",
    title: "二十大报告",
    headcount: { value: 15 },
    minutes: { value: 90 },
    place: "三楼会议室",
    state: "counted",
  });
  expect(told("ou_zhang")).toHaveLength(1);
});

test.for([
  ["people that are no number", { people: "十几" }, "“十几”不是准确的人数"],
  ["a day to come", { date: "2026-11-25 +0800" }, "“2026-11-25”还没有到"],
  ["a kind that was removed from the catalogue", { kind: "已取消的类别" }, "没有“已取消的类别”这个类别"],
  ["a time that is none", { hours: "很久" }, "“很久”看不出时长"],
] as const)("%s is told in the card, which keeps what was filled in", async ([, wrong, told]) => {
  const { says, press, branch } = await opened();
  await says("ou_zhang", "记一条");
  const shown = await press("ou_zhang", "提交", { ...FILLED, ...wrong });
  expect(shown.card).toContain(told);
  expect(shown.card).toContain('"default_value":"二十大报告"');
  expect(shown.card).toContain('"default_value":"三楼会议室"');
  expect(await findActivity(branch.deps.db, 1)).toBeUndefined();

  expect((await press("ou_zhang", "提交", FILLED)).toast).toContain("已记 #1");
});

test("an empty form logs nothing, and one without a kind is asked about it", async () => {
  const { says, press } = await opened();
  await says("ou_zhang", "记一条");
  expect((await press("ou_zhang", "提交", { kind: null, date: "2026-11-19 +0800" })).card).toContain("还没有填");
  const shown = await press("ou_zhang", "提交", { date: "2026-11-19 +0800", people: "12" });
  expect(shown.card).toContain("这是哪一类");
  expect((await press("ou_zhang", "党课")).card).toContain("党课");
});

test("a form sent twice counts once, and one sent by somebody else not at all", async () => {
  const { says, told, press, fake, bot, branch } = await opened();
  await says("ou_zhang", "记一条");
  const { content = "", message_id: message = "" } = told("ou_zhang").at(-1) ?? {};
  const action = { value: { a: actionUnder(content, "提交") }, form_value: FILLED };
  const stranger = await fake.push(pressed({ message, chat: "oc_p2p_ou_zhang", from: "ou_li", action }));
  expect(JSON.stringify(stranger.data)).toContain("给别人的");
  await press("ou_zhang", "提交", FILLED);
  const again = await fake.push(pressed({ message, chat: "oc_p2p_ou_zhang", from: "ou_zhang", action }));
  await bot.idle();
  expect(JSON.stringify(again.data)).toContain("这一步已经办过了");
  expect(await findActivity(branch.deps.db, 2)).toBeUndefined();
});

test("what may be the same event is asked in the card", async () => {
  const { says, press, branch } = await opened();
  await says("ou_li", "昨天集中学习 二十大报告 15人");
  await says("ou_zhang", "记一条");
  const shown = await press("ou_zhang", "提交", FILLED);
  expect(shown.card).toContain("是同一次吗");
  expect((await press("ou_zhang", "是，我也参加了")).card).toContain("已并入");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ place: "三楼会议室" });
});

test("改 opens the form with what the record says, and only what was changed is corrected", async () => {
  const { says, told, press, branch } = await opened();
  await says("ou_zhang", "昨天集中学习 二十大报告 15人左右 2小时");
  const form = await press("ou_zhang", "改");
  expect(form.card).toContain('"initial_option":"集中学习"');
  expect(form.card).toContain('"initial_date":"2026-11-19"');
  expect(form.card).toContain('"default_value":"约15"');

  await says("ou_wang", "#1 改 时长 90分钟");
  const before = { ...FILLED, people: "约15", hours: "2", place: null };
  expect((await press("ou_zhang", "提交", before)).card).toContain("没有改动");
  const shown = await press("ou_zhang", "提交", { ...before, title: "党章" });
  expect(shown.card).toContain("已更正 #1：集中学习《党章》");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({
    title: "党章",
    headcount: { value: 15, bound: "approx" },
    minutes: { value: 90 },
  });
  expect(told("ou_zhang")).toHaveLength(1);

  await press("ou_zhang", "改");
  expect((await press("ou_zhang", "不改了")).card).toContain("#1：集中学习《党章》");
});

test("what is emptied in the form is taken away, and a record keeps its kind and day", async () => {
  const { says, press, branch } = await opened();
  await says("ou_zhang", "昨天集中学习 二十大报告 15人 2小时 在三楼会议室");
  await press("ou_zhang", "改");
  expect((await press("ou_zhang", "提交", { ...FILLED, kind: null, hours: "2" })).card).toContain("类别不能清空");
  const emptied = { kind: "集中学习", date: "2026-11-19 +0800", title: "", people: "15", hours: null, place: " " };
  const { toast } = await press("ou_zhang", "提交", emptied);
  expect(toast).toContain("已更正 #1：集中学习");
  const left = { title: null, place: null, minutes: null, headcount: { value: 15 } };
  expect(await findActivity(branch.deps.db, 1)).toMatchObject(left);
});

test("a recalled message takes its record back, and one press brings it back again", async () => {
  const { comes, told, press, branch } = await opened();
  const spoken = { id: "om_1", from: "ou_zhang", isPrivate: true, at: branch.deps.clock().getTime() };
  await comes(said({ ...spoken, content: { text: "昨天集中学习 二十大报告 15人" } }));
  const recalled = { message_id: "om_1", chat_id: "oc_p2p_ou_zhang", recall_time: String(spoken.at) };
  await comes(envelope("im.message.recalled_v1", recalled));
  expect(told("ou_zhang").map(({ content }) => content)).toEqual([expect.stringMatching(/已撤销 #1[\s\S]*恢复/)]);
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ state: "void" });
  expect((await press("ou_zhang", "恢复")).card).toContain("已恢复：#1");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ state: "counted" });
});

test("a message that was recalled before it came is not logged, and its words are not kept", async () => {
  const { comes, fake, told, branch } = await opened();
  const at = branch.deps.clock().getTime();
  fake.state.senders.set("om_1", "ou_zhang");
  fake.state.chats.set("oc_p2p_ou_zhang", "p2p");
  const recalled = { message_id: "om_1", chat_id: "oc_p2p_ou_zhang", recall_time: String(at) };
  await comes(envelope("im.message.recalled_v1", recalled));
  const content = { text: "昨天集中学习 二十大报告 15人" };
  await comes(said({ id: "om_1", from: "ou_zhang", isPrivate: true, at, content }));
  expect(told("ou_zhang")).toEqual([]);
  expect(await findActivity(branch.deps.db, 1)).toBeUndefined();
  expect((await findInbox(branch.deps.db, "lark:om_1"))?.payload).not.toContain("二十大");
});

test("a record of a closed year is corrected by the form with a reason", async () => {
  const { says, press, branch } = await opened();
  await says("ou_zhang", "2025年12月20日党课 廉洁 20人");
  await says("ou_wang", "封账 2025");
  expect((await press("ou_zhang", "改")).card).toContain("更正原因");
  const given = { kind: "党课", date: "2025-12-20 +0800", title: "廉洁", people: "21" };
  expect((await press("ou_zhang", "提交", given)).card).toContain("请写明原因");
  expect((await press("ou_zhang", "提交", { ...given, reason: "数错了" })).card).toContain("21人");
  expect(await findActivity(branch.deps.db, 1)).toMatchObject({ headcount: { value: 21 } });
});

test("of a sensitive kind neither the record nor what is kept of the form has a title", async () => {
  const { says, press, branch } = await opened();
  await says("ou_zhang", "记一条");
  const secret = { ...FILLED, kind: "三重一大会议", title: "某某干部任免", place: "密室" };
  const wrong = await press("ou_zhang", "提交", { ...secret, people: "十几" });
  expect(wrong.card).not.toContain("任免");
  const shown = await press("ou_zhang", "提交", secret);
  expect(shown.toast).toContain("已记 #1");
  for (const table of ["inbox", "outbox", "activity", "journal_body", "action", "guide"] as const) {
    const rows = await branch.deps.db.selectFrom(table).selectAll().execute();
    expect(JSON.stringify(rows)).not.toMatch(/任免|密室/);
  }
});
