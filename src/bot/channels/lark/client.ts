import type { Agent } from "node:http";

/** One call of the open platform's HTTP API. */
export type Call = {
  readonly method: "GET" | "POST" | "PATCH" | "PUT";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The body goes as multipart/form-data. */
  readonly upload?: boolean;
  readonly deadlineMs?: number;
};

/** Event type to what is done with it; what it resolves to is the answer Feishu gets. Rejecting asks for redelivery. */
export type Handlers = Readonly<Record<string, (event: unknown) => Promise<unknown>>>;

export type SocketOptions = {
  readonly handlers: Handlers;
  readonly onUp: () => void;
  /** Told once, with a reason that holds no secret. */
  readonly onDown: (reason: string) => void;
};

export type Socket = {
  /** Lets what was answered go out, then closes. */
  close(): Promise<void>;
};

/** All that this project uses of Feishu's SDK. Every failure is a `LarkError`. */
export type LarkClient = {
  /** The answer's body, its `code` being 0. */
  call(request: Call): Promise<unknown>;
  /** The bytes of a resource as they come. */
  download(path: string, query: Readonly<Record<string, string>>): Promise<AsyncIterable<Uint8Array>>;
  /** One attempt at a long connection: it goes up and down at most once. */
  connect(options: SocketOptions): Socket;
};

export type ClientOptions = {
  readonly appId: string;
  readonly appSecret: string;
  /** `feishu`, `lark`, or the address of a platform on this machine. */
  readonly domain: string;
  /** Carries the long connection and all calls, e.g. through a proxy. */
  readonly agent?: Agent | undefined;
  /** How long a ping may stay unanswered; 10 s unless said otherwise. */
  readonly pingTimeoutMs?: number | undefined;
  /** How long a download may stand still; 30 s unless said otherwise. */
  readonly idleMs?: number | undefined;
  readonly secrets: readonly string[];
  /** What an operator may want to know, such as what the SDK had to say, without secrets and without what members wrote. */
  readonly note: (text: string) => void;
};

const DOMAINS: ReadonlyMap<string, string> = new Map([
  ["feishu", "https://open.feishu.cn"],
  ["lark", "https://open.larksuite.com"],
]);

/** The platform's address. Throws where it is neither HTTPS nor on this machine. */
export function domainOf(domain: string): string {
  const known = DOMAINS.get(domain);
  if (known !== undefined) return known;
  const url = new URL(domain);
  const local = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url.protocol === "https:" || (url.protocol === "http:" && local)) return url.origin;
  throw new Error("the Feishu domain must be https, or http on this machine");
}

const TOKEN = /\bt-[\w.-]{8,}|Bearer\s+\S+|((?:ticket|access_key)=)[^&\s]+/g;

/** Without secrets, tokens and connection tickets, in one line, cut to a length. */
export function scrub(text: string, secrets: readonly string[]): string {
  let clean = text.replace(/\s+/g, " ").replace(TOKEN, "$1[secret]");
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret)]) {
      if (form !== "") clean = clean.replaceAll(form, "[secret]");
    }
  }
  return clean.slice(0, 300);
}
