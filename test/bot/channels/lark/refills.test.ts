import { expect, test } from "vitest";
import { countCounted } from "../../../helpers/counted.ts";
import { BOT } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { type Office, openOffice, wordsOf } from "./office.ts";

const GROUP = "oc_branch";

/** An office whose group is bound, and that was last known to be up at ten. */
async function upAtTen(): Promise<Office> {
  const office = await openOffice("2026-11-20 10:00");
  office.fake.state.members.set(GROUP, [{ id: "ou_zhang", name: "张三" }]);
  await office.says("ou_wang", "绑定 第一党支部", { group: GROUP });
  await office.refills.tick();
  return office;
}

function told(id: string, text: string, time: string): object {
  return {
    message_id: id,
    msg_type: "text",
    create_time: String(Date.parse(`2026-11-20T${time}:00+08:00`)),
    deleted: false,
    sender: { id: "ou_zhang", id_type: "open_id", sender_type: "user" },
    body: { content: JSON.stringify({ text: `@_user_1 ${text}` }) },
    mentions: [{ key: "@_user_1", id: BOT, id_type: "open_id", name: "台账" }],
  };
}

test("after a long outage what the group said is logged, once, at the time it was said, and the secretary hears it", async () => {
  const office = await upAtTen();
  office.fake.state.history.set(GROUP, [
    told("om_1", "今天集中学习 15人", "11:00"),
    told("om_2", "昨天志愿服务 6人", "12:00"),
  ]);
  office.branch.at("2026-11-21 09:00");
  await office.refills.tick();
  await office.bot.idle();
  expect(await countCounted(office.branch)).toBe(2);
  const days = await office.deps.db.selectFrom("activity").select("first_day").orderBy("id").execute();
  expect(days.map(({ first_day }) => first_day)).toEqual(["2026-11-20", "2026-11-19"]);
  expect(wordsOf(office.told("ou_wang"))).toContain(
    "机器人从11月20日 10:00到11月21日 09:00没有连上。群里漏掉的话已经补读",
  );

  const before = office.told("ou_wang").length;
  office.branch.at("2026-11-21 09:30");
  await office.refills.tick();
  await office.bot.idle();
  expect(await countCounted(office.branch)).toBe(2);
  expect(office.told("ou_wang")).toHaveLength(before);
});

test("an outage that the platform bridges itself reads no history", async () => {
  const office = await upAtTen();
  office.fake.state.history.set(GROUP, [told("om_1", "今天集中学习 15人", "11:00")]);
  office.branch.at("2026-11-20 16:50");
  await office.refills.tick();
  const read = office.fake.requests.filter(({ path, method }) => method === "GET" && path.endsWith("/im/v1/messages"));
  expect(read).toEqual([]);
  expect(await countCounted(office.branch)).toBe(0);
});

test("without the permission to read the group, the secretary is told once to have it said again", async () => {
  const office = await upAtTen();
  office.fake.fail({ path: /im\/v1\/messages$/, method: "GET", answer: refuse(230027), times: 5 });
  for (const time of ["2026-11-21 09:00", "2026-11-21 09:10", "2026-11-21 12:00"]) {
    office.branch.at(time);
    await office.refills.tick();
    await office.bot.idle();
  }
  const words = office.told("ou_wang").filter(({ content }) => content.includes("没有连上"));
  expect(words).toHaveLength(1);
  expect(wordsOf(words)).toContain("请把这段时间的活动再发一次");
});

test("what fails for a moment is read at the next look", async () => {
  const office = await upAtTen();
  office.fake.state.history.set(GROUP, [told("om_1", "今天集中学习 15人", "11:00")]);
  office.fake.fail({ path: /im\/v1\/messages$/, method: "GET", answer: refuse(1, 503) });
  office.branch.at("2026-11-21 09:00");
  await office.refills.tick();
  expect(await countCounted(office.branch)).toBe(0);
  office.branch.at("2026-11-21 09:01");
  await office.refills.tick();
  expect(await countCounted(office.branch)).toBe(1);
});
