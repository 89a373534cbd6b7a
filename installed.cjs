// Says in a sentence what an installation lacks where the program itself could not even start:
// loaded before it, and before the build. Runs on old versions of Node too.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const OLDEST = [20, 19];
const PROGRAM = "dist/bin/taizhang.js";
const TOOLS = ["node_modules/typescript", "node_modules/esbuild"];

/** What `src/store/driver.ts` loads. npm leaves it out where there is no compiler, even the one that needs none. */
const driverFor = (major) => `node_modules/better-sqlite3${major >= 24 ? "-13" : ""}`;

/** What is missing, where something is; `has` tells whether a path of the package is there. */
function lacking({ version, script, has }) {
  const [major, minor] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return `需要 Node.js ${OLDEST.join(".")} 或更新，这台机器上是 ${version}。请换上新版本，再运行 npm ci。`;
  }
  if (script === "prepare") {
    if (!TOOLS.every(has)) return "没有装上编译用的工具。请运行 npm ci --include=dev。";
    if (has(driverFor(major))) return undefined;
    return major >= 24
      ? "数据库驱动没有装上。请运行 npm ci --ignore-scripts，再运行 npm run build。"
      : "数据库驱动没有编译成。请按 docs/install.md 装好编译工具，再运行 npm ci。";
  }
  return has(PROGRAM) ? undefined : "程序还没有编译好。请运行 npm ci --include=dev --ignore-scripts=false。";
}

const problem = lacking({
  version: process.versions.node,
  script: process.env.npm_lifecycle_event,
  has: (path) => existsSync(join(__dirname, path)),
});
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

module.exports = { lacking };
