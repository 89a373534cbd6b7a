import { join, resolve } from "node:path";
import * as z from "zod";
import { dayIn, yearPeriod } from "../ledger/calendar.ts";
import { pngOf } from "../report/chart.ts";
import { monthBars } from "../report/charts/bars.ts";
import type { Picture } from "../report/charts/canvas.ts";
import { countsByPart, MONTHS, weeksOf } from "../report/charts/data.ts";
import { dutyGrid } from "../report/charts/duties.ts";
import { heatMap } from "../report/charts/heat.ts";
import type { Beside } from "../report/draft-picture.ts";
import { findLedger } from "../store/activities.ts";
import { makeFolder } from "../store/folder.ts";
import { getOrganisation, unitIds } from "../store/organisations.ts";
import type { Db } from "../store/schema.ts";
import { writeApart } from "../store/whole-file.ts";
import type { Call, Deps } from "./call.ts";
import type { Chart, Outbound } from "./channel.ts";
import type { DraftWanted } from "./drafts/drafting.ts";
import { dutyState } from "./duties/state.ts";
import { readable } from "./files/readable-files.ts";
import { drawChart, pictureFile } from "./pictures/drawings.ts";
import { shortDay } from "./replies/describe.ts";
import { shows } from "./replies/plain.ts";
import { asked, askedHere, leaveWork } from "./work/payload.ts";

/** What a picture shows: weeks × kinds, months against last year, or the duties. */
const SHOWN = ["周", "月", "义务"] as const;
type Shown = (typeof SHOWN)[number];

type PictureWanted = { readonly organisation: number; readonly year: number; readonly shown: Shown };

/** A picture to make and to send to a chat. */
export const pictureJob = asked.extend({ organisation: z.number(), year: z.number(), shown: z.enum(SHOWN) });

type PictureJob = Readonly<z.infer<typeof pictureJob>>;

/** What pictures are called, after branch and year. */
export const PICTURE_NAMES: Readonly<Record<Shown, string>> = { 周: "各周活动", 月: "各月活动", 义务: "义务" };

/** Reads the ledger for a picture and draws it. */
export async function pictureOf(db: Db, deps: PictureDeps, wanted: PictureWanted): Promise<Picture> {
  const { organisation, year, shown } = wanted;
  const { name, zone } = await getOrganisation(db, organisation);
  if (shown === "义务") {
    const today = dayIn(zone, deps.clock());
    return dutyGrid(name, year, (await dutyState(db, deps, { organisation, year, today })).stands);
  }
  const read = (of: number) =>
    findLedger(db, { organisations: [organisation], period: yearPeriod(of), states: ["counted"] });
  const activities = await read(year);
  if (shown === "周") return heatMap(name, year, countsByPart(activities, deps.catalogue, weeksOf(year)));
  const before = countsByPart(await read(year - 1), deps.catalogue, MONTHS);
  return monthBars(name, year, { now: countsByPart(activities, deps.catalogue, MONTHS), before });
}

type PictureDeps = Pick<Deps, "catalogue" | "duties" | "clock">;

/** What the pictures of a draft show besides its records, as of the draft's day. */
export async function besideDraft(
  db: Db,
  deps: Pick<Deps, "catalogue" | "duties">,
  { organisation, year, withSubUnits, madeAt }: DraftWanted & { readonly madeAt: Date },
): Promise<Beside> {
  const { zone } = await getOrganisation(db, organisation);
  const today = dayIn(zone, madeAt);
  const units = withSubUnits ? await unitIds(db, organisation) : [organisation];
  const earlier = await findLedger(db, { organisations: units, period: yearPeriod(year - 1), states: ["counted"] });
  const { stands } = await dutyState(db, deps, { organisation, year, today });
  const { first, last } = yearPeriod(year);
  const until = today < last ? shortDay(today, first) : undefined;
  return { before: countsByPart(earlier, deps.catalogue, MONTHS), stands, until };
}

const chart: z.ZodType<Chart> = z.object({
  title: z.string(),
  categories: z.array(z.string()),
  series: z.array(z.object({ name: z.string(), values: z.array(z.number()) })),
});

/** A chart to draw, and to send behind the words that were said already. */
export const chartJob = asked.extend({
  organisation: z.number(),
  chart,
  /** What tells its file from those of other charts of the organisation. */
  stem: z.string().exactOptional(),
});

type ChartJob = Readonly<z.infer<typeof chartJob>>;

/** Leaves a chart to be drawn and sent behind the words, where the channel shows pictures but the chat no charts. */
export async function drawLater(call: Call, chart: Chart, stem: string): Promise<void> {
  if (!call.deps.can(call.channel, "buttons") || shows(call, "charts")) return;
  const job: ChartJob = { ...askedHere(call), organisation: call.organisation.id, chart, stem };
  await leaveWork(call, "chart", job);
}

/** Draws a chart that words have told of already, and returns what is to be sent. */
export async function makeChart({ dataDir }: Pick<Deps, "dataDir">, job: ChartJob): Promise<Outbound[]> {
  const { chart, organisation, stem = "chart" } = job;
  const picture = pictureFile(dataDir, `${stem}-${organisation}`, chart.title);
  await drawChart(chart, picture, dataDir);
  return [{ kind: "card", card: { plain: chart.title, picture } }];
}

/** Draws what a job wants and writes it under a readable name. */
export async function makePictureFile(deps: Deps, wanted: PictureWanted): Promise<Outbound[]> {
  const picture = await pictureOf(deps.db, deps, wanted);
  const bytes = await pngOf(picture, deps.dataDir);
  const { name } = await getOrganisation(deps.db, wanted.organisation);
  const folder = resolve(deps.dataDir, "pictures");
  makeFolder(folder);
  const title = `${readable(name, 40)}${wanted.year}年${PICTURE_NAMES[wanted.shown]}.png`;
  // The folder is one for all branches: the id keeps those of the same name apart.
  const path = join(folder, `${wanted.organisation}-${title}`);
  await writeApart(path, bytes);
  return [{ kind: "file", file: { path, name: title }, caption: title.replace(/\.png$/, "") }];
}

/** Leaves a picture of the speaker's organisation to be drawn and sent to where it was asked for. */
export async function pictureLater(call: Call, wanted: Omit<PictureWanted, "organisation">): Promise<void> {
  const job: PictureJob = { ...wanted, ...askedHere(call), organisation: call.organisation.id };
  await leaveWork(call, "picture", job);
}
