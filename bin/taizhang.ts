#!/usr/bin/env node
import { existsSync } from "node:fs";
import { failed, processIo } from "../src/cli/process-io.ts";
import { run } from "../src/cli.ts";

if (existsSync(".env")) process.loadEnvFile(".env");
const io = processIo(process);
try {
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  process.exitCode = failed(error, io);
}
