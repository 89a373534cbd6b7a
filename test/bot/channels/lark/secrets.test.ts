import { inspect } from "node:util";
import { expect, test, vi } from "vitest";
import { plainError } from "../../../../src/config/logger.ts";
import { SECRET } from "../../../helpers/fake-feishu.ts";
import { pressed, said } from "../../../helpers/fake-feishu-events.ts";
import { refuse } from "../../../helpers/fake-feishu-http.ts";
import { makeLark, openLark } from "./opened.ts";

const MEMBERS_WORDS = "谈心谈话13800138000";

const CANARIES = [
  SECRET,
  encodeURIComponent(SECRET),
  /\bt-[0-9a-f]{8}/,
  /Bearer/,
  /ticket=[0-9a-f]/,
  /ak-secret/,
  MEMBERS_WORDS,
];

/** All that anybody could print of what went wrong. */
function told(errors: readonly unknown[], log: readonly string[]): string {
  const shown = errors.map((error) => inspect(error, { depth: 20, showHidden: true }));
  return [...log, ...shown, JSON.stringify(errors.map(plainError))].join("\n");
}

function expectNoSecret(text: string): void {
  for (const canary of CANARIES) expect(text).not.toMatch(canary);
}

const failures = [
  ["refused with a code", { path: /im\/v1/, answer: refuse(230001) }],
  ["refused in the body of a 200", { path: /im\/v1/, answer: refuse(230002, 200) }],
  ["a token that is never taken", { path: /im\/v1/, answer: refuse(99991663) }],
  ["HTTP 401", { path: /im\/v1/, answer: { status: 401, body: "who?" } }],
  ["too fast", { path: /im\/v1/, answer: refuse(99991400, 429) }],
  ["a proxy's page", { path: /im\/v1/, answer: { status: 502, body: "<html>" } }],
  ["a cut line", { path: /im\/v1/, cut: true }],
  ["a cut line while asking for the token", { path: /tenant_access_token/, cut: true }],
  [
    "a refusal of the app's secret",
    { path: /tenant_access_token/, answer: { status: 200, body: { code: 10014, msg: SECRET } } },
  ],
  [
    "an endpoint that answers HTTP 400",
    { path: /ws\/endpoint/, answer: { status: 400, body: { code: 514, msg: SECRET } } },
  ],
  ["an endpoint that cuts", { path: /ws\/endpoint/, cut: true }],
] as const;

test.for(failures)("%s: no secret, token or member's word is told", async ([, fault]) => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  const { fake, channel, log } = await makeLark();
  fake.fail({ ...fault, times: 50 });
  const errors: unknown[] = [];
  await channel.start(async () => {
    throw new Error("the disk is full");
  });
  const keep = (error: unknown) => errors.push(error);
  await channel.send("oc_branch", { kind: "card", card: { plain: MEMBERS_WORDS } }, "k/0").catch(keep);
  await channel.members("oc_branch").catch(keep);
  await channel.fetch("om_1/image/img_1", 10).catch(keep);
  expectNoSecret(told([...errors, channel.health()], [...log, ...printed.mock.calls.flat().map(String)]));
  printed.mockRestore();
});

test("what could not be kept is told without what was said", async () => {
  const { fake, log } = await openLark({}, async () => {
    throw new Error("the disk is full");
  });
  await fake.push(said(MEMBERS_WORDS));
  await fake.push(pressed({ action: { value: { a: "a1" }, form_value: { title: MEMBERS_WORDS } } }));
  fake.connections.cut();
  await fake.clock.slept(500);
  expect(log.length).toBeGreaterThan(1);
  expectNoSecret(log.join("\n"));
});
