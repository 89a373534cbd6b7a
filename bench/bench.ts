import { execSync, fork } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { root } from "./built.ts";
import { type Figure, verdictOf } from "./figures.ts";
import { MEASURES, type MeasureName } from "./measures.ts";
import { inFolder, type Size } from "./rounds.ts";
import { table } from "./table.ts";

// `npm run bench -- [--quick | --full] [--only NAME]… [--json] [--gate] [--no-build]`
//
// Builds the program and measures it, each measure in a process of its own. `--json` prints
// one document instead of tables; `--gate` fails where a limit is missed.

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean" },
    full: { type: "boolean" },
    only: { type: "string", multiple: true },
    json: { type: "boolean" },
    gate: { type: "boolean" },
    "no-build": { type: "boolean" },
  },
});

const size: Size = options.full ? "full" : "quick";
const names = Object.keys(MEASURES).filter(isMeasure);
const wanted = options.only?.filter(isMeasure) ?? names;
if (wanted.length !== (options.only ?? names).length) {
  console.error(`--only takes one of ${names.join(", ")}`);
  process.exit(2);
}
if (!options["no-build"]) execSync("npm run build --silent", { cwd: root, stdio: ["ignore", 2, 2] });

const all: Figure[] = [];
for (const name of wanted) {
  if (!options.json) console.log(`\n${name}: ${MEASURES[name]}`);
  const figures = await measured(name);
  all.push(...figures);
  if (!options.json) console.log(table(figures));
}

const missed = all.filter((figure) => verdictOf(figure) === "missed");
if (options.json) console.log(JSON.stringify(report(all), null, 2));
else console.log(`\n${summary(all)}`);
if (options.gate && missed.length > 0) process.exitCode = 1;

function isMeasure(name: string): name is MeasureName {
  return Object.hasOwn(MEASURES, name);
}

/** One measure in a fresh process, so that none finds the heap and the caches of another. */
function measured(name: MeasureName): Promise<Figure[]> {
  return inFolder(
    (folder) =>
      new Promise<Figure[]>((resolve, reject) => {
        const child = fork(fileURLToPath(new URL("./run.ts", import.meta.url)), [name, size, folder], {
          stdio: ["ignore", 2, 2, "ipc"],
        });
        child.once("message", (figures: Figure[]) => resolve(figures));
        child.once("exit", (code) => reject(new Error(`${name} ended with ${code} and no figures`)));
      }),
  );
}

function report(figures: readonly Figure[]): object {
  return {
    size,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cores: cpus().length,
    load: loadavg()[0],
    figures: figures.map((figure) => ({ ...figure, verdict: verdictOf(figure) })),
  };
}

function summary(figures: readonly Figure[]): string {
  const of = (verdict: string) => figures.filter((figure) => verdictOf(figure) === verdict);
  const named = (list: readonly Figure[]) => list.map(({ name }) => name).join("; ");
  return [
    `${of("reached").length} limits reached, ${of("missed").length} missed, ${of("unclear").length} unclear`,
    ...(missed.length > 0 ? [`missed: ${named(missed)}`] : []),
    `${process.version}, ${cpus().length} cores, load ${(loadavg()[0] ?? 0).toFixed(1)}, ${size}`,
  ].join("\n");
}
