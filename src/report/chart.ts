import type { Picture } from "./chart-canvas.ts";
import { FONT } from "./chart-canvas.ts";
import { findFont } from "./chart-font.ts";
import { runWorker, workerFile } from "./documents.ts";

/** Twice the points of the drawing: crisp on a phone. */
const SCALE = 2;
const LIMIT_MS = 20_000;

/**
 * Makes a PNG of a picture in a worker thread, so that messages are answered meanwhile.
 * Rejects with one clear sentence where the machine has no Chinese font.
 */
export async function pngOf({ svg, width }: Picture, dataDir: string): Promise<Uint8Array> {
  const font = findFont(dataDir);
  if (font === undefined) {
    throw new Error("这台机器没有中文字体：请安装 Noto Sans CJK 或文泉驿，或把字体文件放到数据文件夹的 fonts 里");
  }
  const named = svg.replace(`font-family="${FONT}"`, `font-family="${font.family}"`);
  return runWorker<Uint8Array>(workerFile("chart-worker"), { svg: named, width: width * SCALE, font }, LIMIT_MS);
}
