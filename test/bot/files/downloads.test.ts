import { afterEach, beforeEach, expect, test } from "vitest";
import { said } from "../../../src/bot/call.ts";
import { SendError } from "../../../src/bot/channel.ts";
import { openDownloads } from "../../../src/bot/files/downloads.ts";
import { type DownloadJob, type FileUse, notReceived } from "../../../src/bot/files/file-use.ts";
import type { Pump } from "../../../src/bot/work/pump.ts";
import { addDownload, nextDownload } from "../../../src/store/downloads.ts";
import { endMembership } from "../../../src/store/members.ts";
import { findOutbox } from "../../../src/store/outbox.ts";
import { type Branch, openBranch } from "../../helpers/branch.ts";
import { channelDouble } from "../../helpers/channel-double.ts";
import { enrolled } from "../../helpers/people.ts";

const MB = 1024 * 1024;

let branch: Branch;
let downloads: Pump;
let fetched: string[];
let refusals: SendError[];
let kept: string[];
let failures: string[];

beforeEach(async () => {
  branch = await openBranch();
  fetched = [];
  refusals = [];
  kept = [];
  failures = [];
  downloads = open();
  await enrolled(branch, "7", { name: "张三" });
});
afterEach(async () => {
  await downloads.close();
  await branch.close();
});

test("a file is fetched after its message, and what it was is told to its sender", async () => {
  await want("m1", { name: "总结.txt" });
  await flush();
  expect(kept).toEqual(["总结.txt from 张三: 字节"]);
  expect(await told("m1")).toBe("收到 总结.txt");
});

test("the same file of the same message is fetched once", async () => {
  await want("m1");
  await want("m1");
  await flush();
  await flush();
  expect(fetched).toEqual(["handle m1"]);
});

test("what fails for now is fetched later, and nobody hears of it", async () => {
  refusals = [new SendError("transient", "no route"), new SendError("rate-limited", "slow", { retryAfterMs: 60_000 })];
  await want("m1");
  await flush();
  await flush();
  expect(fetched).toEqual(["handle m1"]);
  branch.at("2026-11-23 10:01");
  await flush();
  expect(fetched).toHaveLength(2);
  branch.at("2026-11-23 10:02");
  await flush();
  expect(kept).toHaveLength(1);
  expect(await told("m1")).toBe("收到 文件");
});

test("one that never comes is given up after some hours, with one sentence", async () => {
  refusals = Array.from({ length: 100 }, () => new SendError("transient", "no route"));
  await want("m1");
  for (let hour = 10; hour < 24; hour += 1) {
    for (const minute of ["00", "20", "40"]) {
      branch.at(`2026-11-23 ${hour}:${minute}`);
      await flush();
    }
  }
  expect(fetched).toHaveLength(12);
  expect(await told("m1")).toBe("文件没有取到，请再发一次。");
});

test("one that is not there any more is given up at once", async () => {
  refusals = [new SendError("invalid", "no such file")];
  await want("m1");
  await flush();
  await flush();
  expect(fetched).toHaveLength(1);
  expect(await told("m1")).toBe("文件没有取到，请再发一次。");
});

test("one that says it is too large is not fetched at all", async () => {
  await want("m1", { size: MB + 1 });
  await flush();
  expect(fetched).toEqual([]);
  expect(await told("m1")).toBe("文件超过 1 MB，没有收下。请压缩或拆开后再发。");
});

test("a program that stopped in the middle fetches it when it starts again", async () => {
  refusals = [new SendError("transient", "the program ended")];
  await want("m1");
  await flush();
  await downloads.close();
  branch.at("2026-11-23 10:01");
  downloads = open();
  await flush();
  expect(kept).toHaveLength(1);
});

test("trouble with what is read of it is tried again as well", async () => {
  const troubles = [new Error("no space left")];
  await downloads.close();
  downloads = open({
    ...use,
    receive: async (deps, file, report) => {
      const trouble = troubles.shift();
      if (trouble !== undefined) throw trouble;
      return use.receive(deps, file, report);
    },
  });
  await want("m1");
  await flush();
  expect(kept).toEqual([]);
  branch.at("2026-11-23 10:01");
  await flush();
  expect(kept).toHaveLength(1);
});

test("why a file could not be read is told to whoever runs the program, and not tried again", async () => {
  await downloads.close();
  downloads = open({
    ...use,
    receive: async (_deps, _file, report) => {
      report(new Error("the thread ended"));
      return async () => said("refused", "没有读完");
    },
  });
  await want("m1");
  await flush();
  await flush();
  expect(failures).toEqual(["download 1 (test)"]);
  expect(await told("m1")).toBe("没有读完");
});

test("one of which nothing readable is left is given up and told of, and the next is fetched", async () => {
  await add("m0", "{");
  await add("m1", JSON.stringify({ file: { kind: "file" }, from: "7" }));
  await want("m2");
  await flush();
  expect(fetched).toEqual(["handle m2"]);
  expect(failures).toEqual(["download 1 (test)", "download 2 (test)"]);
  expect(await nextDownload(branch.deps.db)).toBeUndefined();
});

test("nothing is kept for somebody who is no member any more", async () => {
  await want("m1");
  const { id: personId } = await branch.deps.db
    .selectFrom("person")
    .select("id")
    .where("name", "=", "张三")
    .executeTakeFirstOrThrow();
  await endMembership(branch.deps.db, { personId, organisationId: branch.organisation });
  await flush();
  expect(kept).toEqual([]);
  expect(await told("m1")).toBeUndefined();
});

const use: FileUse = {
  name: "test",
  maxBytes: MB,
  take: async () => undefined,
  receive: async (_deps, { file, bytes }) => {
    const name = file.name ?? "文件";
    return async (call) => {
      kept.push(`${name} from ${call.speaker.name}: ${Buffer.from(bytes).toString()}`);
      return said("answered", `收到 ${name}`);
    };
  },
  lost: async (call, _file, why) => notReceived(call, why, MB),
};

function open(wanted = use): Pump {
  return openDownloads({
    deps: branch.deps,
    channels: new Map([["telegram", channel]]),
    uses: async () => [wanted],
    onDone: () => {},
    onError: (_error, about) => failures.push(about),
  });
}

async function want(key: string, more: { name?: string; size?: number } = {}): Promise<void> {
  const job: DownloadJob = {
    file: { kind: "file", handle: `handle ${key}`, ...more },
    organisation: branch.organisation,
    from: "7",
    chat: "7",
    chatType: "private",
    message: key,
    sentAt: branch.deps.clock().toISOString(),
  };
  await add(key, JSON.stringify(job));
}

async function add(key: string, payload: string): Promise<void> {
  const created_at = branch.deps.clock().toISOString();
  const row = { source_key: key, source_n: 0, purpose: "test", channel: "telegram", payload, created_at };
  await addDownload(branch.deps.db, row);
}

async function flush(): Promise<void> {
  downloads.wake();
  await downloads.idle();
}

async function told(key: string): Promise<string | undefined> {
  const row = await findOutbox(branch.deps.db, `${key}/file/0/0`);
  return row && JSON.parse(row.payload).card.plain;
}

const channel = channelDouble("telegram", ["buttons", "edits"], {
  send: async (_chat, _outbound, key) => key,
  fetch: async (handle) => {
    fetched.push(handle);
    const refusal = refusals.shift();
    if (refusal !== undefined) throw refusal;
    return Buffer.from("字节");
  },
});
