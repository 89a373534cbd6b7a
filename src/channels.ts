import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Channel } from "./bot/channel.ts";
import { menus } from "./bot/commands/menus.ts";
import type { Watched } from "./bot/work/healths.ts";
import { type Config, ConfigError, type FeishuConfig, type TelegramConfig } from "./config/environment.ts";
import type { Program } from "./program.ts";
import { codeOf } from "./store/errors.ts";
import { getMark, setMark } from "./store/marks.ts";

/** What wiring tells the operator of. */
type Telling = {
  readonly report: (error: unknown, about: string) => void;
  readonly note: (text: string) => void;
};

type Pushed = {
  readonly path: string;
  readonly handler: (request: IncomingMessage, response: ServerResponse) => unknown;
};

type Platforms = { readonly channels: readonly Channel[]; readonly pushed: readonly Pushed[] };

/** Opens the channels that the settings name; a platform's SDK is loaded only for one of them. */
export async function openPlatforms(program: Program, config: Config, telling: Telling): Promise<Platforms> {
  const opened = [
    ...(config.telegram === undefined ? [] : [await openTelegram(program, config.telegram, telling)]),
    ...(config.feishu === undefined ? [] : [await openFeishu(config.feishu, telling)]),
  ];
  return { channels: opened.map(({ channel }) => channel), pushed: opened.flatMap(({ pushed }) => pushed ?? []) };
}

async function openTelegram({ deps }: Program, config: TelegramConfig, { report, note }: Telling) {
  const { telegramChannel } = await import("./bot/channels/telegram.ts");
  const { sleep } = await import("./bot/channels/time.ts");
  const { tunnelAgent } = await import("./bot/channels/proxy.ts");
  const bot = config.token.split(":")[0];
  const mark = (key: string) => ({
    get: () => getMark(deps.db, key),
    set: (value: string) => setMark(deps.db, key, value),
  });
  const channel = telegramChannel({
    token: config.token,
    webhook: config.webhook,
    apiRoot: config.apiRoot,
    agent: config.proxy === undefined ? undefined : tunnelAgent({ proxy: config.proxy }),
    cursor: mark(`cursor:telegram:${bot}`),
    known: mark(`bot:telegram:${bot}`),
    menus: menus(),
    clock: deps.clock,
    random: Math.random,
    sleep,
    onError: report,
    note: (text) => note(`${text}\n`),
  });
  return { channel, pushed: channel.webhook };
}

async function openFeishu(config: FeishuConfig, { report, note }: Telling) {
  const { larkChannel } = await import("./bot/channels/lark.ts");
  const { tunnelAgent } = await import("./bot/channels/proxy.ts");
  const { webhook, proxy, ...app } = config;
  const agent = proxy === undefined ? {} : { agent: tunnelAgent({ proxy }) };
  const line = (text: string) => note(`${text}\n`);
  const channel = larkChannel({ ...app, ...agent, ...(webhook && { webhook }), report, note: line });
  return { channel, pushed: channel.webhook };
}

type Served = Pick<Platforms, "pushed"> & { readonly channels: readonly Watched[] };

/** Serves what platforms push, and `/healthz`: 200 while every channel is up and nothing is amiss, else 503. */
export async function serve(http: NonNullable<Config["http"]>, { channels, pushed }: Served): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    const target = pushed.find((one) => one.path === path);
    if (target !== undefined) target.handler(request, response);
    else if (path === "/healthz") answerHealth(response, channels);
    else response.writeHead(404).end();
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.listen(http.port, http.host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw unserved(http, error);
  }
  return server;
}

/** Why nothing is served, told by the setting that is wrong. */
function unserved({ host, port }: NonNullable<Config["http"]>, error: unknown): Error {
  const why: ReadonlyMap<unknown, string> = new Map([
    ["EADDRINUSE", `HTTP_PORT 的端口 ${port} 已经被别的程序占用，请换一个端口，或停止那个程序`],
    ["EACCES", `没有权限使用 HTTP_PORT 的端口 ${port}，请换成 1024 以上的端口`],
  ]);
  return new ConfigError(
    `${why.get(codeOf(error)) ?? `HTTP_HOST 的 ${host} 不是本机的地址，请改成 127.0.0.1 或 0.0.0.0`}。`,
    {
      cause: error,
    },
  );
}

function answerHealth(response: ServerResponse, channels: readonly Watched[]): void {
  const states = channels.map((channel) => ({ channel: channel.name, ...channel.health() }));
  const up = states.every(({ state, detail }) => state === "up" && detail === undefined);
  response.writeHead(up ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(states));
}
