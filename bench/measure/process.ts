import { spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { residentMb, root, startFlags } from "../built.ts";
import { compared, type Figure } from "../figures.ts";
import { rounds, type Setting } from "../rounds.ts";

const LIMIT_MS = 500;
const LIMIT_MB = 85;
const PROMPT = "> ";
const ANSWER = "已记";
const PATIENCE_MS = 30_000;

/** Makes a process believe that a person types into it. */
const TERMINAL = "data:text/javascript,process.stdin.isTTY = true";

/**
 * The terminal chat on a ledger that is there, from spawning node to its first prompt; and,
 * after a message and its answer, the memory it keeps. Each start makes the day's backup.
 */
export async function measure({ size, folder }: Setting): Promise<Figure[]> {
  const data = join(folder, "data");
  const chat = [...startFlags, join(root, "dist", "bin", "taizhang.js"), "start", "--data", data];
  const empty = ["--eval", `process.stdout.write(${JSON.stringify(PROMPT)}); process.stdin.resume()`];
  await inProcess(["--import", TERMINAL, ...chat], folder, async (started) => started.ms);

  const starts = await rounds(
    { warm: 1, runs: size === "full" ? 15 : 9 },
    {
      empty: () => inProcess(empty, folder, async ({ ms }) => ms),
      chat: () => inProcess(["--import", TERMINAL, ...chat], folder, async ({ ms }) => ms),
    },
  );
  const limits = [{ of: "excess", atMost: LIMIT_MS }] as const;
  const start = compared({ name: "start to first prompt", unit: "ms", limits }, starts.chat, {
    name: "ms empty node",
    runs: starts.empty,
  });
  return existsSync("/proc/self/status") ? [start, await memory({ size, folder }, { chat, empty, data })] : [start];
}

async function memory(
  { size, folder }: Setting,
  { chat, empty, data }: { chat: string[]; empty: string[]; data: string },
): Promise<Figure> {
  const idleMs = size === "full" ? 5000 : 2000;
  const { used, none } = await rounds(
    { warm: 0, runs: 7 },
    {
      used: (round) => {
        rmSync(join(data, "backups"), { recursive: true, force: true });
        return inProcess(["--import", TERMINAL, ...chat], folder, async ({ pid, says }) => {
          await says(`交心得体会${round + 1}篇\n`, ANSWER);
          await wait(idleMs);
          return residentMb({ pid });
        });
      },
      none: () =>
        inProcess(empty, folder, async ({ pid }) => {
          await wait(idleMs);
          return residentMb({ pid });
        }),
    },
  );
  const limits = [{ of: "figure", atMost: LIMIT_MB }] as const;
  return compared({ name: "memory of the idle chat", unit: "MB", limits }, used, { name: "MB empty node", runs: none });
}

type Started = {
  readonly pid: number;
  /** From spawning to the first prompt. */
  readonly ms: number;
  /** Types something and waits until the answer holds some words. */
  says(text: string, answer: string): Promise<void>;
};

/** Runs node until its first prompt, does the work and ends it. */
async function inProcess(
  args: readonly string[],
  folder: string,
  work: (started: Started) => Promise<number>,
): Promise<number> {
  const begin = performance.now();
  const { PATH, SystemRoot } = process.env;
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH, SystemRoot },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let printed = "";
  let heard = () => {};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    heard();
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const hears = async (words: string) => {
    while (!printed.includes(words)) {
      const more = new Promise<"more">((resolve) => {
        heard = () => resolve("more");
      });
      if ((await Promise.race([more, ended, wait(PATIENCE_MS, "", { ref: false })])) !== "more")
        throw new Error(`no “${words}”: ${printed}`);
    }
  };
  try {
    await hears(PROMPT);
    const ms = performance.now() - begin;
    const says = (text: string, answer: string) => {
      child.stdin.write(text);
      return hears(answer);
    };
    return await work({ pid: child.pid ?? 0, ms, says });
  } finally {
    child.kill();
    await ended;
  }
}
