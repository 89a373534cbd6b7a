import type { Catalogue } from "../ledger/kinds.ts";
import type { Picture } from "./chart-canvas.ts";
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

type Pictured = Pick<Draft, "organisation" | "year" | "rows">;

/** The draft's year by weeks, from the records that the draft is made of. */
export async function draftPicture(
  draft: Pictured,
  catalogue: Catalogue,
  png: (picture: Picture) => Uint8Array | Promise<Uint8Array>,
): Promise<SheetPicture> {
  const { organisation, year, rows } = draft;
  const name = organisation.split(">").at(-1)?.trim() ?? organisation;
  const picture = heatMap(name, year, timesByPart(rows, catalogue, weeksOf(year)));
  const { width, height } = picture;
  return { png: await png(picture), width, height, words: `${name} ${year} 年各周活动` };
}
