import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Chore } from "./chores.ts";
import { openLoad, updateOf } from "./load.ts";
import type { Kind, Told } from "./server.ts";

export type Contestant = {
  /** Updates of numbers that this contestant has not had. */
  fresh(count: number): string[];
  readonly load: Awaited<ReturnType<typeof openLoad>>;
  /** Asked once everything that was pushed is done with. */
  told(): Promise<Told>;
  /** Does a chore for as long as some work takes. */
  during<T>(chore: Chore, work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Starts a contestant in a process of its own, with open connections to it. */
export async function contestant(
  kind: Kind,
  { folder, api, connections }: { folder: string; api: string; connections: number },
): Promise<Contestant> {
  const own = join(folder, kind);
  mkdirSync(own, { recursive: true });
  const child = fork(fileURLToPath(new URL("./server.ts", import.meta.url)), [kind, own, api]);
  const ended = once(child, "exit");
  const [{ port }] = (await Promise.race([once(child, "message"), ended])) as [{ port?: number }];
  if (port === undefined) throw new Error(`${kind} did not start`);
  const load = await openLoad(port, connections);
  let next = 0;
  async function asked(wish: "tell" | "rest" | Chore): Promise<Told> {
    const answer = once(child, "message");
    child.send(wish);
    const [told] = (await Promise.race([answer, ended])) as [Told | number];
    if (typeof told !== "object") throw new Error(`${kind} ended with ${told}`);
    return told;
  }
  return {
    fresh: (count) => Array.from({ length: count }, () => updateOf(next++)),
    load,
    told: () => asked("tell"),
    async during(chore, work) {
      await asked(chore);
      const done = await work();
      await asked("rest");
      return done;
    },
    async close() {
      load.close();
      child.disconnect();
      await ended;
    },
  };
}
