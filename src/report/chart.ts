import type { Picture } from "./chart-canvas.ts";
import { FONT } from "./chart-canvas.ts";
import { findFonts } from "./chart-font.ts";
import { runWorker, workerFile } from "./documents.ts";

/** Twice the points of the drawing: crisp on a phone. */
const SCALE = 2;
const LIMIT_MS = 20_000;

/** Makes a PNG of a picture in a worker thread, so that messages are answered meanwhile. */
export async function pngOf({ svg, width }: Picture, dataDir: string): Promise<Uint8Array> {
  const fonts = findFonts(dataDir);
  const named = svg.replace(`font-family="${FONT}"`, `font-family="${fonts[0].family}"`);
  return runWorker<Uint8Array>(workerFile("chart-worker"), { svg: named, width: width * SCALE, fonts }, LIMIT_MS, {
    failure: "图没有画成：画图的线程出错了",
  });
}
