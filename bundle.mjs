// Puts the built program, what runs in its threads and the libraries that both need into a few
// files: opening five hundred small ones takes longer than all the rest. What is native, or
// loaded only for some work, stays a package. `dist/src` stays as it is, for benchmarks.
import { deepStrictEqual } from "node:assert/strict";
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { build } from "esbuild";

const PACKAGES = [
  "pg",
  "pino",
  "@larksuiteoapi/node-sdk",
  "docx",
  "docxtemplater",
  "pizzip",
  "hucre",
  "tar",
  "chinese-days",
  "@resvg/resvg-js",
];

/** What runs in threads: see `BuiltModule`. */
const IN_THREADS = [
  "report/worker",
  "report/work",
  "report/tables/worker",
  "report/learn/worker",
  "bot/own-data/compact-file",
  "bot/work/log-thread",
  "bot/work/reader",
  "bot/weekly/reader",
];

await bundle(["dist/bin/taizhang.js"], "dist/bin");
chmodSync("dist/bin/taizhang.js", 0o755);
await bundle(
  IN_THREADS.map((name) => ({ in: `dist/src/${name}.js`, out: name })),
  "dist/threads",
);

await prepareCatalogue();

/** Puts entries and all that they load into a folder of their own. */
async function bundle(entryPoints, outdir) {
  const { outputFiles } = await build({
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    // As strings, which esbuild writes in ASCII with what they mean, raw or not.
    supported: { "template-literal": false },
    external: PACKAGES,
    // Libraries in the older module format ask for Node's own modules by `require`.
    banner: {
      js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
    },
    // Without what only readers need; lines stay short, so that a stack still tells the place.
    minifyWhitespace: true,
    lineLimit: 120,
    legalComments: "none",
    write: false,
    logLevel: "warning",
  });
  rmSync(outdir, { recursive: true, force: true });
  for (const { path, text } of outputFiles) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, inAscii(text, path));
  }
}

/** Reads the shipped catalogue once and for all starts. */
async function prepareCatalogue() {
  const { PREPARED, digestOf, loadCatalogueFiles, textsIn } = await import("./dist/src/config/catalogue-files.js");
  rmSync(PREPARED, { force: true });
  const files = await loadCatalogueFiles("no-such-folder");
  const kept = JSON.stringify({ digest: digestOf(textsIn("no-such-folder")), files });
  deepStrictEqual(JSON.parse(kept).files, files);
  writeFileSync(PREPARED, kept);
}

/**
 * The Chinese that esbuild leaves in regular expressions, as escapes: V8 keeps a source with one such
 * character at two bytes for all of them.
 */
function inAscii(text, path) {
  const [told] = /\\[^\0-\x7f]/.exec(text) ?? [];
  if (told !== undefined) throw new Error(`${path}: this would mean something else with escapes: ${told}`);
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
