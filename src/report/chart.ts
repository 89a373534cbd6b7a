import type { Picture } from "./charts/canvas.ts";
import { inThread } from "./threads.ts";
import type { Task } from "./work.ts";

const LIMIT_MS = 20_000;

/** Makes a PNG of a picture in a thread, so that messages are answered meanwhile. */
export async function pngOf({ svg, width }: Picture, dataDir: string): Promise<Uint8Array> {
  return inThread<Uint8Array>({ do: "picture", drawn: { picture: { svg, width }, dataDir } } satisfies Task, {
    limitMs: LIMIT_MS,
    failure: "图没有画成：画图的线程出错了",
  });
}
