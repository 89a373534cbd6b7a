import { Agent, type AgentOptions, type ClientRequestArgs, request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";

/** A proxy that has not opened its way by then is given up. */
const OPEN_MS = 20_000;

type TunnelOptions = {
  /** `http://[user:password@]host:port`, or `https://` for a proxy that itself speaks TLS. */
  readonly proxy: string;
  /** Where the traffic goes: `https:` by default. */
  readonly protocol?: "https:" | "http:";
} & Pick<AgentOptions, "maxSockets"> & { readonly ca?: string };

/**
 * Carries all connections through a proxy by CONNECT, so that the proxy sees the host's
 * name and nothing else. Throws where the address is none of an HTTP proxy.
 */
export function tunnelAgent({ proxy, protocol = "https:", ...more }: TunnelOptions): Agent {
  const address = new URL(proxy);
  if (!/^https?:$/.test(address.protocol)) throw new Error(`a proxy of the kind ${address.protocol} is not supported`);
  return new TunnelAgent(address, protocol, { keepAlive: true, ...more });
}

type Created = (error: Error | null, stream: Duplex) => void;
type Target = ClientRequestArgs & { servername?: string };

class TunnelAgent extends Agent {
  readonly protocol: "https:" | "http:";
  readonly defaultPort: number;
  readonly #proxy: URL;

  constructor(proxy: URL, protocol: "https:" | "http:", options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.protocol = protocol;
    this.defaultPort = protocol === "https:" ? 443 : 80;
  }

  override createConnection(target: Target, created: Created = () => {}): undefined {
    const fail = (code: string) => created(Object.assign(new Error("the proxy refused"), { code }), new Socket());
    const send = this.#proxy.protocol === "https:" ? httpsRequest : httpRequest;
    const request = send(this.#connectOptions(`${target.host}:${target.port ?? this.defaultPort}`));
    request.once("connect", (response, socket) => {
      if (response.statusCode !== 200) {
        socket.destroy();
        return fail("PROXY_REFUSED");
      }
      created(null, this.protocol === "https:" ? connect({ ...tlsOptions(target), socket }) : socket);
    });
    request.once("timeout", () => request.destroy(Object.assign(new Error("no answer"), { code: "PROXY_TIMEOUT" })));
    request.once("error", (error: NodeJS.ErrnoException) => fail(error.code ?? "PROXY_ERROR"));
    request.end();
    return undefined;
  }

  #connectOptions(target: string): ClientRequestArgs {
    const { hostname, port, protocol, username, password } = this.#proxy;
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    const auth = username === "" ? {} : { "proxy-authorization": `Basic ${Buffer.from(user).toString("base64")}` };
    return {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
      method: "CONNECT",
      path: target,
      headers: { host: target, ...auth },
      agent: false,
      timeout: OPEN_MS,
    };
  }
}

/** Of the target only what TLS needs: it also holds the request's path, which holds the token. */
function tlsOptions(target: Target): { servername?: string; ca?: string } {
  const { servername = target.host } = target;
  const ca: unknown = Reflect.get(target, "ca");
  return { ...(servername ? { servername } : {}), ...(typeof ca === "string" ? { ca } : {}) };
}
