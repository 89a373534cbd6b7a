import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SendError } from "../../../../src/bot/channel.ts";
import { refuse, text } from "../../../helpers/fake-feishu-http.ts";
import { temporaryFolder } from "../../../helpers/temporary.ts";
import { makeLark, openLark } from "./opened.ts";

const words = { kind: "card", card: { plain: "已记：主题党日" } } as const;
const card = {
  kind: "card",
  card: { plain: "已记", title: "已记", blocks: [{ block: "text", text: "主题党日" }] },
} as const;
const POST = /im\/v1\/messages$/;

test("words go as a post and cards as a card, to a group by its id and to a person by theirs", async () => {
  const { fake, channel } = await openLark();
  await channel.send("oc_branch", words, "k/0");
  await channel.send("ou_li", card, "k/1");
  const sent = fake.requests.filter(({ path }) => POST.test(path));
  expect(sent.map(({ query, body }) => [query, text(body, "msg_type"), text(body, "receive_id")])).toEqual([
    [{ receive_id_type: "chat_id" }, "post", "oc_branch"],
    [{ receive_id_type: "open_id" }, "interactive", "ou_li"],
  ]);
});

test("what is sent twice under one key arrives once", async () => {
  const { fake, channel } = await openLark();
  const first = await channel.send("oc_branch", words, "lark:om_1/0");
  expect(await channel.send("oc_branch", words, "lark:om_1/0")).toBe(first);
  expect(await channel.send("oc_branch", words, "lark:om_1/1")).not.toBe(first);
  expect([...fake.state.messages.values()].every(({ uuid }) => uuid.length > 0 && uuid.length <= 50)).toBe(true);
});

test("an answer whose question was taken back arrives all the same", async () => {
  const { fake, channel } = await openLark();
  fake.state.recalled.add("om_gone");
  await channel.send("oc_branch", { ...words, replyTo: "om_gone" }, "k/0");
  await channel.send("oc_branch", { ...words, replyTo: "om_there" }, "k/1");
  expect([...fake.state.messages.values()].map(({ parent_id }) => parent_id)).toEqual([undefined, "om_there"]);
});

test("an update changes the card, and words that were no card", async () => {
  const { fake, channel } = await openLark();
  const shown = await channel.send("oc_branch", card, "k/0");
  const said = await channel.send("oc_branch", words, "k/1");
  await channel.send("oc_branch", { kind: "update", message: shown, card: { plain: "已撤销" } }, "k/2");
  await channel.send("oc_branch", { kind: "update", message: said, card: { plain: "已撤销" } }, "k/3");
  for (const id of [shown, said]) expect(fake.state.messages.get(id)?.content).toContain("已撤销");
});

test("what nobody can change any more is said anew", async () => {
  const { fake, channel } = await openLark();
  const shown = await channel.send("oc_branch", card, "k/0");
  fake.fail({ path: /messages\/om_sent_\d+$/, method: "PATCH", answer: refuse(230031) });
  const renewed = await channel.send("oc_branch", { kind: "update", message: shown, card: card.card }, "k/1");
  expect(renewed).not.toBe(shown);
  expect(fake.state.messages.get(renewed)).toMatchObject({ chat_id: "oc_branch", msg_type: "interactive" });
});

test("a reaction is one of Feishu's", async () => {
  const { fake, channel } = await openLark();
  const id = await channel.send("oc_branch", words, "k/0");
  await channel.send("oc_branch", { kind: "reaction", message: id }, "k/1");
  expect(fake.state.messages.get(id)?.reactions).toEqual(['{"reaction_type":{"emoji_type":"DONE"}}']);
});

test("a document is uploaded under its name and then sent, a picture as a picture", async () => {
  const { fake, channel } = await openLark();
  const at = temporaryFolder();
  writeFileSync(join(at, "a"), "DOCX");
  await channel.send(
    "ou_li",
    { kind: "file", file: { path: join(at, "a"), name: "述职报告.docx" }, caption: "草稿" },
    "k/0",
  );
  await channel.send("ou_li", { kind: "file", file: { path: join(at, "a"), name: "统计.png" } }, "k/1");
  const upload = fake.requests.find(({ path }) => path.endsWith("/im/v1/files"));
  expect([text(upload?.body ?? {}, "file_name"), text(upload?.body ?? {}, "file_type")]).toEqual([
    "述职报告.docx",
    "stream",
  ]);
  expect([...fake.state.messages.values()].map(({ msg_type }) => msg_type)).toEqual(["post", "file", "image"]);
  expect([...fake.state.uploads.values()].map(({ data }) => data.toString())).toEqual(["DOCX", "DOCX"]);
});

test("an empty or missing file is refused for good before anything is sent", async () => {
  const { fake, channel } = await openLark();
  const at = temporaryFolder();
  writeFileSync(join(at, "empty"), "");
  for (const name of ["empty", "missing"]) {
    const file = { path: join(at, name), name: `${name}.docx` };
    await expect(channel.send("ou_li", { kind: "file", file }, "k/0")).rejects.toMatchObject({ fault: "invalid" });
  }
  expect(fake.state.messages.size).toBe(0);
});

test.for([
  [
    "too fast for the method, by HTTP 429",
    refuse(99991400, 429, { "x-ogw-ratelimit-reset": "7" }),
    { fault: "rate-limited", retryAfterMs: 7_000 },
  ],
  ["too fast for the method, by HTTP 400", refuse(99991400, 400), { fault: "rate-limited", retryAfterMs: 1_000 }],
  ["too fast for the chat", refuse(230020), { fault: "rate-limited", retryAfterMs: 1_000 }],
  ["too fast for the app, in the body of a 200", refuse(11232, 200), { fault: "rate-limited" }],
  ["put out of the group", refuse(230002), { fault: "forbidden" }],
  ["not available to the person", refuse(230013, 200), { fault: "forbidden" }],
  ["the permission to send is missing", refuse(99991672), { fault: "unauthorised" }],
  ["a gateway's HTTP 403", { status: 403, body: "<html>" }, { fault: "transient" }],
  ["a gateway's HTTP 404", { status: 404, body: "<html>" }, { fault: "transient" }],
  ["a gateway's HTTP 400", { status: 400, body: "" }, { fault: "transient" }],
  [
    "a gateway's login page",
    { status: 302, body: "", headers: { location: "http://127.0.0.1:1/" } },
    { fault: "transient" },
  ],
  ["a gateway to which it is too long", { status: 413, body: "<html>" }, { fault: "too-large" }],
  ["the app is switched off", refuse(99991662), { fault: "unauthorised" }],
  ["the app may not call from here", refuse(99991401), { fault: "unauthorised" }],
  ["this month's calls are used up", refuse(99991403), { fault: "unauthorised" }],
  ["this month's calls are used up, by HTTP 429", refuse(99991403, 429), { fault: "unauthorised" }],
  ["the group is no more", refuse(232009), { fault: "gone" }],
  ["too long", refuse(230025), { fault: "too-large" }],
  ["a wrong parameter", refuse(230001), { fault: "invalid" }],
  ["the platform is ill", { status: 502, body: "<html>" }, { fault: "transient" }],
  ["a proxy's page", { status: 200, body: "<html>" }, { fault: "transient" }],
] as const)("%s", async ([, answer, expected]) => {
  const { fake, channel } = await openLark();
  fake.fail({ path: POST, answer });
  const error = await channel.send("oc_branch", words, "k/0").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SendError);
  expect(error).toMatchObject(expected);
});

test("what an optional permission is missing for is given up", async () => {
  const { fake, channel } = await openLark();
  fake.fail({ path: /reactions$/, answer: refuse(99991672) });
  const reaction = { kind: "reaction", message: "om_1" } as const;
  await expect(channel.send("oc_branch", reaction, "k/0")).rejects.toMatchObject({ fault: "forbidden" });
});

test.for([
  ["an unknown code", refuse(20_050, 200)],
  ["an unknown code by HTTP 400", refuse(20_050)],
  ["a code that of a message means that it is gone", refuse(230_011)],
  ["HTTP 200 without a token", { status: 200, body: { code: 0, msg: "ok" } }],
  ["a gateway's page", { status: 403, body: "<html>" }],
] as const)("a token refused by %s is no fault of the message", async ([, answer]) => {
  const { fake, channel } = await openLark();
  fake.revokeTokens();
  fake.fail({ path: /tenant_access_token/, answer });
  const error = await channel.send("oc_branch", words, "k/0").catch((thrown: unknown) => thrown);
  expect(["transient", "unauthorised"]).toContain(Object(error).fault);
  expect(await channel.send("oc_branch", words, "k/0")).toBe("om_sent_1");
});

test("a cut line is for now", async () => {
  const { fake, channel } = await openLark();
  fake.fail({ path: POST, cut: true });
  await expect(channel.send("oc_branch", words, "k/0")).rejects.toMatchObject({ fault: "transient" });
  expect(await channel.send("oc_branch", words, "k/0")).toBe("om_sent_1");
});

test("after a refusal of the method nobody sends until the platform said so", async () => {
  const { fake, channel } = await openLark();
  fake.fail({ path: POST, answer: refuse(99991400, 429, { "x-ogw-ratelimit-reset": "7" }) });
  await expect(channel.send("oc_branch", words, "k/0")).rejects.toMatchObject({ retryAfterMs: 7_000 });
  const asked = fake.requests.length;
  await expect(channel.send("oc_other", words, "k/1")).rejects.toMatchObject({
    fault: "rate-limited",
    retryAfterMs: 7_000,
  });
  expect(fake.requests).toHaveLength(asked);
  await fake.clock.advance(7_000);
  expect(await channel.send("oc_branch", words, "k/0")).toBe("om_sent_1");
});

test("callers without a token ask for one together; a revoked one is renewed once for all", async () => {
  const { fake, channel } = await makeLark();
  const send = (from: number) =>
    Promise.all(Array.from({ length: 10 }, (_, n) => channel.send(`oc_${n}`, words, `k/${from + n}`)));
  await send(0);
  expect(fake.tokensGiven()).toBe(1);
  fake.revokeTokens();
  await send(10);
  expect(fake.tokensGiven()).toBe(2);
  expect(fake.state.messages.size).toBe(20);
});

test("a token that is never taken is given up after one more try", async () => {
  const { fake, channel } = await openLark();
  fake.fail({ path: POST, answer: refuse(99991663), times: 5 });
  await expect(channel.send("oc_branch", words, "k/0")).rejects.toMatchObject({ fault: "unauthorised" });
  expect(fake.requests.filter(({ path }) => POST.test(path))).toHaveLength(2);
});

test("two apps in one process keep their tokens apart", async () => {
  const [one, other] = await Promise.all([openLark(), openLark()]);
  await Promise.all([one.channel.send("oc_branch", words, "k/0"), other.channel.send("oc_branch", words, "k/0")]);
  expect([one.fake.tokensGiven(), other.fake.tokensGiven()]).toEqual([1, 1]);
});
