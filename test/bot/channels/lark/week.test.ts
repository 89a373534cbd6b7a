import { expect, test } from "vitest";
import { findActivities } from "../../../../src/store/activities.ts";
import { findAttachments } from "../../../../src/store/attachment-links.ts";
import { BOT, envelope, type FeishuEvent, mention, pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { type Office, openOffice } from "./office.ts";

const GROUP = "oc_branch";
/** What each of the five logs, a kind of their own. */
const KINDS = ["集中学习", "志愿服务", "主题党日", "党课", "走访慰问"];
const NAMES = ["张三", "李四", "王五", "赵六", "孙七"];
const WAYS = ["private", "group", "form", "post"] as const;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

type Way = (typeof WAYS)[number];
type Log = { readonly day: number; readonly member: number; readonly at: number };

/** A line on the machine at which every seventh try to keep something fails. */
function hiccups(): () => void {
  let tries = 0;
  return () => {
    tries += 1;
    if (tries % 7 === 0) throw new Error("the machine hiccups");
  };
}

async function openWeek(): Promise<Office> {
  const dataDir = temporaryFolder();
  const office = await openOffice("2026-11-16 09:00", { dataDir, before: hiccups() });
  const listed = NAMES.map((name, n) => ({ id: `ou_${n}`, name }));
  office.fake.state.members.set(GROUP, listed);
  for (const { id } of listed) office.fake.state.chats.set(`oc_p2p_${id}`, "p2p");
  await taken(office, said({ chat: GROUP, from: "ou_wang", ...toBot("绑定 第一党支部") }));
  return office;
}

/** An event, delivered again until it is taken. */
async function taken({ fake, bot }: Office, event: FeishuEvent): Promise<void> {
  while ((await fake.push(event)).code !== 200);
  await bot.idle();
}

function toBot(text: string) {
  return { content: { text: `@_user_1 ${text}` }, mentions: [mention("@_user_1", BOT, "台账")] };
}

/** The message by which a member logs, as text or as a post with a photo. */
function messageOf(office: Office, way: Way, { day, member, at }: Log): FeishuEvent {
  const base = { id: `om_${day}_${member}`, from: `ou_${member}`, at };
  const text = `今天${KINDS[member]} ${15 + member}人 2小时`;
  if (way === "private") return said({ ...base, isPrivate: true, content: { text } });
  if (way === "group") return said({ ...base, chat: GROUP, ...toBot(text) });
  const image_key = `img_${day}_${member}`;
  office.fake.state.uploads.set(image_key, { data: Buffer.concat([PNG, Buffer.from(image_key)]), filename: undefined });
  const called = { tag: "at", user_id: "@_user_1", user_name: "台账" };
  const content = { title: "", content: [[called, { tag: "text", text }], [{ tag: "img", image_key }]] };
  return said({ ...base, chat: GROUP, type: "post", content, mentions: [mention("@_user_1", BOT, "台账")] });
}

/** Opens the form by the menu, fills it in and presses until it is kept. */
async function fillForm(office: Office, { day, member, at }: Log): Promise<void> {
  const from = `ou_${member}`;
  const operator = { operator_id: { open_id: from } };
  const chosen = { event_key: "log", operator };
  await taken(office, envelope("application.bot.menu_v6", chosen, { create_time: String(at) }));
  const form = office.told(from).findLast(({ content }) => content.includes('"tag":"form"'));
  const [, a = ""] = /"form_action_type":"submit".*?"a":"(\w+)"/.exec(form?.content ?? "") ?? [];
  const form_value = { kind: KINDS[member], date: `2026-11-${16 + day} +0800`, people: "15", hours: "2" };
  const sent = {
    message: form?.message_id ?? "",
    chat: `oc_p2p_${from}`,
    from,
    at,
    action: { value: { a }, form_value },
  };
  const isKept = async () => !JSON.stringify(await office.fake.push(pressed(sent))).includes("没有保存");
  while (!(await isKept()));
  await office.bot.idle();
}

/** A recalled message stays recalled, also when it is delivered once more. */
async function recall(office: Office, way: Way, log: Log): Promise<void> {
  const { day, member, at } = log;
  const chat_id = way === "private" ? `oc_p2p_ou_${member}` : GROUP;
  const recalled = { message_id: `om_${day}_${member}`, chat_id, recall_time: String(at + 300_000) };
  await taken(office, envelope("im.message.recalled_v1", recalled));
  await taken(office, messageOf(office, way, log));
}

/** What a member does on a day, and how much of it counts in the end. */
async function log(office: Office, day: number, member: number): Promise<{ counted: number; photos: number }> {
  const how = { day, member, at: Date.parse(`2026-11-${16 + day}T19:00:00+08:00`) };
  const way = WAYS[(day + member) % WAYS.length] ?? "private";
  if (way === "form") {
    await fillForm(office, how);
    return { counted: 1, photos: 0 };
  }
  await taken(office, messageOf(office, way, how));
  if ((day + member) % 3 === 0) await taken(office, messageOf(office, way, how));
  if ((day + 2 * member) % 5 === 0) {
    await recall(office, way, how);
    return { counted: 0, photos: 0 };
  }
  return { counted: 1, photos: way === "post" ? 1 : 0 };
}

test("a week of five members, by text, form and photo, with recalls, redeliveries and cut lines, is counted exactly once", async () => {
  const office = await openWeek();
  const expected = new Map(KINDS.map((kind) => [kind, 0]));
  let photos = 0;
  for (let day = 0; day < 7; day += 1) {
    office.branch.at(`2026-11-${16 + day} 19:00`);
    for (const [member, kind] of KINDS.entries()) {
      const done = await log(office, day, member);
      expected.set(kind, (expected.get(kind) ?? 0) + done.counted);
      photos += done.photos;
    }
    office.fake.connections.cut();
    await office.fake.connections.connected(day + 2);
  }
  await office.bot.idle();

  const { db } = office.deps;
  const period = { first: "2026-11-01", last: "2026-11-30" } as const;
  const counted = await findActivities(db, {
    organisations: [office.branch.organisation],
    period,
    states: ["counted"],
  });
  const perKind = new Map(KINDS.map((kind) => [kind, counted.filter(({ kinds }) => kinds.includes(kind)).length]));
  expect(perKind).toEqual(expected);
  const held = await findActivities(db, { organisations: [office.branch.organisation], period, states: ["held"] });
  expect(held).toEqual([]);
  const ids = counted.map(({ id }) => id);
  expect(await findAttachments(db, ids)).toHaveLength(photos);
  expect(photos).toBeGreaterThan(3);
  const people = await db.selectFrom("person").select("name").orderBy("name").execute();
  expect(people.map(({ name }) => name)).toEqual([...NAMES, "王书记"].sort());
  expect(office.log.filter((line) => /^(outbox|job|download) /.test(line))).toEqual([]);
  const answers = [...office.fake.state.messages.values()];
  expect(new Set(answers.map(({ uuid }) => uuid)).size).toBe(answers.length);
});
