import { expect, test } from "vitest";
import { said } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { openLark } from "./opened.ts";

test("all members of a group, page by page", async () => {
  const { fake, channel } = await openLark();
  const all = Array.from({ length: 230 }, (_, n) => ({ id: `ou_${n}`, name: `成员${n}` }));
  fake.state.members.set("oc_branch", all);
  expect(await channel.members("oc_branch")).toEqual({ members: all, whole: true });
  await expect(channel.members("oc_other")).rejects.toMatchObject({ fault: "forbidden" });
});

const sent = Date.parse("2026-11-20T01:00:00Z");

function told(n: number, more: object = {}): object {
  return {
    message_id: `om_${n}`,
    msg_type: "text",
    create_time: String(sent + n * 1_000),
    deleted: false,
    sender: { id: "ou_li", id_type: "open_id", sender_type: "user" },
    body: { content: JSON.stringify({ text: `第${n}句` }) },
    ...more,
  };
}

test("what was missed is read from the group's history, in order and under its own key", async () => {
  const { fake, channel, inbounds } = await openLark();
  await fake.push(said({ id: "om_3", from: "ou_li", content: { text: "第3句" } }));
  const bot = { id: "cli_0123456789abcdef", id_type: "app_id", sender_type: "app" };
  fake.state.history.set("oc_branch", [
    told(-5),
    ...Array.from({ length: 120 }, (_, n) => told(n)),
    told(200, { deleted: true }),
    told(201, { sender: bot }),
    told(202, {
      mentions: [{ key: "@_user_1", id: "ou_bot", id_type: "open_id", name: "台账" }],
      body: { content: '{"text":"@_user_1 统计"}' },
    }),
  ]);
  inbounds.length = 0;
  expect(await channel.refill(new Date(sent), ["oc_branch"])).toBe(121);
  expect(inbounds.map(({ key }) => key)).toEqual([
    ...Array.from({ length: 120 }, (_, n) => `lark:om_${n}`),
    "lark:om_202",
  ]);
  expect(inbounds.at(-1)).toMatchObject({ text: "统计", addressed: true, chatType: "group", from: { id: "ou_li" } });
  expect(inbounds[0]?.sentAt).toEqual(new Date(sent));
});

test("without the permission to read a group, the refill says so", async () => {
  const { fake, channel } = await openLark();
  fake.fail({ path: /im\/v1\/messages$/, method: "GET", answer: refuse(99991672) });
  await expect(channel.refill(new Date(sent), ["oc_branch"])).rejects.toMatchObject({ fault: "forbidden" });
});

test("an attachment is downloaded by its handle, up to a cap", async () => {
  const { fake, channel, inbounds } = await openLark();
  fake.state.uploads.set("img_1", { data: Buffer.from("x".repeat(5_000)), filename: undefined });
  await fake.push(said({ id: "om_1", type: "image", isPrivate: true, content: { image_key: "img_1" } }));
  const [inbound] = inbounds;
  const handle = (inbound?.kind === "message" && inbound.attachments?.[0]?.handle) || "";
  expect((await channel.fetch(handle, 5_000)).length).toBe(5_000);
  await expect(channel.fetch(handle, 4_999)).rejects.toMatchObject({ fault: "too-large" });
  await expect(channel.fetch("om_1/image/img_9", 5_000)).rejects.toMatchObject({ fault: "invalid" });
  await expect(channel.fetch("../../bot/v3/info", 5_000)).rejects.toMatchObject({ fault: "invalid" });
});

test("a download survives a revoked token", async () => {
  const { fake, channel } = await openLark();
  fake.state.uploads.set("img_1", { data: Buffer.from("PNG"), filename: undefined });
  fake.revokeTokens();
  expect((await channel.fetch("om_1/image/img_1", 100)).toString()).toBe("PNG");
});

test("a download that stands still is given up for now, and keeps no other waiting", async () => {
  const { fake, channel } = await openLark({ idleMs: 20 });
  fake.state.uploads.set("img_1", { data: Buffer.from("photo"), filename: undefined });
  for (const answer of [{ stall: true }, { answer: { status: 503, body: "<html>" } }] as const) {
    fake.fail({ path: /resources\/img_1$/, ...answer });
    await expect(channel.fetch("om_1/image/img_1", 1_000)).rejects.toMatchObject({ fault: "transient" });
  }
  expect(await channel.fetch("om_1/image/img_1", 1_000)).toEqual(Buffer.from("photo"));
});
