import { expect, test } from "vitest";
import type { Outbound } from "../../../../src/bot/channel.ts";
import { rig } from "./rig.ts";

const FREE = { overall: [], chat: [], group: [] };

function card(plain: string): Outbound {
  return { kind: "card", card: { plain } };
}

test.for(["hang", "cut"] as const)(
  "a message that is never answered (%s) is given up after half a minute",
  async (fault) => {
    const made = await rig({ limits: FREE });
    made.fake.fail("sendMessage", fault);
    const sending = made.channel.send("7", card("好"), "k");
    const refused = expect(sending).rejects.toMatchObject({ fault: "transient" });
    await made.fake.called("sendMessage");
    made.time.advance(30_000);
    await refused;
  },
);

test.for([
  [
    { status: 429, description: "Too Many Requests: retry after 4242", parameters: { retry_after: 4242 } },
    { fault: "rate-limited", retryAfterMs: 4_242_000 },
  ],
  [{ status: 403, description: "Forbidden: bot was blocked by the user" }, { fault: "gone" }],
  [{ status: 403, description: "Forbidden: bot was kicked from the supergroup chat" }, { fault: "gone" }],
  [{ status: 403, description: "Forbidden: user is deactivated" }, { fault: "gone" }],
  [{ status: 403, description: "Forbidden: bot is not a member of the channel chat" }, { fault: "gone" }],
  [{ status: 400, description: "Bad Request: chat not found" }, { fault: "gone" }],
  [{ status: 403, description: "Forbidden: bot can't initiate conversation with a user" }, { fault: "forbidden" }],
  [{ status: 403, description: "Forbidden: something new" }, { fault: "forbidden" }],
  [
    { status: 400, description: "Bad Request: not enough rights to send text messages to the chat" },
    { fault: "forbidden" },
  ],
  [{ status: 400, description: "Bad Request: message is too long" }, { fault: "too-large" }],
  [{ status: 413, description: "Request Entity Too Large" }, { fault: "too-large" }],
  [{ status: 400, description: "Bad Request: something else" }, { fault: "invalid" }],
  [
    { status: 400, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: -100_44 } },
    { fault: "moved", movedTo: "-10044" },
  ],
  [{ status: 401, description: "Unauthorized" }, { fault: "unauthorised" }],
  [{ status: 500, description: "Internal Server Error" }, { fault: "transient" }],
  [{ status: 502, html: "<html>" }, { fault: "transient" }],
  [{ status: 200, html: "<html>" }, { fault: "transient" }],
  ["reset", { fault: "transient" }],
] as const)("a refusal is told by its kind: %o", async ([fault, expected]) => {
  const made = await rig({ limits: FREE });
  made.fake.fail("sendMessage", fault);
  await expect(made.channel.send("7", card("好"), "k")).rejects.toMatchObject(expected);
});
