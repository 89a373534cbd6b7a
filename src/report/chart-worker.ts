import { parentPort, workerData } from "node:worker_threads";
import { Resvg } from "@resvg/resvg-js";
import type { Font } from "./chart-font.ts";

// The entry of a worker thread: one SVG in, its PNG out, done.
const { svg, width, fonts }: { svg: string; width: number; fonts: readonly [Font, ...Font[]] } = workerData;
const picture = new Resvg(svg, {
  font: {
    loadSystemFonts: false,
    fontFiles: fonts.map(({ file }) => file),
    defaultFontFamily: fonts[0].family,
  },
  fitTo: { mode: "width", value: width },
});
parentPort?.postMessage(new Uint8Array(picture.render().asPng()));
