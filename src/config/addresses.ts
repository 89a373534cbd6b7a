/** What a proxy has to be, to whoever wrote another. */
export const PROXY = "要是 http:// 或 https:// 开头的代理地址";

export function isProxy(text: string): boolean {
  return /^https?:/i.test(text) && URL.canParse(text);
}

/** Hosts of this machine, to which nothing has to be sealed. */
const HERE: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** An address that secrets may be sent to: sealed, or on this machine. */
export function isSafeAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && HERE.has(hostname));
}

/** An address of a machine by number or name; a port belongs elsewhere. */
export function isHost(text: string): boolean {
  return /^[\w.:-]+$/.test(text) && URL.canParse(`http://${text.includes(":") ? `[${text}]` : text}`);
}
