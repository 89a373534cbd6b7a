import { openStore } from "../../src/store/open.ts";

// Opens each file in turn and says on stdout what was wrong.
for (const file of process.argv.slice(2)) {
  const said = await openStore({ file }).then(
    () => "opened",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  process.stdout.write(`${said}\n`);
}
