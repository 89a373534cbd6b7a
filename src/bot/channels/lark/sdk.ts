import type { Agent } from "node:http";
import type { Readable } from "node:stream";
import * as z from "zod";
import { type Call, type ClientOptions, domainOf, type LarkClient, scrub } from "./client.ts";
import { faultOf, isStaleToken, LarkError, ofToken, unwrap } from "./faults.ts";
import { connect } from "./socket.ts";

type Sdk = typeof import("@larksuiteoapi/node-sdk");
type Http = NonNullable<ConstructorParameters<Sdk["Client"]>[0]["httpInstance"]>;

const DEADLINE_MS = 15_000;
const UPLOAD_DEADLINE_MS = 120_000;
const IDLE_MS = 30_000;

/**
 * Loads Feishu's SDK, which costs about 0.3 s and 70 MB, and wraps what is used of it:
 * `Client` for HTTP, `WSClient` and `EventDispatcher` for the long connection.
 */
export async function loadLarkClient(options: ClientOptions): Promise<LarkClient> {
  const sdk = await import("@larksuiteoapi/node-sdk");
  const http = httpOf(sdk, options.agent);
  const tokens = tokenCache();
  const common = {
    appId: options.appId,
    appSecret: options.appSecret,
    domain: domainOf(options.domain),
    httpInstance: http,
    logger: quietLogger(options),
    loggerLevel: sdk.LoggerLevel.warn,
  };
  const client = new sdk.Client({ ...common, cache: tokens.cache });
  singleFlight(client);
  let generation = 0;

  async function withToken(attempt: () => Promise<unknown>): Promise<unknown> {
    const used = generation;
    try {
      return await attempt();
    } catch (error) {
      const fault = faultOf(error);
      if (!isStaleToken(fault)) throw fault;
      if (used === generation) {
        generation += 1;
        tokens.clear();
      }
      return await attempt().catch((again: unknown) => {
        throw faultOf(again);
      });
    }
  }

  return {
    call: (request) => withToken(async () => unwrap(await client.request(requestOf(request)))),
    async download(path, query) {
      const request = { method: "GET", url: path, params: query, responseType: "stream" as const };
      return flowing(readable.parse(await withToken(() => client.request(request))), options.idleMs ?? IDLE_MS);
    },
    connect: (socket) =>
      connect({ ...options, sdk, common, agent: options.agent, pingTimeoutMs: options.pingTimeoutMs }, socket),
  };
}

const readable = z.custom<Readable>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
);

function requestOf({ method, path, query = {}, body, upload, deadlineMs }: Call) {
  return {
    method,
    url: path,
    params: query,
    timeout: deadlineMs ?? (upload === true ? UPLOAD_DEADLINE_MS : DEADLINE_MS),
    ...(body === undefined ? {} : { data: body }),
    ...(upload === true ? { headers: { "Content-Type": "multipart/form-data" } } : {}),
  };
}

/**
 * An HTTP client of our own: the SDK's has no deadline, and would hand tokens to a proxy instead of
 * asking it for a tunnel. A failure loses its request and headers before anybody can print their secrets.
 */
function httpOf(sdk: Sdk, agent: Agent | undefined): Http {
  const through = { proxy: false as const, ...(agent === undefined ? {} : { httpsAgent: agent }) };
  const http = sdk.defaultHttpInstance.create({ timeout: DEADLINE_MS, maxRedirects: 0, ...through });
  http.interceptors.response.use(
    // The SDK passes over a refusal of a token, and then fails on what it has not got.
    ({ config, data }) => {
      if (isForToken(config)) return tokenOf(data);
      completeRefusal(data);
      return data;
    },
    async (error: unknown) => {
      const fault = faultOf(await withBody(error));
      throw isForToken(asked.safeParse(error).data?.config) ? ofToken(fault) : fault;
    },
  );
  return http as unknown as Http; // The interceptor makes answers bodies, which axios's types cannot tell.
}

const asked = z.object({ config: z.object({ url: z.string() }) });

function isForToken(config: { readonly url?: string | undefined } | undefined): boolean {
  return config?.url?.includes("/open-apis/auth/") === true;
}

/** The SDK looks for the address of a connection also in a refusal, and would fail before it sees the reason. */
function completeRefusal(body: unknown): void {
  if (typeof body !== "object" || body === null || Reflect.get(body, "code") === 0) return;
  if (Reflect.get(body, "data") == null) Reflect.set(body, "data", {});
}

function tokenOf(data: unknown): unknown {
  try {
    return unwrap(data);
  } catch (error) {
    throw ofToken(faultOf(error));
  }
}

const streamed = z.object({ response: z.object({ status: z.number(), data: readable, headers: z.unknown() }) });

/** A stream that ends with an error where it stands still: its request's deadline ended with its first byte. */
async function* flowing(stream: Readable, idleMs: number): AsyncGenerator<Uint8Array> {
  const late = () => stream.destroy(new LarkError("transient", "the download stands still"));
  const timer = setTimeout(late, idleMs).unref();
  try {
    for await (const chunk of stream) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** The refusal of a download comes as a stream: its code has to be read out of it. */
async function withBody(error: unknown): Promise<unknown> {
  const read = streamed.safeParse(error);
  if (!read.success) return error;
  const { status, headers, data } = read.data.response;
  let text = "";
  try {
    for await (const chunk of flowing(data, IDLE_MS)) if (text.length < 10_000) text += String(chunk);
    return { response: { status, headers, data: JSON.parse(text) } };
  } catch {
    return { response: { status, headers, data: undefined } };
  }
}

/** The SDK keeps tokens for the whole process; these belong to one channel and can be dropped. */
function tokenCache() {
  const kept = new Map<string, { value: unknown; until: number }>();
  const name = (key: string | symbol | object) => key.toString();
  return {
    clear: () => kept.clear(),
    cache: {
      async get(key: string | symbol | object): Promise<unknown> {
        const found = kept.get(name(key));
        return found !== undefined && found.until > Date.now() ? found.value : undefined;
      },
      async set(key: string | symbol | object, value: unknown, until = Number.POSITIVE_INFINITY): Promise<boolean> {
        kept.set(name(key), { value, until });
        return true;
      },
    },
  };
}

type TokenManager = { getTenantAccessToken: (params?: unknown) => Promise<unknown> };

/** Calls that find no token ask for one together, not each for its own. */
function singleFlight(client: object): void {
  const manager: unknown = Reflect.get(client, "tokenManager");
  if (!isTokenManager(manager))
    throw new Error("the Feishu SDK has no token manager: its version is not the tested one");
  const ask = manager.getTenantAccessToken.bind(manager);
  let asking: Promise<unknown> | undefined;
  manager.getTenantAccessToken = (params) => {
    asking ??= ask(params).finally(() => {
      asking = undefined;
    });
    return asking;
  };
}

function isTokenManager(value: unknown): value is TokenManager {
  return (
    typeof value === "object" && value !== null && typeof Reflect.get(value, "getTenantAccessToken") === "function"
  );
}

/** The SDK logs requests, tokens and members' words: only its own fixed texts pass, scrubbed. */
function quietLogger({ note, secrets }: ClientOptions) {
  const say = (...parts: unknown[]) => {
    const texts = parts.flat(3).filter((part) => typeof part === "string");
    if (texts.length > 0) note(scrub(texts.join(" "), secrets));
  };
  const nothing = () => {};
  return { error: say, warn: say, info: nothing, debug: nothing, trace: nothing };
}
