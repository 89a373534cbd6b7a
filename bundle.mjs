// Puts the built program and the libraries that every start needs into a few files: opening
// five hundred small ones takes longer than all the rest. What is native, or loaded only for
// some work, stays a package. `dist/src` stays as it is: worker threads and benchmarks run it.
import { renameSync, rmSync } from "node:fs";
import { build } from "esbuild";

const PACKAGES = [
  "better-sqlite3",
  "pg",
  "pino",
  "telegraf",
  "@larksuiteoapi/node-sdk",
  "docx",
  "docxtemplater",
  "pizzip",
  "hucre",
  "tar",
  "chinese-days",
  "@resvg/resvg-js",
];

await build({
  entryPoints: ["dist/bin/taizhang.js"],
  outdir: "dist/bundle",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: PACKAGES,
  // Libraries in the older module format ask for Node's own modules by `require`.
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  logLevel: "warning",
});
rmSync("dist/bin", { recursive: true });
renameSync("dist/bundle", "dist/bin");
