import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { WebSocketServer } from "ws";
import { answerApi } from "./fake-feishu-api.ts";
import { type FakeClock, fakeClock } from "./fake-feishu-clock.ts";
import { APP, type FeishuEvent } from "./fake-feishu-events.ts";
import { type Answer, type Recorded, record, refuse, reply, text } from "./fake-feishu-http.ts";
import { type Ack, CLIENT_CONFIG, type Connections, openConnections, SERVICE } from "./fake-feishu-socket.ts";
import { emptyState, type FeishuState } from "./fake-feishu-state.ts";

export const SECRET = "app-secret-that-nobody-may-print";

/**
 * The next requests that match are answered so; `cut` ends the connection without an answer,
 * `stall` begins with one and never ends it.
 */
export type Fault = { readonly path: RegExp; readonly method?: string; times?: number } & (
  | { readonly answer: Answer }
  | { readonly cut: true }
  | { readonly stall: true }
);

/**
 * Feishu's open platform on this machine: its HTTP API and its long connection, as the SDK's
 * real client speaks to them. Nothing waits but for the test's own clock.
 */
export type FakeFeishu = {
  readonly url: string;
  /** Where clients are told to open the long connection, where that is not `url`. */
  publicUrl: string | undefined;
  readonly state: FeishuState;
  readonly requests: Recorded[];
  readonly connections: Connections;
  readonly clock: FakeClock;
  /** Answers the next calls of the connection endpoint with these codes; 0 lets it through. */
  readonly endpointCodes: number[];
  /** Sent with the upgrade itself, before the client can listen. */
  earlyEvent: FeishuEvent | undefined;
  fail(fault: Fault): void;
  /** Makes all tokens given out so far invalid. */
  revokeTokens(): void;
  readonly tokensGiven: () => number;
  /** Delivers an event and resolves with the first acknowledgement. */
  push(event: FeishuEvent, split?: number): Promise<Ack>;
  close(): Promise<void>;
};

export async function startFeishu(clock: FakeClock = fakeClock()): Promise<FakeFeishu> {
  const state = emptyState();
  const connections = openConnections(clock);
  const doors = openDoors();
  const faults: Fault[] = [];
  const requests: Recorded[] = [];

  function answer(request: Recorded): Answer {
    if (request.path === "/callback/ws/endpoint") return doors.endpoint(request, fake.publicUrl ?? fake.url);
    if (request.path === "/open-apis/auth/v3/tenant_access_token/internal") return doors.token(request);
    return doors.knows(request) ? answerApi(state, request) : refuse(99991663);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => reply(response, { status: 500, body: String(error) }));
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const recorded = await record(request);
    requests.push(recorded);
    const fault = faults.find((one) => hits(one, recorded));
    if (fault === undefined) return reply(response, answer(recorded));
    fault.times = (fault.times ?? 1) - 1;
    if ("cut" in fault) request.socket.destroy();
    else if ("stall" in fault) response.writeHead(200, { "content-length": "9" }).write("half");
    else reply(response, fault.answer);
  }

  const sockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    if (doors.admits(request.url ?? "/")) {
      sockets.handleUpgrade(request, socket, head, (accepted) => connections.accept(accepted, fake.earlyEvent));
    } else {
      socket.end("HTTP/1.1 403 Forbidden\r\nhandshake-status: 514\r\n\r\n");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  const fake: FakeFeishu = {
    url: `http://127.0.0.1:${port}`,
    publicUrl: undefined,
    state,
    requests,
    connections,
    clock,
    endpointCodes: doors.codes,
    earlyEvent: undefined,
    fail: (fault) => faults.push(fault),
    revokeTokens: doors.revoke,
    tokensGiven: doors.given,
    push: (event, split) => connections.deliver(event, split).acked,
    async close() {
      connections.cut();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

/** Who comes in: tokens for the HTTP API, tickets for the long connection. */
function openDoors() {
  const tokens = new Set<string>();
  const codes: number[] = [];
  let ticket = "";
  let given = 0;
  return {
    codes,
    given: () => given,
    revoke: () => tokens.clear(),
    knows: ({ headers }: Recorded) => tokens.has(String(headers.authorization ?? "").replace("Bearer ", "")),
    admits(path: string) {
      const url = new URL(path, "http://x");
      return url.pathname === "/ws/v2" && url.searchParams.get("ticket") === ticket;
    },
    endpoint({ body }: Recorded, address: string): Answer {
      const known = text(body, "AppID") === APP && text(body, "AppSecret") === SECRET;
      const code = known ? (codes.shift() ?? 0) : 514;
      if (code !== 0) return { status: 200, body: { code, msg: "refused", data: null } };
      ticket = randomUUID();
      // The client parses the whole address as a query: its own parameters must not come first.
      const query = `fpid=493&aid=1&device_id=7&access_key=ak-secret&service_id=${SERVICE}&ticket=${ticket}`;
      const URL = `${address.replace("http", "ws")}/ws/v2?${query}`;
      return { status: 200, body: { code: 0, msg: "", data: { URL, ClientConfig: CLIENT_CONFIG } } };
    },
    token({ body }: Recorded): Answer {
      const known = text(body, "app_id") === APP && text(body, "app_secret") === SECRET;
      if (!known) return { status: 200, body: { code: 10014, msg: "invalid" } };
      const tenant_access_token = `t-${randomUUID()}`;
      tokens.add(tenant_access_token);
      given += 1;
      return { status: 200, body: { code: 0, msg: "ok", tenant_access_token, expire: 7_200 } };
    },
  };
}

function hits({ path, method, times = 1 }: Fault, request: Recorded): boolean {
  return times > 0 && path.test(request.path) && (method ?? request.method) === request.method;
}
