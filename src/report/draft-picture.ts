import type { Catalogue } from "../ledger/kinds.ts";
import { pngOf } from "./chart.ts";
import { timesByPart, weeksOf } from "./chart-data.ts";
import { heatMap } from "./chart-heat.ts";
import type { Draft } from "./draft.ts";

/** A picture as a sheet shows it: its size is that on the sheet, and `words` say what it is. */
export type SheetPicture = {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly words: string;
};

/** The draft's year by weeks, from the records that the draft is made of. */
export async function draftPicture(
  { organisation, year, rows }: Pick<Draft, "organisation" | "year" | "rows">,
  catalogue: Catalogue,
  dataDir: string,
): Promise<SheetPicture> {
  const name = organisation.split(">").at(-1)?.trim() ?? organisation;
  const picture = heatMap(name, year, timesByPart(rows, catalogue, weeksOf(year)));
  const { width, height } = picture;
  return { png: await pngOf(picture, dataDir), width, height, words: `${name} ${year} 年各周活动` };
}
