#!/usr/bin/env node
import { failed, processIo, watchOutputs } from "../src/cli/process-io.ts";
import { run } from "../src/cli.ts";
import { loadSettings } from "../src/config/settings-file.ts";

// What libraries have to change is nothing for whoever runs the program, and would stand in its log at each start.
process.noDeprecation ??= true;
const io = processIo(process);
watchOutputs(process, io);
try {
  loadSettings(process.env);
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  process.exitCode = failed(error, io);
}
