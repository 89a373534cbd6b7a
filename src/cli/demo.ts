import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { PICTURE_NAMES, pictureOf } from "../bot/pictures.ts";
import { weeklyOf, weeklyText } from "../bot/weekly.ts";
import { packageRoot } from "../config/root.ts";
import { addDays, isoWeek, weekPeriod } from "../ledger/calendar.ts";
import { openProgram, type Program } from "../program.ts";
import { pngOf } from "../report/chart.ts";
import { draftPicture } from "../report/draft-picture.ts";
import { findOrganisation } from "../store/organisations.ts";
import { CommandError } from "./command-error.ts";
import { draftFor, draftText, writeDraft } from "./draft.ts";
import type { Io } from "./io.ts";
import { writeOutput } from "./output-file.ts";
import { readTranscriptFile, replayAll } from "./replay.ts";

const YEAR = 2025;
const ORGANISATION = "第一党支部";
/** A week of the sample in which much happened. */
const WEEK = weekPeriod("2025-06-25");
/** Marks a folder as one that the demo made and may replace. */
const LEDGER = "ledger";

/** Plays a sample year through the pipeline into a folder of its own and writes what a branch would get. */
export async function demoCommand(io: Io, options: { out: string }): Promise<number> {
  const folder = resolve(options.out);
  clear(folder);
  const transcript = readTranscriptFile(join(packageRoot, "examples", `${YEAR}.txt`));
  const config = { ...io.config(), databaseUrl: undefined };
  const program = await openProgram({ dataDir: join(folder, LEDGER), config });
  try {
    io.out(`示例：把 ${YEAR} 年的 ${transcript.lines.length} 条聊天记进台账\n`);
    let month = "";
    await replayAll(io, { program, transcript }, ({ line, from, text, reply }) => {
      const day = transcript.lines.find((one) => one.line === line)?.day ?? "";
      if (day.slice(0, 7) === month) return;
      month = day.slice(0, 7);
      io.out(`\n${day} ${from}：${text}\n${indented(reply)}\n`);
    });
    const files = await results(io, program, folder);
    io.out(`\n文件：\n${files.map((file) => `  ${file}\n`).join("")}`);
    return 0;
  } finally {
    await program.close();
  }
}

async function results(io: Io, program: Program, folder: string): Promise<string[]> {
  const draft = await draftFor(program, { data: folder, year: YEAR, org: ORGANISATION }, io.clock());
  io.out(`\n${draftText(draft, program.deps.headline)}`);
  const found = await findOrganisation(program.deps.db, ORGANISATION);
  if (!("found" in found)) throw new Error(`the sample has no ${ORGANISATION}`);
  const weekly = join(folder, `${ORGANISATION}${isoWeek(WEEK.first)}周报.txt`);
  const picture = await draftPicture(draft, program.deps.catalogue, (heat) => pngOf(heat, folder));
  const { written: files } = await writeDraft(draft, folder, { picture });
  writeOutput(
    weekly,
    `${weeklyText(await weeklyOf(program.deps, found.found.id, { week: WEEK, on: addDays(WEEK.last, 1) }))}\n`,
  );
  return [...files, weekly, ...(await pictures(program, found.found.id, folder))];
}

/** What `图`, `图 月` and `图 义务` would send. */
async function pictures(program: Program, organisation: number, folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const shown of ["周", "月", "义务"] as const) {
    const picture = await pictureOf(program.deps.db, program.deps, { organisation, year: YEAR, shown });
    const file = join(folder, `${ORGANISATION}${YEAR}年${PICTURE_NAMES[shown]}.png`);
    writeOutput(file, await pngOf(picture, folder));
    files.push(file);
  }
  return files;
}

/** Empties what an earlier demo left; any other folder is refused. */
function clear(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0) return;
  if (!existsSync(join(folder, LEDGER))) throw new CommandError(`${folder} 里有别的内容，请用 --out 换一个文件夹。`);
  rmSync(folder, { recursive: true });
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => `    ${line}`)
    .join("\n");
}
