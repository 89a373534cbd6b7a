import type { Stand } from "../ledger/duties.ts";
import type { Catalogue, Kind } from "../ledger/kinds.ts";
import { monthBars } from "./charts/bars.ts";
import type { Picture } from "./charts/canvas.ts";
import { countsByPart, type KindRow, MONTHS, weeksOf } from "./charts/data.ts";
import { dutyGrid } from "./charts/duties.ts";
import { heatMap } from "./charts/heat.ts";
import type { Draft } from "./draft.ts";
import { lastName } from "./text.ts";

/** A picture as a document shows it: its size on a sheet, what it is, and what is told to those who cannot see it. */
export type DocumentPicture = {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly words: string;
  readonly alt: string;
};

type Pictured = Pick<Draft, "organisation" | "year" | "rows">;

type Draw = (picture: Picture) => Uint8Array | Promise<Uint8Array>;

/** The draft's year by weeks, from the records that the draft is made of. */
export async function draftPicture(
  { organisation, year, rows }: Pictured,
  catalogue: Catalogue,
  png: Draw,
): Promise<DocumentPicture> {
  const name = lastName(organisation);
  const words = `${name} ${year} 年各周活动`;
  return drawn(heatMap(name, year, countsByPart(rows, withFormer(catalogue, rows), weeksOf(year))), png, {
    words,
    alt: `${words}：一行一类，一格一周，颜色越深数量越多。`,
  });
}

/** What a draft's pictures show besides its own records. */
export type Beside = {
  /** The year before by months, of the same units. */
  readonly before: readonly KindRow[];
  /** The duties of the organisation, and the day on which they stood so, in words, unless the year was over. */
  readonly stands: readonly Stand[];
  readonly until: string | undefined;
};

/** The duties as they stood on the draft's day, and its months against the year before. */
export async function morePictures(
  { organisation, year, rows, catalogue }: Pictured & { readonly catalogue: Catalogue },
  { before, stands, until }: Beside,
  png: Draw,
): Promise<DocumentPicture[]> {
  const name = lastName(organisation);
  const duties = `${name} ${year} 年义务${until === undefined ? "" : `（到${until}）`}`;
  const months = `${name} ${year} 年各月活动，和 ${year - 1} 年比`;
  const grid = {
    words: duties,
    alt: `${duties}：一行一项，一格一个周期，办了、没有记录、未到各有标记。`,
  };
  return [
    // A general branch may owe nothing of its own.
    ...(stands.length === 0 ? [] : [await drawn(dutyGrid(name, year, stands), png, grid)]),
    await drawn(monthBars(name, year, { now: countsByPart(rows, withFormer(catalogue, rows), MONTHS), before }), png, {
      words: months,
      alt: `${months}：一类一格，深色是 ${year} 年，浅色是 ${year - 1} 年。`,
    }),
  ];
}

async function drawn(
  picture: Picture,
  png: Draw,
  told: Pick<DocumentPicture, "words" | "alt">,
): Promise<DocumentPicture> {
  const { width, height } = picture;
  return { png: await png(picture), width, height, ...told };
}

/** The kinds that records of a kept draft had, be they called otherwise by now. */
function withFormer({ kinds, ...rest }: Catalogue, rows: Pictured["rows"]): Catalogue {
  const known = new Set(kinds.map(({ name }) => name));
  const former = [...new Set(rows.flatMap((row) => row.kinds))].filter((name) => !known.has(name));
  return { ...rest, kinds: [...kinds, ...former.map((name): Kind => ({ ...PLAIN, name }))] };
}

const PLAIN: Omit<Kind, "name"> = {
  aliases: [],
  slips: [],
  family: "activity",
  unit: "次",
  quantities: [],
  adds: false,
  also: [],
  sensitive: false,
};
